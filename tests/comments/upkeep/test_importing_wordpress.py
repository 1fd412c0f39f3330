"""``manage.py importwordpresscomments``: a WordPress site's comments stand where their posts went."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from articles.models import Article
from comments.models import Decision, Discussion, Email, ReaderComment, Status
from comments.upkeep import importing
from comments.upkeep.erasing import erase

from .old_rows import page, snapshot

pytestmark = pytest.mark.django_db
GUID = "https://old.example/?p=7"
HEAD = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'


def said(number: int, text: str = "", parent: int = 0, **more: str) -> str:
    """One comment, as WordPress writes it."""
    columns = {
        "id": str(number),
        "author": "Ann",
        "author_email": "ann@old.example",
        "author_url": "http://",
        "author_IP": "203.0.113.77",
        "date": "2014-05-06 09:08:00",
        "date_gmt": "2014-05-06 07:08:00",
        "content": text or f"Number {number}.",
        "approved": "1",
        "type": "",
        "parent": str(parent),
        "user_id": "3",
    }
    parts = (
        f"<wp:comment_{name}>{escape(value)}</wp:comment_{name}>" for name, value in (columns | more).items()
    )
    return f"<wp:comment>{''.join(parts)}</wp:comment>"


def post(*comments: str, number: int = 7, guid: str = GUID) -> str:
    return f"<item><guid>{guid}</guid><wp:post_id>{number}</wp:post_id>{''.join(comments)}</item>"


@pytest.fixture
def bring(article: Article, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Runs the command on an export of these posts; gives what it said."""
    file, listed = tmp_path / "export.xml", tmp_path / "map.jsonl"
    told = {"id": 7, "guid": GUID, "key": GUID, "article": article.pk}
    listed.write_text(json.dumps(told) + "\n" + json.dumps(told | {"id": 8, "article": 0}))

    def run(*posts: str, options: tuple[str, ...] = (), raw: str = "") -> list[str]:
        file.write_text(raw or f"{HEAD}{''.join(posts)}</channel></rss>")
        call_command("importwordpresscomments", str(file), "--map", str(listed), *options)
        return capsys.readouterr().out.splitlines()

    return run


Bring = Callable[..., list[str]]


def rows(*columns: str) -> list[Any]:
    return [*ReaderComment.objects.order_by("pk").values_list(*columns, flat=len(columns) == 1)]


def test_a_comment_comes_with_all_that_it_says(bring: Bring, article: Article, client: Client) -> None:
    text = "One <em>word</em>.\n\nAnother &amp; <script>x</script>"
    told = bring(post(said(1, text, author="Zoé\nB", author_url="https://zoe.example/")))
    assert told[-1] == "comments: 1 in the file, 1 imported"
    [comment] = ReaderComment.objects.all()
    assert (comment.target, comment.source, comment.user_name, comment.user_email, comment.user_url) == (
        *(article, text, "Zoé B", "ann@old.example", "https://zoe.example/"),
    )
    moment = datetime(2014, 5, 6, 7, 8, tzinfo=UTC)
    assert (comment.submitted, comment.submit_date, comment.user, comment.language) == (
        *(moment, moment, None, "en"),
    )
    assert (comment.network, comment.ip_address) == ("203.0.113.0/24", None)
    shown = page(client, article)
    assert "One <em>word</em>." in shown
    assert "<script>x" not in shown
    assert (mail.outbox, Email.objects.count()) == ([], 0)


def test_each_status_is_one_of_ours_and_counted_and_no_news(bring: Bring, article: Article) -> None:
    found = ("1", "0", "hold", "spam", "trash", "odd")
    told = bring(post(*(said(1 + place, approved=word) for place, word in enumerate(found))))
    assert told[0] == "not imported: comment 6: its status odd: it is held"
    stood = [Status.APPROVED, Status.PENDING, Status.PENDING, Status.SPAM, Status.REJECTED, Status.PENDING]
    assert rows("status", "public", "first_public_version") == [
        (status, status == Status.APPROVED, 0 if status == Status.APPROVED else None) for status in stood
    ]
    assert [*Comment.objects.order_by("pk").values_list("is_public", flat=True)] == [True] + [False] * 5
    assert Discussion.objects.values_list("public_count", "version").get() == (1, 1)
    author = ReaderComment.objects.all()[0].commenter
    assert author is not None
    assert (author.approved_count, author.rejected_count) == (1, 2)
    log = Decision.objects.order_by("comment_number").values_list("rule", "from_status", "to_status", "note")
    assert log[0] == ("adopted", "", "approved", f"WordPress: comment 1 of {GUID}")
    assert len(log) == 6


def test_a_comment_is_written_once_in_its_status(bring: Bring) -> None:
    with CaptureQueriesContext(connection) as queries:
        bring(post(said(1), said(2, parent=1, approved="0"), said(3, approved="trash")))
    assert ReaderComment.objects.count() == 3
    tables = "|".join(model._meta.db_table for model in (Comment, XtdComment, ReaderComment))
    assert [query["sql"] for query in queries if re.match(f'UPDATE "({tables})"', query["sql"])] == []


