"""One click ends the emails, with or without a page; a link shows and changes all that a person follows."""

from collections.abc import Callable
from functools import partial
from time import time
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from lxml import html

from articles.models import Article
from comments.mail import signed_links
from comments.models import Email, Follow, Following, ReaderComment, Status
from comments.people.confirmations import confirm

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def followed(comment: Comment) -> Following:
    """Ada's, of the article's discussion."""
    stored = comment(follow=Follow.REPLIES)
    confirm(stored)
    return Following.objects.get()


def kinds() -> list[str]:
    return [*Following.objects.order_by("pk").values_list("kind", flat=True)]


def texts(response: Any) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def tokens(followed: Following) -> dict[str, str]:
    """One of every purpose, each for what a stranger would like to open."""
    paths = {
        "unsubscribe": signed_links.unsubscribing(followed),
        "following": signed_links.followings(followed.commenter),
        "yours": signed_links.reader_page(followed.comment),
        "confirm": signed_links.confirmation(followed.comment),
    }
    return {name: path.rstrip("/").rpartition("/")[2] for name, path in paths.items()}


# --- One click ------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing_and_offers_a_button(followed: Following) -> None:
    response = Client().get(signed_links.unsubscribing(followed))
    page = html.fromstring(response.content.decode())
    assert page.xpath("//form[@method='post']//button/text()") == ["Unsubscribe"]
    assert page.xpath("//form//input/@name") == ["List-Unsubscribe"]
    assert {"private", "no-store"} <= {*response["Cache-Control"].split(", ")}
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert Client().head(signed_links.unsubscribing(followed)).status_code == 200
    assert kinds() == ["replies"]


@pytest.mark.parametrize("multipart", [True, False])
def test_an_email_provider_unsubscribes_without_page_cookie_or_origin(
    multipart: bool, followed: Following, comment: Comment, django_capture_on_commit_callbacks: Any
) -> None:
    """RFC 8058, section 3.2: either kind of form data will do."""
    anybody, path = Client(enforce_csrf_checks=True), signed_links.unsubscribing(followed)
    body = {} if multipart else {"content_type": "application/x-www-form-urlencoded"}
    sent: Any = ONE_CLICK if multipart else "List-Unsubscribe=One-Click"
    response = anybody.post(path, sent, **body, headers={"Origin": "https://mail.example"})
    assert (response.status_code, dict(anybody.cookies), kinds()) == (200, {}, [])
    assert anybody.post(path, sent, **body).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        comment("To you", parent=followed.comment, name="B", email="")
    assert mail.outbox == []


def test_the_answer_says_so_and_offers_it_again(followed: Following) -> None:
    path = signed_links.unsubscribing(followed)
    answer = Client().post(path, ONE_CLICK)
    assert "You no longer get emails about the comments under this article." in texts(answer)
    page = html.fromstring(answer.content.decode())
    assert page.xpath("//button[@name='follow']/@value") == ["replies", "all"]
    answer = Client().post(path, {"follow": "all"})
    assert "You get an email about every new comment under this article." in texts(answer)
    assert kinds() == ["all"]
    # The same link, from an older email, ends the new following too.
    Client().post(path, ONE_CLICK)
    assert kinds() == []


