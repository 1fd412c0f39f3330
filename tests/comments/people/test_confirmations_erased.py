"""A comment is erased while its author confirms its address: they are told, and nothing is made of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_comments.models import Comment
from lxml import html

from comments.mail import signed_links
from comments.models import Commenter, Following, ReaderComment, Status
from comments.upkeep.erasing import erase_refused
from comments.views import confirmations as views

from ..at_once import at_once

GONE = "This link does not open anything any more."
CONFIRMED = Commenter.objects.exclude(confirmed_at=None)


def erase() -> None:
    list(erase_refused(timezone.now() + timedelta(days=1), 10))


def answer_of(response: Any) -> tuple[int, str, bool]:
    page = html.fromstring(response.content.decode())
    return response.status_code, page.xpath("string(//h1)"), bool(response.cookies)


@pytest.fixture
def refused(comment: Any) -> ReaderComment:
    stored: ReaderComment = comment("Nobody shall read this.", status=Status.REJECTED, follow="all")
    return stored


@pytest.mark.django_db
def test_between_the_page_and_its_button(refused: ReaderComment) -> None:
    link, reader = signed_links.confirmation(refused), Client()
    assert reader.get(link).status_code == 200
    erase()
    response = reader.post(link)
    assert answer_of(response) == (404, GONE, False)
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert answer_of(reader.get(link)) == (404, GONE, False)
    assert (CONFIRMED.count(), Following.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("lost", ["erased", "gone", "no address"])
def test_between_two_lines_of_the_view(
    lost: str, refused: ReaderComment, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: dict[str, Callable[[], Any]] = {
        "erased": erase,
        "gone": refused.delete,
        "no address": lambda: Comment.objects.update(user_email=""),
    }
    link, find = signed_links.confirmation(refused), views.find_comment

    def find_and_lose(number: int) -> ReaderComment | None:
        found = find(number)
        acts[lost]()
        return found

    monkeypatch.setattr(views, "find_comment", find_and_lose)
    assert answer_of(Client().post(link)) == (404, GONE, False)
    assert (CONFIRMED.count(), Following.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_an_old_link_and_one_that_was_never_made_read_alike(refused: ReaderComment) -> None:
    link = signed_links.confirmation(refused)
    erase()
    pages = [Client().get(path) for path in (link, "/comments/confirm/1:x:y/", "/comments/confirm/x/")]
    assert {page.content for page in pages} == {pages[0].content}
    french = Client().get(link, headers={"Accept-Language": "fr"})
    assert answer_of(french) == (404, "Ce lien n’ouvre plus rien.", False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", range(3))
def test_at_the_same_moment_one_of_the_two_comes_first(_time: int, refused: ReaderComment) -> None:
    link, client = signed_links.confirmation(refused), Client(raise_request_exception=False)
    response, erased = at_once(lambda: client.post(link), erase)
    assert (erased, response.status_code in {302, 404}) == (None, True)
    row = ReaderComment.objects.get()
    assert (row.status, row.user_email, row.identity_verified) == (
        Status.ERASED,
        "",
        response.status_code == 302,
    )
    assert CONFIRMED.count() == int(response.status_code == 302)
    assert Following.objects.count() == 0
    assert Commenter.objects.filter(rejected_count=1).count() == 1
