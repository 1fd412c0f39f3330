"""What readers and staff do to see each page."""

import random
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from playwright.sync_api import Page

from articles.models import Article
from comments.mail import signed_links
from comments.models import (
    Decision,
    Discussion,
    DiscussionState,
    Follow,
    Following,
    ReaderComment,
    Status,
)
from comments.people.confirmations import confirm
from comments.posting import withdrawals
from tests.comments.crowds import crowd

from .conftest import log_in
from .form import fill
from .scene import Scene

Act = Callable[[Page, Scene, str], None]


def article(page: Page, scene: Scene, language: str) -> None:
    page.goto(scene.discussed[language].get_absolute_url())


def closed(page: Page, scene: Scene, language: str) -> None:
    page.goto(scene.closed[language].get_absolute_url())


def empty(page: Page, scene: Scene, language: str) -> None:
    page.goto(scene.empty[language].get_absolute_url())


def hidden(page: Page, scene: Scene, language: str) -> None:
    page.goto(scene.hidden[language].get_absolute_url())


def refused(page: Page, scene: Scene, language: str) -> None:
    """The discussion closed while a reader wrote."""
    empty(page, scene, language)
    fill(page, comment="Too late, perhaps?")
    Discussion.objects.start(scene.empty[language])
    Discussion.objects.of(scene.empty[language]).update(state=DiscussionState.CLOSED)
    # Past the script, which would say it beside the form.
    page.eval_on_selector("#reply-form", "form => form.submit()")
    page.wait_for_selector("#typed")


def news(page: Page, scene: Scene, language: str) -> None:
    """The newest first, two threads of them closed, a long one cut, and more that came meanwhile."""
    discussed = scene.discussed[language]
    first = ReaderComment.objects.for_model(discussed).earliest("pk")
    crowd(discussed, [None, *[0] * 22])
    page.clock.install()
    page.goto(f"{discussed.get_absolute_url()}?order=newest")
    for thread in (1, 3):
        page.click(f"summary >> nth={thread}")
    ReaderComment.objects.filter(pk__gt=first.pk).update(first_public_version=1_000)
    page.clock.run_for(30_000)
    page.wait_for_selector(".nc-news")


def errors(page: Page, scene: Scene, language: str) -> None:
    """A reply whose email and text are refused."""
    article(page, scene, language)
    page.click(".nc-actions a")
    fill(page, comment=" ", name="Ada", email="ada@host")
    page.click("#reply-form .nc-post")
    page.wait_for_selector("#reply-problems")


def in_place(page: Page, scene: Scene, language: str) -> None:
    """A reply at its place, for its author alone; and the preview of another, with little room left."""
    article(page, scene, language)
    page.click(".nc-actions a")
    fill(page, comment="I never knew that.\n\nDoes the museum?")
    page.click("#reply-form .nc-post")
    page.wait_for_selector(".nc-own")
    page.click(".nc-comment:not(.nc-own) .nc-actions a >> nth=2")
    fill(page, comment="A <b>bench</b>.\n\n<blockquote>Four.</blockquote>" + " " * 2680)
    page.click("#reply-form [formaction]")
    page.wait_for_selector("#reply-preview")


def private(page: Page, scene: Scene, language: str) -> None:
    in_place(page, scene, language)
    page.click(".nc-own-page")
    page.wait_for_url("**/yours/**")


def unsent(page: Page, scene: Scene, language: str) -> None:
    """The site can't be reached."""
    article(page, scene, language)
    fill(page)
    page.context.set_offline(True)
    page.click("#reply-form .nc-post")
    page.wait_for_selector("#reply-problems")
    page.context.set_offline(False)


def edit(page: Page, scene: Scene, language: str) -> None:
    private(page, scene, language)
    page.click(".nc-yours a[href^=edit]")
    page.wait_for_selector("#edit-form")


def withdraw(page: Page, scene: Scene, language: str) -> None:
    private(page, scene, language)
    page.click(".nc-yours a[href^=withdraw]")
    page.wait_for_selector("#withdraw-form")


def withdrawn(page: Page, scene: Scene, language: str) -> None:
    """The author's page of a comment that they withdrew."""
    withdraw(page, scene, language)
    page.click("#withdraw-form button")
    page.wait_for_selector(".nc-state")


def withdrawn_in_a_thread(page: Page, scene: Scene, language: str) -> None:
    """A thread whose first comment was withdrawn."""
    first = ReaderComment.objects.for_model(scene.discussed[language]).public().earliest("pk")
    withdrawals.withdraw(first, revision=first.revision)
    article(page, scene, language)


def repeated(page: Page, scene: Scene, language: str) -> None:
    """The same words under the same name once more."""
    first = ReaderComment.objects.for_model(scene.discussed[language]).public().earliest("pk")
    article(page, scene, language)
    fill(page, comment=first.source, name=first.user_name, email=first.user_email)
    page.click("#reply-form .nc-post")
    page.wait_for_selector("#reply-problems")