def test_threads_are_kept_wherever_a_parent_stands(
    bring: Bring, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "SIZE", 2)
    told = bring(post(said(5, parent=4), said(4, parent=1), said(1), said(2, parent=1), said(3)))
    assert told == ["comments: 5 in the file, 5 imported"]
    numbers = {source: pk for pk, source in rows("pk", "source")}
    above = {source: parent for parent, source in rows("parent_id", "source")}
    one, two, three, four, five = (f"Number {number}." for number in range(1, 6))
    assert {child: above[child] for child in (one, two, three, four, five)} == {
        one: numbers[one],
        two: numbers[one],
        three: numbers[three],
        four: numbers[one],
        five: numbers[four],
    }
    assert {*ReaderComment.objects.filter(source=five).values_list("level", "root_id")} == {(2, numbers[one])}


def test_whose_parent_never_comes_begins_a_thread_and_takes_its_own_along(bring: Bring) -> None:
    told = bring(post(said(3, parent=2), said(2, parent=99), said(6, parent=5), said(5, parent=6)))
    assert told[:-1] == [
        "not imported: comment 2: its parent 99 is not there: it begins a thread",
        "not imported: comment 6: its parent 5 is not there: it begins a thread",
    ]
    assert rows("source", "level") == [
        *(("Number 2.", 0), ("Number 3.", 1), ("Number 6.", 0), ("Number 5.", 1)),
    ]


def test_what_no_reader_wrote_and_what_has_no_place_is_left_out_and_said(bring: Bring) -> None:
    here = post(said(1, type="pingback"), said(2, type="trackback"), said(3, type="review"), said(4, "<br>"))
    there = [post(said(5), number=9), post(said(6), guid="https://else.example/"), post(said(7), number=8)]
    assert bring(here, *there) == [
        "not imported: comment 3: it is a review",
        "not imported: comment 4: nothing of its text can be shown",
        "not imported: comment 7: what it was on is not here",
        "not imported: 1 comments on post 9, which the map doesn’t name",
        "not imported: 1 comments on post 7, which the map doesn’t name",
        "comments: 7 in the file, 1 pingbacks, 1 trackbacks, 3 left out, "
        "2 on posts that the map doesn’t name",
    ]
    assert ReaderComment.objects.count() == 0


def test_what_does_not_fit_is_said(bring: Bring) -> None:
    long = "<b>word</b> " * 1000
    more = {"author": "x" * 60, "author_email": "no address", "author_url": "javascript:1", "date_gmt": ""}
    told = bring(post(said(1, long, **more), said(2, "<b onclick=x>Text</b>", date_gmt="", date="no date")))
    assert [line.removeprefix("not imported: comment ") for line in told[:-1]] == [
        f"1: its markup, in {len(long.strip())} characters",
        f"1: the end of its author’s name, after {'x' * 50}",
        "1: its author’s email, which is none",
        "1: its author’s website javascript:1",
        "2: b onclick=x",
        "2: its date: it has that of its import",
    ]
    assert rows("user_name", "user_email", "user_url", "syntax")[0] == ("x" * 50, "", "", "plain")


def test_again_it_stores_nothing_and_what_was_erased_stays_so(bring: Bring) -> None:
    whole = post(said(1), said(2, parent=1))
    bring(whole)
    before = snapshot()
    assert bring(whole) == ["comments: 2 in the file, 2 imported before"]
    assert snapshot() == before
    erase([rows("pk")[0]])
    more = post(said(1), said(2, parent=1), said(3, parent=1))
    assert bring(more) == ["comments: 3 in the file, 1 imported, 2 imported before"]
    assert rows("source", "level") == [("", 0), ("Number 2.", 1), ("Number 3.", 1)]


def test_an_import_that_was_stopped_goes_on(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SIZE", 2)
    with pytest.raises(CommandError, match="no well-formed XML"):
        bring(raw=f"{HEAD}{post(*map(said, range(1, 4)), 'x' * 100_000)}<broken")
    assert rows("source") == ["Number 1.", "Number 2."]
    assert bring(post(*map(said, range(1, 4))))[-1] == (
        "comments: 3 in the file, 1 imported, 2 imported before"
    )


def test_a_dry_run_says_as_much_and_stores_nothing(bring: Bring) -> None:
    before = snapshot()
    told = bring(post(said(1, "<b onclick=x>A</b>"), said(2, type="pingback")), options=("--dry-run",))
    assert told == [
        "not imported: comment 1: b onclick=x",
        "comments: 2 in the file, 1 would be imported, 1 pingbacks",
    ]
    assert snapshot() == before


BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (f"{BOMB}<rss><channel>&b;</channel></rss>", "document type"),
        ("<feed/>", "no <rss>"),
        ("Dear Sir", "no well-formed XML"),
        (f"{HEAD}{post(said(1, 'x' * 1_000_001))}</channel></rss>", "longer than 1000000"),
    ],
)
def test_what_is_no_export_is_refused(raw: str, why: str, bring: Bring) -> None:
    with pytest.raises(CommandError, match=why):
        bring(raw=raw)
    assert ReaderComment.objects.count() == 0


def test_what_is_no_map_is_refused(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "map.jsonl").write_text('{"id": 7}\n')
    with pytest.raises(CommandError, match="line 1 is no line of a map"):
        bring(post())
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        bring(post(), options=("--map", "nowhere.jsonl"))


def test_it_is_asked_of_which_model_the_numbers_are(bring: Bring) -> None:
    with pytest.raises(CommandError, match=r"newsroom_articles\.article"):
        bring(post(), options=("--model", "auth.user"))
