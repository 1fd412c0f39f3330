"""The database is down, or goes down, while readers read and write."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client
from lxml import html

from articles.models import Article
from comments.mail import signed_links
from comments.models import AddressKey, ReaderComment, Status
from comments.outages import is_outage
from comments.urls import urlpatterns

pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json, text/html;q=0.9"}
Fields = Callable[..., dict[str, Any]]
Down = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def down() -> Down:
    """Every query fails, or those after the first so many."""

    @contextmanager
    def down(after: int = 0, error: type[Exception] = OperationalError) -> Iterator[None]:
        left = iter(range(after))

        def fail(execute: Callable[..., Any], *query: Any) -> Any:
            if next(left, None) is None:
                raise error("the connection is lost\nand that is all")
            return execute(*query)

        with connection.execute_wrapper(fail):
            yield

    return down


@pytest.fixture
def reader() -> Client:
    return Client(raise_request_exception=False)


def form_of(response: Any) -> dict[str, str]:
    """What a browser would send from the only form of the page."""
    (form,) = html.fromstring(response.content.decode()).forms
    assert (form.method, form.action) == ("POST", None)
    return values_of(form)


def values_of(form: html.FormElement) -> dict[str, str]:
    # A browser leaves out a text area's first line end.
    return {name: (value or "").removeprefix("\n") for name, value in form.fields.items()}


ALL = {
    "comment": 'First line.\n\n"Second" <b>line</b> & more.',
    "name": "Ada O’Neil",
    "email": "ada@example.org",
    "url": "https://ada.example/",
    "follow": "all",
    "reply_to": "",
    "elapsed": "1234",
    "honeypot": "",
}


@pytest.mark.parametrize("address", ["/comments/post/", "/comments/preview/"])
def test_every_word_is_in_a_form_that_posts_again(
    address: str, fields: Fields, reader: Client, down: Down
) -> None:
    sent = fields(**ALL)
    with down():
        response = reader.post(address, sent)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert form_of(response) == sent
    # Or the form's own post came from nowhere.
    assert response["Referrer-Policy"] != "no-referrer"
    again = reader.post(address, form_of(response))
    assert again.status_code == (302 if address.endswith("post/") else 200)
    stored = ReaderComment.objects.values_list("source", "follow")
    assert list(stored) == ([(ALL["comment"], "all")] if address.endswith("post/") else [])


def test_the_fields_of_a_reader_are_seen_and_the_rest_is_not(
    fields: Fields, reader: Client, down: Down
) -> None:
    with down():
        response = reader.post("/comments/post/", fields(**ALL))
    page = html.fromstring(response.content.decode())
    shown = page.xpath("//form//*[self::input[not(@type='hidden')] or self::textarea or self::select]/@name")
    assert shown == ["comment", "name", "email", "url", "follow"]
    assert all(page.xpath(f"//label[@for='unsent-{name}']") for name in shown)
    assert "Your text is still here." in response.content.decode()


def test_the_script_is_told_to_try_again(fields: Fields, reader: Client, down: Down) -> None:
    with down():
        response = reader.post("/comments/post/", fields(), headers=SCRIPT)
    assert (response.status_code, response["Retry-After"], response["Content-Type"]) == (
        503,
        "30",
        "application/json",
    )
    assert response.json() == {"problem": "The site can't do this at the moment."}


@pytest.mark.parametrize(
    ("posted", "accepted", "language"),
    [
        ("fr", "en", "fr"),
        ("", "fr", "fr"),
        ("xx", "fr;q=0.5, en;q=0.1", "fr"),
        ("", "", "en"),
        ("de", "", "en"),
    ],
)
def test_the_page_has_the_forms_language_else_the_readers(
    posted: str, accepted: str, language: str, fields: Fields, reader: Client, down: Down
) -> None:
    with down():
        response = reader.post(
            "/comments/post/", fields(language=posted), headers={"Accept-Language": accepted}
        )
    assert html.fromstring(response.content.decode()).xpath("//*[@class='nc']/@lang") == [language]


def test_the_form_under_an_article_says_its_language(publish: Any, client: Client) -> None:
    page = client.get(publish(language="fr", slug="port").get_absolute_url())
    form = html.fromstring(page.content.decode()).get_element_by_id("reply-form")
    assert form.fields["language"] == "fr"


def test_who_is_logged_in_keeps_words_and_token(fields: Fields, down: Down) -> None:
    reader = Client(raise_request_exception=False, enforce_csrf_checks=True)
    reader.force_login(get_user_model().objects.create_user("ada", first_name="Ada"))
    article = Article.objects.get()
    page = html.fromstring(reader.get(article.get_absolute_url()).content.decode())
    sent = values_of(page.get_element_by_id("reply-form")) | {"comment": "As myself."}
    with down():
        response = reader.post("/comments/post/", sent)
    assert response.status_code == 503
    assert form_of(response) == sent
    assert reader.post("/comments/post/", form_of(response)).status_code == 302
    assert ReaderComment.objects.get().source == "As myself."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", range(0, 45, 4))
def test_wherever_it_fails_the_words_are_stored_once_or_in_the_form(
    after: int, fields: Fields, reader: Client, down: Down
) -> None:
    with down(after):
        response = reader.post("/comments/post/", fields(**ALL))
    assert response.status_code in {302, 503}
    if response.status_code == 503:
        response = reader.post("/comments/post/", form_of(response))
    assert response.status_code == 302
    assert [*ReaderComment.objects.values_list("source", flat=True)] == [ALL["comment"]]


@pytest.mark.django_db(transaction=True)
def test_a_post_whose_commit_was_never_answered_is_answered_like_the_first(
    fields: Fields, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def commit_and_die() -> None:
        commit()
        raise OperationalError("server closed the connection unexpectedly")

    AddressKey.digest("made before, so that the post has one transaction")
    commit = connection._commit
    with monkeypatch.context() as lost:
        lost.setattr(connection, "_commit", commit_and_die)
        response = reader.post("/comments/post/", fields())
    assert response.status_code == 503
    again = reader.post("/comments/post/", form_of(response))
    received = f"/comments/received/newsroom_articles.article/{Article.objects.get().pk}/"
    assert (again.status_code, again["Location"]) == (302, received)
    assert ReaderComment.objects.count() == 1


# --- The other forms --------------------------------------------------------------------------------------


def test_an_edit_is_kept(comment: Any, reader: Client, down: Down) -> None:
    mine = comment(status=Status.PENDING)
    address = signed_links.reader_page(mine) + "edit/"
    sent = {"comment": "Mended words.", "revision": str(mine.revision)}
    with down():
        response = reader.post(address, sent)
    assert (response.status_code, response["Retry-After"], form_of(response)) == (503, "30", sent)
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_report_is_kept(comment: Any, reader: Client, down: Down) -> None:
    address = f"/comments/{comment().pk}/report/"
    sent = {"reason": "other", "text": "This is about my neighbour.", "honeypot": ""}
    with down():
        response = reader.post(address, sent)
    assert (response.status_code, form_of(response)) == (503, sent)
    assert reader.post(address, form_of(response)).status_code == 302


def test_what_has_no_text_has_a_button(comment: Any, reader: Client, down: Down) -> None:
    mine = comment()
    address = signed_links.reader_page(mine) + "withdraw/"
    with down():
        response = reader.post(address, {"revision": str(mine.revision)})
    assert (response.status_code, form_of(response)) == (503, {"revision": str(mine.revision)})
    assert "Your text is still here." not in response.content.decode()
    assert reader.post(address, form_of(response)).status_code == 302


def test_an_editors_decision_is_kept_whole(comment: Any, reader: Client, down: Down) -> None:
    waiting = [comment(f"Words {number}.", status=Status.PENDING) for number in range(2)]
    reader.force_login(get_user_model().objects.create_superuser("grace"))
    sent = {"shown": [f"{row.pk}:{row.revision}" for row in waiting], "act": "approve"}
    with down():
        response = reader.post("/admin/newsroom_comments/readercomment/desk/decide/", sent)
    assert response.status_code == 503
    (form,) = html.fromstring(response.content.decode()).forms
    assert form.form_values() == [*(("shown", value) for value in sent["shown"]), ("act", "approve")]


@pytest.mark.parametrize(
    ("path", "name", "label"),
    [
        ("readercomment/desk/revise/", "source", "text"),
        ("readercomment/desk/reply/", "reply", "Your reply, public at once and marked as the newsroom’s"),
        (
            "readercomment/desk/decide/",
            "message",
            "Your message to the author, who reads it on their private page",
        ),
        ("readercomment/1/change/", "source", "text"),
        ("commenter/1/change/", "notes", "notes"),
    ],
)
def test_an_editor_sees_the_words(path: str, name: str, label: str, reader: Client, down: Down) -> None:
    reader.force_login(get_user_model().objects.create_superuser("grace"))
    with down():
        response = reader.post(f"/admin/newsroom_comments/{path}", {name: "My words.", "seen": "1"})
    assert response.status_code == 503
    page = html.fromstring(response.content.decode())
    assert page.xpath(f"//textarea[@name='{name}']/@id") == [f"unsent-{name}"]
    assert page.xpath(f"normalize-space(//label[@for='unsent-{name}'])") == label
    assert form_of(response) == {name: "My words.", "seen": "1"}
    assert "Your text is still here." in response.content.decode()


VALUES = {"token": "1:x", "label": "newsroom_articles.article", "object_pk": "1", "pk": "1"}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: str(pattern.pattern))
def test_no_address_is_a_500(pattern: Any, method: str, reader: Client, down: Down) -> None:
    address = str(pattern.pattern)
    for name, value in VALUES.items():
        for converter in ("str:", "path:", "int:"):
            address = address.replace(f"<{converter}{name}>", value)
    with down():
        response = reader.generic(method, f"/comments/{address}")
    assert response.status_code in {302, 404, 405, 410, 503}


# --- Which trouble, and whose page ------------------------------------------------------------------------


@pytest.mark.parametrize(("error", "status"), [(InterfaceError, 503), (ProgrammingError, 500)])
def test_only_a_database_that_does_not_answer_is_told_of_as_such(
    error: type[Exception], status: int, fields: Fields, reader: Client, down: Down
) -> None:
    with down(error=error):
        assert reader.post("/comments/post/", fields()).status_code == status


def test_a_table_that_is_not_there_is_our_fault(fields: Fields, reader: Client) -> None:
    """SQLite raises for it what others raise for a lost connection."""

    def miss(execute: Callable[..., Any], _sql: str, _values: Any, many: bool, context: Any) -> Any:
        return execute("SELECT 1 FROM no_such_table", (), many, context)

    with connection.execute_wrapper(miss):
        assert reader.post("/comments/post/", fields()).status_code == 500


@pytest.mark.parametrize(
    ("code", "out"),
    [
        (sqlite3.SQLITE_ERROR, False),
        (sqlite3.SQLITE_ERROR_MISSING_COLLSEQ, False),
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_LOCKED, True),
        (sqlite3.SQLITE_CANTOPEN, True),
        (sqlite3.SQLITE_IOERR_READ, True),
        (sqlite3.SQLITE_FULL, True),
    ],
)
def test_sqlite_says_by_a_code_whether_it_is_out(code: int, out: bool) -> None:
    cause = sqlite3.OperationalError("as it may be")
    cause.sqlite_errorcode = code
    error = OperationalError()
    error.__cause__ = cause
    assert is_outage(error) == out


def test_what_happened_is_one_line_in_the_log(
    fields: Fields, reader: Client, down: Down, caplog: pytest.LogCaptureFixture
) -> None:
    with down():
        reader.post("/comments/post/", fields())
    lines = [record for record in caplog.records if record.name != "django.request"]
    assert [line.getMessage() for line in lines] == [
        "the database does not answer: the connection is lost and that is all"
    ]
    assert [record.exc_info for record in caplog.records if record.exc_info] == []


def test_a_hosts_page_that_asks_the_database_itself_is_done_without(
    fields: Fields, reader: Client, down: Down, settings: Any
) -> None:
    needy = "{% load reader_comments %}{% comment_count missing %}{% block content %}{% endblock %}"
    loaders = [
        ("django.template.loaders.locmem.Loader", {"base.html": needy}),
        "django.template.loaders.app_directories.Loader",
    ]
    engine = settings.TEMPLATES[0]
    options = engine["OPTIONS"] | {"loaders": loaders}
    settings.TEMPLATES = [engine | {"DIRS": [], "APP_DIRS": False, "OPTIONS": options}]
    with down():
        response = reader.post("/comments/post/", fields(**ALL))
    assert response.status_code == 503
    assert form_of(response) == fields(**ALL)
