"""The site's own pages behind it."""

import time
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.auth.models import User
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import AsyncClient, Client, RequestFactory

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.decorators import discussion_page
from comments.models import Status
from newsroom import urls

from ..at_once import at_once
from .hosts import ARTICLE, PUBLIC, Host


@pytest.mark.django_db
def test_a_kept_article_costs_no_template_and_at_most_three_queries(
    article: Article, comment: Any, client: Client, django_assert_max_num_queries: Any, settings: Any
) -> None:
    comment()
    first = client.get(article.get_absolute_url())
    with django_assert_max_num_queries(3):
        second = client.get(article.get_absolute_url())
    assert (second.content, second["ETag"], second.templates) == (first.content, first["ETag"], [])
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": 60}
    client.get(article.get_absolute_url())
    with django_assert_max_num_queries(0):
        assert client.get(article.get_absolute_url()).content == first.content


@pytest.mark.django_db
def test_under_asgi_a_coroutines_page_is_kept_and_asked_about_as_any_other(
    article: Article, comment: Any, client: Client, monkeypatch: Any
) -> None:
    rendered: list[str] = []
    page = urls.article_page

    async def count(request: HttpRequest, found: Article) -> HttpResponse:
        rendered.append(request.path)
        return await sync_to_async(page)(request, found)

    monkeypatch.setattr(ARTICLE, "callback", discussion_page(urls.find_article)(count))
    ask = async_to_sync(AsyncClient().get)
    first, second = (ask(article.get_absolute_url()) for _ in range(2))
    assert (second.content, second["ETag"], len(rendered)) == (first.content, first["ETag"], 1)
    known = ask(article.get_absolute_url(), headers={"If-None-Match": first["ETag"]})
    assert (known.status_code, client.get(article.get_absolute_url()).content) == (304, first.content)
    comment("Seen at once.")
    assert b"Seen at once." in ask(article.get_absolute_url()).content
    assert len(rendered) == 2


@pytest.mark.django_db
def test_a_decision_is_seen_with_the_next_question(article: Article, comment: Any, client: Client) -> None:
    client.get(article.get_absolute_url())
    comment("Seen at once.")
    assert b"Seen at once." in client.get(article.get_absolute_url()).content


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_who_is_logged_in_neither_gets_nor_leaves_anything(
    article: Article, comment: Any, client: Client
) -> None:
    address = article.get_absolute_url()
    anonymous = client.get(address)
    client.force_login(User.objects.create_user("ada", first_name="Ada", last_name="Lovelace"))
    assert b"Ada Lovelace" in client.get(address).content
    assert Client().get(address).content == anonymous.content


def test_a_range_is_answered_with_the_whole_page(host: Host) -> None:
    """RFC 9110, 14.2: a server may ignore Range; none of what is kept is then cut, now or later."""
    first = host.get(headers={"Range": "bytes=0-3"})
    again = host.get(headers={"Range": "bytes=0-3"})
    assert (again.status_code, again.content, again.has_header("Content-Range")) == (
        200,
        first.content,
        False,
    )


def test_half_a_page_is_not_kept(host: Host) -> None:
    host.answer = lambda _request: HttpResponse(
        "half", status=206, headers={"Cache-Control": PUBLIC, "ETag": host.etag}
    )
    host.get(headers={"Range": "bytes=0-3"})
    host.answer = host.page
    assert (host.get().content, host.asked) == (b"a page " * 100, [None, None])


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_a_flash_message_is_shown_to_its_reader_alone(article: Article, client: Client) -> None:
    address = article.get_absolute_url()
    kept = client.get(address)
    flashed = Client()
    message = CookieStorage(RequestFactory().get("/"))._encode([Message(20, "For Ada alone.")])
    flashed.cookies["messages"] = message
    theirs = flashed.get(address)
    assert (theirs.has_header("ETag"), "no-store" in theirs["Cache-Control"]) == (False, True)
    assert Client().get(address).content == kept.content
    assert b"For Ada alone." not in kept.content


@pytest.mark.django_db
def test_a_held_comment_changes_no_byte_and_a_decision_is_seen_by_everybody_within_the_second(
    article: Article, comment: Any, settings: Any, monkeypatch: Any
) -> None:
    """Two processes, each with its memory, for one second unasked as the site is."""
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": 1, "KEPT_MEMORY": 1_000_000}
    address = article.get_absolute_url()
    readers = [Client(), Client()]
    before = {reader.get(address).content for reader in readers}
    held = comment("Held first.", status=Status.PENDING)
    now = time.time()
    monkeypatch.setattr("comments.middleware.time.time", lambda: now + 1)
    assert {reader.get(address).content for reader in readers} == before
    decide(held, Status.APPROVED, DecisionContext())
    monkeypatch.setattr("comments.middleware.time.time", lambda: now + 2)
    assert [b"Held first." in reader.get(address).content for reader in readers] == [True, True]


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept_for_a_minute")
def test_ones_own_published_comment_is_there_after_the_post(
    article: Article, client: Client, fields: Any, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODE": "post", "RULES": []}
    client.get(article.get_absolute_url())
    posted = client.post("/comments/post/", fields(comment="Mine, and at once."))
    assert b"Mine, and at once." in client.get(posted["Location"]).content
    assert b"Mine, and at once." not in client.get(article.get_absolute_url()).content


@pytest.mark.django_db
def test_the_database_down_readers_read_on(
    article: Article, comment: Any, client: Client, monkeypatch: Any
) -> None:
    comment("Read on.")
    client.get(article.get_absolute_url())
    client.raise_request_exception = False

    def refused(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("refused")

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", refused)
    answer = client.get(article.get_absolute_url())
    assert (answer.status_code, b"Read on." in answer.content) == (200, True)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_ask_for_a_changed_page_one_renders_it(
    article: Article, comment: Any, client: Client, monkeypatch: Any
) -> None:
    rendered: list[str] = []
    comment("The news.")
    page = urls.article_page

    def count(request: HttpRequest, found: Article) -> HttpResponse:
        rendered.append(request.path)
        return page(request, found)

    monkeypatch.setattr(ARTICLE, "callback", discussion_page(urls.find_article)(count))
    answers = at_once(*[lambda: Client().get(article.get_absolute_url()).content for _ in range(50)])
    assert (len({*answers}), len(rendered)) == (1, 1)
    assert b"The news." in answers[0]
