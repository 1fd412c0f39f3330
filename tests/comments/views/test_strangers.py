"""A stranger who knows what anybody can know of a reader gets no further: not with words, not with links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from time import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments import urls
from comments.mail import signed_links
from comments.models import Commenter, Decision, DeskDigest, Email, Follow, Following, ReaderComment, Status
from comments.people.confirmations import confirm
from comments.people.reserved_names import reserve
from comments.upkeep.erasing import erase_refused

from ...sampling import drawn_or_all

pytestmark = pytest.mark.django_db
POST = "/comments/post/"
ADA = {"name": "Ada", "email": "ada@example.org"}
HELD = "Nobody shall read this yet."
YEARS = 20 * 365 * 24 * 3600


# --- Tokens -----------------------------------------------------------------------------------------------


def address(page: str, token: str) -> str:
    return reverse(f"newsroom_comments:{page}", kwargs={"token": token})


@dataclass(frozen=True)
class Purpose:
    """A kind of signed link: what makes it, the page it leads to, for how many seconds; None: for good."""

    make: Callable[[ReaderComment], str]
    page: str
    lasts: int | None = None

    def token(self, comment: ReaderComment) -> str:
        return self.make(comment).rstrip("/").rpartition("/")[2]

    def opens(self, page: str) -> bool:
        """A link opens the page it leads to, and what stands below that."""
        return address(page, "x").startswith(address(self.page, "x"))


def unsubscribing(comment: ReaderComment) -> str:
    return signed_links.unsubscribing(
        Following(commenter_id=comment.commenter_id, discussion_id=comment.discussion_id)
    )


def followings(comment: ReaderComment) -> str:
    assert comment.commenter
    return signed_links.followings(comment.commenter)


def digest_unsubscribing(comment: ReaderComment) -> str:
    return signed_links.digest_unsubscribing(DeskDigest(pk=comment.pk))


# A new purpose is a line here.
PURPOSES = {
    "reader_page": Purpose(signed_links.reader_page, "reader_page"),
    "confirmation": Purpose(signed_links.confirmation, "confirm", lasts=signed_links.confirmation.seconds),
    "unsubscribing": Purpose(unsubscribing, "unsubscribe"),
    "outcome_unsubscribing": Purpose(signed_links.outcome_unsubscribing, "unsubscribe_outcome"),
    "digest_unsubscribing": Purpose(digest_unsubscribing, "unsubscribe_digest"),
    "followings": Purpose(followings, "following", lasts=signed_links.followings.seconds),
}
PAGES = [str(each.name) for each in urls.urlpatterns if "<str:token>" in str(each.pattern)]
purposes = pytest.mark.parametrize("purpose", PURPOSES.values(), ids=PURPOSES)


def is_open(page: str, token: str) -> bool:
    """Whether whoever asks for the page, or posts to it, is answered anything but that it isn't there."""
    path = address(page, token)
    answers = [Client().get(path), Client().post(path, {"revision": "0"})]
    return not {answer.status_code for answer in answers} <= {404, 405}


def all_there_is() -> list[Any]:
    """What a visit could have changed."""
    kept = (ReaderComment, Commenter, Decision, Following, Email)
    return [list(model.objects.order_by("pk").values()) for model in kept]  # type: ignore[attr-defined]


@pytest.fixture
def held(comment: Any) -> ReaderComment:
    """Ada's comment, that waits, and by which she follows the discussion."""
    stored: ReaderComment = comment(HELD, status=Status.PENDING)
    Following.objects.create(
        commenter=stored.commenter, discussion=stored.discussion, comment=stored, kind=Follow.ALL
    )
    return stored


def test_the_table_knows_every_purpose_and_every_page() -> None:
    made = {name for name, link in vars(signed_links).items() if isinstance(link, signed_links.SignedLink)}
    assert PURPOSES.keys() == made
    assert [page for page in PAGES if not any(each.opens(page) for each in PURPOSES.values())] == []


@purposes
def test_a_token_opens_the_pages_of_its_purpose_alone(purpose: Purpose, held: ReaderComment) -> None:
    token, before = purpose.token(held), all_there_is()
    others = [page for page in PAGES if not purpose.opens(page)]
    assert [page for page in others if is_open(page, token)] == []
    assert all_there_is() == before
    own = [page for page in PAGES if purpose.opens(page)]
    assert [page for page in own if is_open(page, token)] == own