def forgotten(page: Page, scene: Scene, language: str) -> None:
    """Asked without a script."""
    article(page, scene, language)
    page.eval_on_selector(".nc-forget", "form => form.submit()")
    page.wait_for_selector(".nc-state")


def report(page: Page, scene: Scene, language: str) -> None:
    """A report that lacks its reason."""
    article(page, scene, language)
    page.click(".nc-report")
    page.wait_for_selector("#report-form")
    page.fill("#report-text", "Look at this.")
    page.eval_on_selector("#report-form", "form => { form.noValidate = true; }")
    page.click("#report-form .nc-post")
    page.wait_for_selector("#reply-problems")


def confirmation(page: Page, scene: Scene, language: str) -> None:
    """What the link in the email opens."""
    discussed = ReaderComment.objects.for_model(scene.discussed[language])
    page.goto(signed_links.confirmation(discussed.public().earliest("pk")))


def unsubscribe(page: Page, scene: Scene, language: str) -> None:
    """What the link below a follower's email opens."""
    page.goto(signed_links.unsubscribing(follow(scene, language)))


def unsubscribed(page: Page, scene: Scene, language: str) -> None:
    unsubscribe(page, scene, language)
    page.click("main form button")
    page.wait_for_selector(".nc-state[role=status]")


def following(page: Page, scene: Scene, language: str) -> None:
    page.goto(signed_links.followings(follow(scene, language).commenter))


def follow(scene: Scene, language: str) -> Following:
    """Let the first reader follow the discussion."""
    first = ReaderComment.objects.for_model(scene.discussed[language]).public().earliest("pk")
    confirm(first)
    first.refresh_from_db()
    return Following.objects.create(
        commenter=first.commenter, discussion=first.discussion, comment=first, kind=Follow.REPLIES
    )


def login(page: Page, scene: Scene, language: str) -> None:
    """Only who is logged in may comment; the newest come first."""
    article_options = settings.NEWSROOM_COMMENTS["MODELS"]["newsroom_articles.Article"]
    models = {"newsroom_articles.Article": article_options | {"LOGIN_REQUIRED": True}}
    # The dictionary is this test's own (conftest.unlimited).
    settings.NEWSROOM_COMMENTS["MODELS"] = models
    page.goto(f"{scene.discussed[language].get_absolute_url()}?order=newest")


def missing(page: Page, scene: Scene, language: str) -> None:
    page.goto(f"/{language}/nowhere/")


def front(page: Page, scene: Scene, language: str) -> None:
    page.goto(f"/{language}/")


def admin(page: Page, scene: Scene, language: str) -> None:
    log_in(page)


def desk(page: Page, scene: Scene, language: str) -> None:
    log_in(page, "/admin/newsroom_comments/readercomment/")


def correction(page: Page, scene: Scene, language: str) -> None:
    desk(page, scene, language)
    page.click(".nc-acts > a >> nth=0")
    page.wait_for_selector("#readercomment_form")


def state(page: Page, scene: Scene, language: str) -> None:
    """A month of a newsroom, by somebody who may see what each editor does, its tables unfolded."""
    lived(scene.discussed[language])
    log_in(page, "/admin/newsroom_comments/readercomment/desk/state/")
    for summary in page.locator("#state summary").all():
        summary.click()


def lived(article: Article) -> None:
    """Have the log say that an article's readers and three editors were busy for a month."""
    chance, today = random.Random(14), timezone.now().replace(minute=0)
    people = [User.objects.create_user(name) for name in ("ada", "grace", "Maëlle Kervadec")]
    common = {"comment_number": 1, "discussion_number": Discussion.objects.of(article).get().pk}
    rows, moments = [], []
    for day in range(30):
        for number in range(chance.randint(20, 60)):
            moment = today - timedelta(days=day, hours=chance.choice((0, 3, 4, 5, 6, 7, 12, 13)))
            held = chance.random() < 0.4
            rows.append(Decision(to_status=Status.PENDING if held else Status.PUBLISHED, **common))
            moments.append(moment)
            if held:
                by = people[number % 3]
                waited = int(chance.expovariate(1 / 4_000))
                way = {"from_status": Status.PENDING, "to_status": Status.APPROVED, "waited": waited}
                rows.append(Decision(actor=by, actor_number=str(by.pk), **way, **common))
                moments.append(moment + timedelta(seconds=waited))
    Decision.objects.bulk_create(rows)
    for row, moment in zip(rows, moments, strict=True):
        row.decided = moment
    QuerySet(Decision).bulk_update(rows, ["decided"])


READERS: list[Act] = [
    article,
    news,
    errors,
    in_place,
    unsent,
    private,
    edit,
    withdraw,
    withdrawn,
    withdrawn_in_a_thread,
    repeated,
    forgotten,
    report,
    confirmation,
    unsubscribe,
    unsubscribed,
    following,
    login,
    closed,
    empty,
    hidden,
    refused,
    missing,
    front,
]
STAFF: list[Act] = [admin, desk, correction, state]