def test_another_site_makes_nobody_follow(followed: Following) -> None:
    path = signed_links.unsubscribing(followed)
    Client().post(path, ONE_CLICK)
    response = Client().post(path, {"follow": "all"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, kinds()) == (404, [])


def test_it_is_offered_again_only_where_there_is_somebody_to_email(followed: Following) -> None:
    path = signed_links.unsubscribing(followed)
    ReaderComment.objects.update(status=Status.ERASED)
    Client().post(path, ONE_CLICK)
    assert html.fromstring(Client().get(path).content.decode()).xpath("//button[@name='follow']") == []
    assert (Client().post(path, {"follow": "all"}).status_code, kinds()) == (200, [])


def test_the_page_speaks_the_articles_language(publish: Any, comment: Comment) -> None:
    confirm(comment(target=publish(language="fr", slug="port"), follow="all"))
    kept = Following.objects.get()
    assert "Se désabonner" in texts(Client().get(signed_links.unsubscribing(kept)))
    assert "Tout ce que vous suivez" in texts(Client().get(signed_links.followings(kept.commenter)))


def test_the_link_never_expires(followed: Following, monkeypatch: pytest.MonkeyPatch) -> None:
    path, later = signed_links.unsubscribing(followed), time() + 10 * 365 * 24 * 3600
    monkeypatch.setattr("time.time", lambda: later)
    assert (Client().post(path, ONE_CLICK).status_code, kinds()) == (200, [])


# --- Tokens ---------------------------------------------------------------------------------------------


def test_a_token_opens_what_it_was_made_for_and_nothing_else(followed: Following) -> None:
    made = tokens(followed)
    answers = {
        (page, purpose): Client().get(f"/comments/{page}/{token}/").status_code
        for purpose, token in made.items()
        for page in made
    }
    assert {pair for pair, status in answers.items() if status == 200} == {(name, name) for name in made}
    assert {status for (page, purpose), status in answers.items() if page != purpose} == {404}
    posts = [
        Client().post(f"/comments/{page}/{token}/", ONE_CLICK | {"stop": "all", "follow": ""}).status_code
        for purpose, token in made.items()
        for page in ("unsubscribe", "following")
        if page != purpose
    ]
    assert ({*posts}, kinds()) == ({404}, ["replies"])


def test_who_knows_all_that_is_public_and_the_address_too_gets_nowhere(followed: Following) -> None:
    numbers = [followed.pk, followed.comment_id, followed.commenter_id]
    guesses = [
        *(str(number) for number in numbers),
        f"{followed.commenter_id}.{followed.discussion_id}",
        f"{followed.commenter_id}.{followed.discussion_id}:",
        signing.dumps("ada@example.org", key="guessed"),
        "ada@example.org",
    ]
    for guess in guesses:
        for page in ("unsubscribe", "following"):
            assert Client().get(f"/comments/{page}/{guess}/").status_code == 404
            assert Client().post(f"/comments/{page}/{guess}/", ONE_CLICK).status_code == 404
    assert kinds() == ["replies"]


# --- All of it ------------------------------------------------------------------------------------------


@pytest.fixture
def two(followed: Following, comment: Comment, publish: Any) -> list[Following]:
    other = publish(slug="market", headline="The market moves")
    comment("Here too", target=other, follow="all", confirmed=True)
    comment("Not Ada", target=other, name="B", email="b@example.org", follow="all")
    return [*Following.objects.order_by("pk")]


def test_the_page_lists_all_that_the_person_follows(two: list[Following]) -> None:
    response = Client().get(signed_links.followings(two[0].commenter))
    page = html.fromstring(response.content.decode())
    assert page.xpath("//h2/a/text()") == ["The market moves", "The harbour opens on Monday"]
    assert page.xpath("//select[@name='follow']/option[@selected]/@value") == ["all", "replies"]
    labels = page.xpath("//select/@id")
    assert (page.xpath("//label/@for"), len({*labels})) == (labels, 2)
    assert {"private", "no-store"} <= {*response["Cache-Control"].split(", ")}
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_each_is_changed_or_ended_and_all_at_once(two: list[Following]) -> None:
    path = signed_links.followings(two[0].commenter)
    change = partial(Client(enforce_csrf_checks=True).post, path)
    response = change({"discussion": two[0].discussion_id, "follow": "all"})
    assert (response.status_code, response["Location"], kinds()) == (302, f"{path}?saved", ["all", "all"])
    assert "Saved." in texts(Client().get(response["Location"]))
    change({"discussion": two[1].discussion_id, "follow": ""})
    assert kinds() == ["all"]
    # What was ended stays so, whatever an older page says.
    change({"discussion": two[1].discussion_id, "follow": "all"})
    assert kinds() == ["all"]
    change({"stop": "all"})
    assert kinds() == []
    assert "You follow nothing now" in texts(Client().get(path))


@pytest.mark.parametrize(
    "sent", [{}, {"follow": "junk"}, {"discussion": "x\0", "follow": "junk"}, {"follow": "\x00"}]
)
def test_junk_changes_nothing(sent: dict[str, str], two: list[Following]) -> None:
    Client().post(signed_links.followings(two[0].commenter), sent)
    assert kinds() == ["replies", "all"]


def test_another_site_changes_nothing(two: list[Following]) -> None:
    path = signed_links.followings(two[0].commenter)
    response = Client().post(path, {"stop": "all"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, len(kinds())) == (404, 2)


def test_what_the_public_does_not_see_is_listed_without_its_name(two: list[Following]) -> None:
    Article.objects.update(status=Article.Status.DRAFT)
    page = texts(Client().get(signed_links.followings(two[0].commenter)))
    assert ("market" in page, page.count("A page that isn’t public now")) == (False, 2)
    assert "market" not in texts(Client().get(signed_links.unsubscribing(two[1])))


def test_the_page_closes_after_ninety_days(two: list[Following], monkeypatch: pytest.MonkeyPatch) -> None:
    path, now = signed_links.followings(two[0].commenter), time()
    monkeypatch.setattr("time.time", lambda: now + 89 * 24 * 3600)
    assert Client().get(path).status_code == 200
    monkeypatch.setattr("time.time", lambda: now + 91 * 24 * 3600)
    answers = [Client().get(path), Client().post(path, {"stop": "all"})]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert "This link has expired." in texts(answers[0])
    assert len(kinds()) == 2


# --- The comment's own page -----------------------------------------------------------------------------


def test_the_authors_page_shows_and_changes_what_they_follow(followed: Following) -> None:
    own = signed_links.reader_page(followed.comment)
    page = html.fromstring(Client().get(own).content.decode())
    assert page.xpath("//form[@action='follow/']//option[@selected]/@value") == ["replies"]
    response = Client().post(f"{own}follow/", {"follow": "all"})
    assert (response["Location"], kinds()) == (f"{own}?followed", ["all"])
    assert "Saved." in texts(Client().get(response["Location"]))
    Client().post(f"{own}follow/", {"follow": ""})
    assert kinds() == []


def test_before_the_address_is_confirmed_it_is_a_wish_and_an_email_asks(comment: Comment) -> None:
    stored = comment()
    own = signed_links.reader_page(stored)
    Client().post(f"{own}follow/", {"follow": "all"})
    assert (ReaderComment.objects.get().follow, kinds()) == ("all", [])
    assert [*Email.objects.values_list("kind", flat=True)] == ["confirmation"]
    page = Client().get(own)
    assert "We sent a confirmation to the address you gave." in texts(page)
    Client().post(f"{own}follow/", {"follow": ""})
    confirm(ReaderComment.objects.get())
    assert (Email.objects.count(), kinds()) == (1, [])


def test_who_gave_no_address_is_offered_nothing(comment: Comment) -> None:
    own = signed_links.reader_page(comment(email=""))
    assert html.fromstring(Client().get(own).content.decode()).xpath("//form[@action='follow/']") == []
    assert Client().post(f"{own}follow/", {"follow": "all"}).status_code == 302
    assert (ReaderComment.objects.get().follow, Email.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("sent", "headers"), [({"follow": "junk"}, {}), ({"follow": "all"}, {"Sec-Fetch-Site": "cross-site"})]
)
def test_junk_and_other_sites_change_nothing_there(
    sent: dict[str, str], headers: dict[str, str], followed: Following
) -> None:
    own = signed_links.reader_page(followed.comment)
    assert Client().post(f"{own}follow/", sent, headers=headers).status_code == 404
    assert Client().get(f"{own}follow/").status_code == 405
    assert kinds() == ["replies"]
