"""The cookie that proves whose address it is, and for what."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.models import Article
from comments.mail import signed_links
from comments.models import Commenter, ReaderComment
from comments.views.confirmations import COOKIE, PROOF

from .pressing import POST, at, texts

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]


def cookie(value: str, salt: str = PROOF, name: str = COOKIE) -> str:
    """A cookie that this site signed."""
    response = HttpResponse()
    response.set_signed_cookie(name, value, salt=salt)
    return str(response.cookies[name].value)


# --- The proof --------------------------------------------------------------------------------------------


@pytest.fixture
def owner(comment: Comment) -> Client:
    """The browser of the reader who confirmed ada@example.org."""
    client = Client()
    client.post(signed_links.confirmation(comment("First")), secure=True)
    return client


def test_the_cookie_is_for_the_post_alone(owner: Client) -> None:
    cookie = owner.cookies[COOKIE]
    assert (cookie["path"], cookie["max-age"], cookie["samesite"]) == (POST, 365 * 24 * 3600, "Lax")
    assert (cookie["httponly"], cookie["secure"]) == (True, True)
    assert (
        Client().post(signed_links.confirmation(ReaderComment.objects.get())).cookies[COOKIE]["secure"] == ""
    )


def test_the_owners_next_post_is_verified(owner: Client, fields: Any) -> None:
    assert owner.post(POST, fields(email=" ADA@example.org "), secure=True).status_code == 302
    stored = ReaderComment.objects.latest("pk")
    assert (stored.identity_verified, stored.commenter.confirmed_at is not None) == (True, True)  # type: ignore[union-attr]


@pytest.mark.parametrize("sent", [{"email": "bob@example.org"}, {"name": "Bob", "email": "bob@example.org"}])
def test_the_cookie_proves_no_other_address(sent: dict[str, str], owner: Client, fields: Any) -> None:
    owner.post(POST, fields(**sent))
    stored = ReaderComment.objects.latest("pk")
    assert (stored.identity_verified, stored.commenter.confirmed_at) == (False, None)  # type: ignore[union-attr]


def test_typing_the_address_without_the_cookie_earns_nothing(owner: Client, fields: Any) -> None:
    Client().post(POST, fields())
    stored = ReaderComment.objects.latest("pk")
    assert (stored.identity_verified, stored.commenter.confirmed_at) == (False, None)  # type: ignore[union-attr]


@pytest.mark.usefixtures("no_flood_limits")
def test_a_cookie_that_was_not_made_here_for_this_proves_nothing(owner: Client, fields: Any) -> None:
    number = Commenter.objects.exclude(confirmed_at=None).get().pk
    typed = Commenter.objects.filter(confirmed_at=None).first()
    good = owner.cookies[COOKIE].value
    forged = [
        str(number),
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        cookie(str(number), salt="other"),
        cookie(str(number), name="other"),
        cookie(str(typed.pk if typed else 0)),
        cookie("x"),
        "",
    ]
    for count, value in enumerate(forged):
        stranger = Client(headers={"Cookie": f"{COOKIE}={value}"})
        assert stranger.post(POST, fields(comment=f"Words {count}")).status_code == 302
    assert [*ReaderComment.objects.order_by("pk").values_list("identity_verified", flat=True)] == [True] + [
        False
    ] * 7


def test_the_cookie_ends_with_its_year(owner: Client, fields: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    number = Commenter.objects.exclude(confirmed_at=None).get().pk
    for age, identity_verified in ((365 * 24 * 3600 - 60, True), (365 * 24 * 3600 + 60, False)):
        reader = Client()
        reader.cookies[COOKIE] = at(age, partial(cookie, str(number)), monkeypatch)
        reader.post(POST, fields(comment=f"Age {age}"))
        assert ReaderComment.objects.get(source=f"Age {age}").identity_verified is identity_verified


def test_the_article_page_is_the_same_bytes_for_the_owner(owner: Client, article: Article) -> None:
    page = article.get_absolute_url()
    mine, anybodys = owner.get(page), Client().get(page)
    assert (mine.content, mine["ETag"], mine["Cache-Control"]) == (
        anybodys.content,
        anybodys["ETag"],
        anybodys["Cache-Control"],
    )


# --- Forgetting it ------------------------------------------------------------------------------------------


def test_the_cookie_is_deleted_beside_the_form_and_by_no_other_site(
    press_and_read: Any, comment: Comment, article: Article
) -> None:
    link, reader = press_and_read(comment()), Client()
    reader.post(link)
    assert [*reader.cookies] == ["newsroom_reader"]
    path = f"/comments/forget/newsroom_articles.article/{article.pk}/"
    assert (reader.get(path).status_code, Client().post("/comments/forget/x.y/1/").status_code) == (405, 404)
    assert reader.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 404
    assert reader.cookies["newsroom_reader"].value != ""
    response = reader.post(path, headers={"Sec-Fetch-Site": "same-origin"})
    gone = response.cookies["newsroom_reader"]
    assert (gone.value, gone["max-age"], gone["path"]) == ("", 0, "/comments/post/")
    assert "The data saved in this browser has been cleared." in texts(response)