@purposes
def test_a_token_of_one_comment_opens_no_other(purpose: Purpose, comment: Any, held: ReaderComment) -> None:
    own = comment("The stranger's own", name="Eve", email="eve@example.org")
    before = all_there_is()
    (named, signed), (held_named, held_signed) = (purpose.token(each).split(":", 1) for each in (own, held))
    forged = [f"{held_named}:{signed}", f"{named}:{held_signed}"]
    assert [token for page, token in product(PAGES, forged) if is_open(page, token)] == []
    assert all_there_is() == before


@drawn_or_all
@purposes
def test_a_token_of_another_site_or_with_another_letter_opens_nothing(
    purpose: Purpose, draw: Callable[..., list[Any]], held: ReaderComment, settings: Any
) -> None:
    good, before = purpose.token(held), all_there_is()
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another site's " + "k" * 50
    forged = [purpose.token(held), good + "A", good[:-1], str(held.pk), f"{held.pk}:", f"{held.pk}::"]
    forged += [
        good[:place] + ("A" if good[place] != "A" else "B") + good[place + 1 :] for place in (0, 3, -2)
    ]
    settings.SECRET_KEY = key
    own = [page for page in PAGES if purpose.opens(page)]
    others = [page for page in PAGES if not purpose.opens(page)]
    tried = [*product(own, forged), *draw([*product(others, forged)], purpose, [*PURPOSES.values()])]
    assert [token for page, token in tried if is_open(page, token)] == []
    assert all_there_is() == before


@purposes
def test_a_token_ends_when_it_should(
    purpose: Purpose, held: ReaderComment, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, before = time(), all_there_is()

    def aged(seconds: int) -> str:
        with monkeypatch.context() as patch:
            patch.setattr("django.core.signing.time.time", lambda: now - seconds)
            return purpose.make(held)

    lasts = purpose.lasts or YEARS
    assert Client().get(aged(lasts - 60)).status_code == 200
    if purpose.lasts:
        old = aged(lasts + 60)
        assert (Client().get(old).status_code, Client().post(old).status_code) == (410, 410)
    assert all_there_is() == before


@pytest.mark.parametrize("lost", ["gone", "other address"])
def test_a_confirmation_ends_with_what_it_was_made_for(lost: str, held: ReaderComment) -> None:
    link = signed_links.confirmation(held)
    if lost == "gone":
        held.delete()
    else:
        ReaderComment.objects.update(user_email="eve@example.org")
    assert [Client().get(link).status_code, Client().post(link).status_code] == [404, 404]
    assert Commenter.objects.exclude(confirmed_at=None).count() == 0


# --- A stranger who knows a public comment, its author's name and address, and how links look --------------


@pytest.fixture
def ada(comment: Any, held: ReaderComment) -> ReaderComment:
    """Ada's public comment; another of hers waits.  Her address is confirmed, and her name reserved."""
    stored: ReaderComment = comment("Read me.")
    confirm(stored)
    reserve(stored)
    return stored


@pytest.fixture
def stranger(settings: Any) -> Client:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "RATE_LIMIT": False}
    return Client(REMOTE_ADDR="198.51.100.7")


def own_page_of(answer: Any) -> str:
    """The private page that a post led to."""
    assert answer["Location"].startswith("/comments/yours/")
    return str(answer["Location"])


def guesses(number: int) -> list[str]:
    now = int(time())
    return [str(number), f"{number}:{now}", f"{number}:1xWVc4:{'A' * 43}", f"{number}::", "x"]


def test_the_stranger_reads_no_held_text(
    stranger: Client, ada: ReaderComment, held: ReaderComment, article: Article, fields: Any
) -> None:
    under = article.get_absolute_url()
    paths = [
        *("/", under, *(f"{under}?{name}={held.pk}" for name in ("reply_to", "thread", "after"))),
        *(f"/comments/{held.pk}/", f"/comments/{held.pk}/report/", "/comments/atom.xml", "/atom.xml"),
        f"/comments/atom/newsroom_articles.article/{article.pk}/",
        f"/comments/received/newsroom_articles.article/{article.pk}/",
        *(address(page, guess) for page in PAGES for guess in guesses(held.pk)),
        f"/admin/newsroom_comments/readercomment/{held.pk}/change/",
    ]
    answers = [stranger.get(path, follow=True) for path in paths]
    # As its author, as a reply to it, and as a report of it.
    answers += [stranger.post(POST, fields(**ADA)), stranger.post(POST, fields(name="Eve", reply_to=held.pk))]
    answers += [stranger.post(f"/comments/{held.pk}/report/", {"reason": "spam"})]
    assert [answer.request["PATH_INFO"] for answer in answers if HELD in answer.content.decode()] == []


def test_who_guesses_the_text_gets_no_link_to_its_page(
    stranger: Client, held: ReaderComment, fields: Any
) -> None:
    answer = stranger.post(POST, fields(comment=HELD, **ADA))
    assert (answer.status_code, "/comments/yours/" in answer.content.decode()) == (409, False)


def test_the_stranger_changes_and_withdraws_nothing(
    stranger: Client, ada: ReaderComment, held: ReaderComment
) -> None:
    before = all_there_is()
    for stored, page in product((ada, held), PAGES):
        sent = {"comment": "Eve was here.", "revision": stored.revision, "give_up": "1"}
        answers = [stranger.post(address(page, guess), sent) for guess in guesses(stored.pk)]
        assert {answer.status_code for answer in answers} <= {404, 405}
    assert all_there_is() == before


def test_the_stranger_posts_under_no_reserved_name(stranger: Client, ada: ReaderComment, fields: Any) -> None:
    number = ReaderComment.objects.count()
    for sent in (ADA, ADA | {"email": "eve@example.org"}, ADA | {"name": "a D a"}):
        assert stranger.post(POST, fields(comment="As Ada", **sent)).status_code == 422
    assert ReaderComment.objects.count() == number


def test_typing_the_address_makes_nobody_its_owner(
    stranger: Client, ada: ReaderComment, fields: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """The email goes to whoever reads the address's emails; the page that asks for it learns nothing."""
    own = own_page_of(stranger.post(POST, fields(comment="Mine", name="Eve", email=ADA["email"])))
    with django_capture_on_commit_callbacks(execute=True):
        answers = [stranger.post(own + act, {"give_up": "1"}) for act in ("name/", "confirm/", "mail/")]
        answers += [stranger.post(own + "name/")]
    pages = [stranger.get(answer["Location"]).content.decode() for answer in answers]
    assert {to for sent in mail.outbox for to in sent.to} == {ADA["email"]}
    assert [page for page in pages if ADA["email"] in page or "/comments/confirm/" in page] == []
    assert holders() == ["Ada"]
    stored = ReaderComment.objects.get(source="Mine")
    assert (stored.identity_verified, stored.commenter == ada.commenter) == (False, False)


def holders() -> list[str]:
    return [*Commenter.objects.exclude(reserved_key=None).values_list("reserved_name", flat=True)]


def test_a_confirmed_stranger_is_no_other_reader(
    stranger: Client, ada: ReaderComment, comment: Any, fields: Any
) -> None:
    own = comment("Mine", name="\u0410da", email="eve@example.org")
    stranger.post(signed_links.confirmation(own))
    for sent in ({}, {"give_up": "1"}, {}):
        stranger.post(signed_links.reader_page(own) + "name/", sent)
    assert stranger.post(POST, fields(comment="As Ada", **ADA)).status_code == 422
    assert stranger.post(POST, fields(comment="Typed", name="Eve", email=ADA["email"])).status_code == 302
    assert ReaderComment.objects.get(source="Typed").identity_verified is False
    assert (holders(), Commenter.objects.get(reserved_name="Ada")) == (["Ada"], ada.commenter)


def test_a_login_with_the_address_is_no_owner_of_the_name(
    stranger: Client, ada: ReaderComment, article: Article, comment: Any
) -> None:
    """Hosts that confirm nobody's address let anybody sign up with this one."""
    own = comment("Mine", name="Ada", user=User.objects.create_user("eve", ADA["email"]))
    for sent in ({"give_up": "1"}, {}):
        stranger.post(signed_links.reader_page(own) + "name/", sent)
    assert Commenter.objects.get(reserved_name="Ada") == ada.commenter


def test_an_old_page_of_a_comment_that_was_erased_says_nothing_of_it(held: ReaderComment) -> None:
    link = signed_links.reader_page(held)
    ReaderComment.objects.update(status=Status.REJECTED)
    list(erase_refused(timezone.now() + timedelta(days=1), 10))
    page = Client().get(link)
    assert (page.status_code, HELD in page.content.decode()) == (200, False)
