"""The desk's queues: what is on which page, whatever comes and goes meanwhile."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from comments.decisions import corrections, statuses
from comments.desk import queues
from comments.desk.filters import Filters, Queue
from comments.desk.queues import QueuePage, arrivals, counts, read_queue, shown_of, waiting
from comments.models import (
    AddressKey,
    Commenter,
    Decision,
    Discussion,
    Finding,
    ReaderComment,
    RejectionReason,
    Report,
    Status,
)

from ..stock import FIRST, stock

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Rows = list[ReaderComment]
IN_QUEUE: dict[str, Callable[[ReaderComment], bool]] = {
    "urgent": lambda row: row.risk >= 50 and (row.status == Status.PENDING or row.open_reports > 0),
    "pending": lambda row: row.status == Status.PENDING,
    "reported": lambda row: row.open_reports > 0,
    "appeals": lambda row: row.appealed and row.status == Status.REJECTED,
    "unreviewed": lambda row: row.status == Status.PUBLISHED,
    "approved": lambda row: row.status == Status.APPROVED,
    "rejected": lambda row: row.status == Status.REJECTED,
    "spam": lambda row: row.status == Status.SPAM,
    "all": lambda row: True,
}


@pytest.fixture
def rows(article: Article) -> Rows:
    return stock(article)


def numbers(page: QueuePage) -> list[int]:
    return [card.comment.pk for card in page.cards]


def walk(filters: Filters, start: str = "", *, onward: str, **may: Any) -> list[list[int]]:
    """The numbers on each page from ``start``, by following ``newer`` or ``older`` to the end."""
    page = read_queue(filters, start, **may)
    pages = [numbers(page)]
    while cursor := getattr(page, onward):
        page = read_queue(filters, cursor, **may)
        pages.append(numbers(page))
        assert len(pages) < 100, "it goes round in circles"
    return pages


def all_of(filters: Filters, **may: Any) -> list[int]:
    return joined(walk(filters, onward="newer" if filters.ascends else "older", **may))


def by_due(rows: Rows, among: list[int]) -> list[int]:
    return [row.pk for row in sorted(rows, key=lambda row: (row.due, row.pk)) if row.pk in among]


def joined(pages: list[list[int]]) -> list[int]:
    return list(chain.from_iterable(pages))


def narrowings(rows: Rows) -> list[tuple[dict[str, Any], Callable[[ReaderComment], bool]]]:
    """Every filter, and which rows it is to leave."""
    row, day = rows[2], (FIRST + timedelta(days=5)).date()
    links = set(Finding.objects.filter(rule="links").values_list("comment_id", flat=True))
    return [
        ({}, lambda each: True),
        ({"discussion": row.discussion_id}, lambda each: each.discussion_id == row.discussion_id),
        ({"commenter": row.commenter_id}, lambda each: each.commenter_id == row.commenter_id),
        ({"rule": "links"}, lambda each: each.pk in links),
        ({"rejection": row.rejection_id}, lambda each: each.rejection_id == row.rejection_id),
        ({"site": 2}, lambda each: each.site_number == 2),
        ({"site": 2, "rule": "links"}, lambda each: each.site_number == 2 and each.pk in links),
        ({"since": day}, lambda each: each.submitted.date() >= day),
        ({"until": day}, lambda each: each.submitted.date() <= day),
        ({"search": "SHIPWRÉCKS"}, lambda each: "shipwreck" in each.source),
        ({"search": "ships number"}, lambda each: "ships" in each.source),
        ({"discussion": 0}, lambda each: False),
        (
            {"rule": "links", "commenter": row.commenter_id, "search": "words", "since": day},
            lambda each: (
                each.pk in links and each.commenter_id == row.commenter_id and each.submitted.date() >= day
            ),
        ),
    ]


@pytest.mark.parametrize("queue", Queue.values)
def test_each_queue_and_filter_shows_its_comments_in_order(
    queue: str, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "PAGE", 7)
    for change, keeps in narrowings(rows):
        expected = [row.pk for row in rows if IN_QUEUE[queue](row) and keeps(row)]
        filters = Filters(queue, **change)
        if queue == "urgent":
            assert all_of(filters) == by_due(rows, expected), filters
            continue
        assert all_of(filters) == expected[::-1], filters
        assert all_of(Filters(queue, **change, oldest_first=True)) == expected, filters
        if queue == "pending":
            assert all_of(Filters(queue, **change, by_risk=True)) == by_due(rows, expected), filters


def further(rows: Rows, editor: Any) -> list[tuple[dict[str, Any], set[int]]]:
    """The filters that stand on a page of their own, and the comments that each is to leave."""
    third, half = (
        {row.pk for row in rows[::3]},
        {row.pk for row in rows if row.discussion_id == rows[0].discussion_id},
    )
    new = Commenter.objects.create(address_hash="new")
    ReaderComment.objects.filter(pk__in=third).update(language="fr", edited=True, commenter=new)
    Discussion.objects.filter(pk=rows[0].discussion_id).update(section="Sea", orphaned=True)
    Decision.objects.bulk_create(
        Decision(comment_id=pk, comment_number=pk, to_status=Status.SPAM, actor=editor) for pk in third
    )
    return [
        ({"language": "fr"}, third),
        ({"section": "Sea"}, half),
        ({"decided_by": str(editor.pk)}, third),
        ({"decided_by": "nobody"}, set()),
        ({"first_timers": True}, third),
        ({"edited": True}, third),
        ({"orphans": True}, half),
        ({"orphans": True, "language": "fr", "rule": "links", "search": "words"}, third & half),
    ]


def test_the_further_filters_leave_their_comments_in_every_queue(
    rows: Rows, admin_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "PAGE", 7)
    monkeypatch.setattr(queues, "WALK", 25)
    for change, expected in further(rows, admin_user):
        for queue in Queue.values:
            kept = [row.pk for row in rows if IN_QUEUE[queue](row) and row.pk in expected]
            newest_first = by_due(rows, kept) if queue == "urgent" else kept[::-1]
            assert all_of(Filters(queue, **change)) == newest_first, (queue, change)
            if queue == "urgent":
                continue
            assert all_of(Filters(queue, **change, oldest_first=True)) == kept, (queue, change)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's plans")
def test_the_further_filters_read_no_whole_table(rows: Rows, admin_user: Any) -> None:
    # What is searched for comes by way of a bitmap.
    for change, _expected in further(rows, admin_user)[:-1]:
        with CaptureQueriesContext(connection) as captured:
            read_queue(Filters("all", **change))
        asked = [query["sql"] for query in captured if query["sql"].endswith("LIMIT 51")]
        plans = [explained(sql, avoiding=["seqscan", "bitmapscan"]) for sql in asked]
        assert [plan for plan in plans if "Seq Scan" in plan] == [], change


@pytest.mark.parametrize("oldest_first", [False, True])
def test_the_pages_are_the_same_size_from_either_end(
    oldest_first: bool, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "PAGE", 25)
    filters = Filters("all", oldest_first=oldest_first)
    inner, outer = ("older", "newer") if not oldest_first else ("newer", "older")
    end = queues.NEWEST if oldest_first else queues.OLDEST
    assert [len(page) for page in walk(filters, onward=inner)] == [25, 25, 10]
    backwards = walk(filters, end, onward=outer)
    assert [len(page) for page in backwards] == [25, 25, 10]
    assert joined(backwards[::-1]) == all_of(filters)


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(rows: Rows) -> None:
    first, last = read_queue(Filters("all")), read_queue(Filters("all"), queues.OLDEST)
    assert (first.newer, last.older) == ("", "")
    assert (bool(first.older), bool(last.newer)) == (True, True)


@pytest.mark.parametrize("cursor", ["nonsense", "o1", "n9.9.9", "\0"])
def test_nonsense_is_the_first_page(cursor: str, rows: Rows) -> None:
    assert numbers(read_queue(Filters(), cursor)) == numbers(read_queue(Filters()))


def test_beyond_the_end_is_the_first_page(rows: Rows) -> None:
    """An editor has decided on everything that the page after this one showed."""
    assert numbers(read_queue(Filters(), "o0.0")) == numbers(read_queue(Filters()))
    assert numbers(read_queue(Filters(), f"n{'3' * 17}.0")) == numbers(read_queue(Filters()))


def test_what_comes_or_goes_between_two_pages_moves_nothing(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "PAGE", 7)
    pending = [row.pk for row in rows if row.status == Status.PENDING]
    page = read_queue(Filters())
    shown = numbers(page)
    while page.older:
        # One leaves the page just read, and one that was rejected comes in at the top.
        ReaderComment.objects.filter(pk=numbers(page)[-1]).update(status=Status.APPROVED)
        came = ReaderComment.objects.filter(status=Status.REJECTED).first()
        assert came is not None
        ReaderComment.objects.filter(pk=came.pk).update(status=Status.PENDING, submitted=timezone.now())
        page = read_queue(Filters(), page.older)
        shown += numbers(page)
    assert shown == pending[::-1]


def test_any_number_may_have_come_at_one_moment(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "PAGE", 7)
    ReaderComment.objects.update(submitted=FIRST)
    assert all_of(Filters("all")) == [row.pk for row in reversed(rows)]


# --- What it costs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (Filters("all"), 6),
        (Filters("reported", rule="links"), 7),
        (Filters("all", search="ships"), 6),
        (Filters("all", search="ada@example.org"), 8),
    ],
)
def test_a_page_takes_a_few_queries_whatever_is_on_it(
    filters: Filters, number: int, rows: Rows, django_assert_num_queries: Any
) -> None:
    """The mark, the positions, the rows, their objects, reports and decisions; for an address, its people.

    For a rule among the reported, how far to look.  PostgreSQL is asked for a plan besides.
    """
    ReaderComment.objects.update(commenter=rows[0].commenter)
    Commenter.objects.filter(pk=rows[0].commenter_id).update(
        address_hash=AddressKey.digest("ada@example.org")
    )
    read_queue(filters, may_search_addresses=True)
    more = connection.vendor == "postgresql" and filters.search == "ships"
    with django_assert_num_queries(number + more):
        read_queue(filters, may_search_addresses=True)


def test_counting_takes_one_query(rows: Rows, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        counts()


@pytest.mark.parametrize("queue", Queue.values)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's plans")
def test_an_index_serves_each_queue_and_filter_in_order(queue: str, rows: Rows) -> None:
    """Told that both cost a fortune, PostgreSQL needs neither to read a whole table nor to sort."""
    changes = [change for change, _keeps in narrowings(rows)[:9]]
    changes += [{"by_risk": True}, {"by_risk": True, "site": 1}] * (queue == "pending")
    for change in changes:
        for at in ("", str(queues.Cursor(True, queues.Position(FIRST + timedelta(days=4), 9)))):
            with CaptureQueriesContext(connection) as captured:
                read_queue(Filters(queue, **change), at)
            asked = [query["sql"] for query in captured if query["sql"].endswith("LIMIT 51")]
            for sql in asked:
                plan = explained(sql, avoiding=["seqscan", "sort", "bitmapscan"])
                assert ("Seq Scan" in plan, "Sort" in plan) == (False, False), f"{sql}\n{plan}"
            assert asked or change.get("rejection"), change


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's plans")
def test_an_index_serves_a_search(rows: Rows) -> None:
    with CaptureQueriesContext(connection) as captured:
        read_queue(Filters("all", search="shipwrecks"))
    (sql,) = [query["sql"] for query in captured if query["sql"].endswith("LIMIT 51")]
    assert "newsroom_search" in explained(sql, avoiding=["seqscan"])


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's plans")
def test_an_index_serves_each_count(rows: Rows) -> None:
    with CaptureQueriesContext(connection) as captured:
        counts()
    plan = explained(captured[0]["sql"], avoiding=["seqscan", "sort", "bitmapscan"])
    assert ("Seq Scan" in plan, "Sort" in plan) == (False, False), plan


def explained(sql: str, *, avoiding: list[str]) -> str:
    """PostgreSQL's plan, if what is named cost a fortune."""
    with connection.cursor() as cursor:
        for way in avoiding:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(line for (line,) in cursor)
        for way in avoiding:
            cursor.execute(f"SET LOCAL enable_{way} = on")
    return plan


def test_no_query_counts_a_whole_table_or_skips_rows_by_number(rows: Rows) -> None:
    with CaptureQueriesContext(connection) as captured:
        walk(Filters("all"), onward="older")
        counts()
        arrivals(Filters("all"), "0.0.0")
    asked = [query["sql"] for query in captured]
    assert [sql for sql in asked if "OFFSET" in sql] == []
    # Each count is of what a LIMIT has cut.
    limits = sum(len(re.findall(r"LIMIT 1000", sql)) for sql in asked)
    assert limits == sum(sql.count("COUNT(") for sql in asked)


# --- How many -----------------------------------------------------------------------------------------------


def test_each_queue_is_counted(rows: Rows) -> None:
    assert counts() == {queue: len([row for row in rows if IN_QUEUE[queue](row)]) for queue in Queue.values}


def test_nothing_is_counted_where_there_is_nothing() -> None:
    assert (counts(), waiting()) == (dict.fromkeys(Queue.values, 0), (0, None))


def test_no_count_goes_further_than_it_must(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "MOST_COUNTED", 5)
    assert set(counts().values()) == {5}
    assert waiting() == (5, rows[0].submitted)
    assert arrivals(Filters("all"), "0.0.0") == 5


# --- Arrivals -----------------------------------------------------------------------------------------------


def test_nothing_has_arrived_at_first(rows: Rows) -> None:
    assert [arrivals(Filters(queue), read_queue(Filters(queue)).seen) for queue in Queue] == [0] * len(Queue)


def test_a_post_arrives_in_its_queue_and_in_all(rows: Rows, comment: Any) -> None:
    seen = read_queue(Filters()).seen
    held = comment("Held until somebody looks.", status=Status.PENDING)
    came = {queue for queue in Queue.values if arrivals(Filters(queue), seen)}
    assert came == {"pending", "all"}
    assert arrivals(Filters(discussion=held.discussion_id), seen) == 1
    assert arrivals(Filters(discussion=held.discussion_id + 1_000), seen) == 0
    assert (arrivals(Filters(search="somebody"), seen), arrivals(Filters(search="nobody"), seen)) == (1, 0)


def test_what_comes_back_has_arrived_and_what_leaves_has_not(rows: Rows) -> None:
    seen = read_queue(Filters()).seen
    held, approved = rows[0], rows[1]
    statuses.decide(held, Status.SPAM, statuses.DecisionContext())
    statuses.decide(approved, Status.PENDING, statuses.DecisionContext())
    came = {queue for queue in Queue.values if arrivals(Filters(queue), seen)}
    assert came == {"pending", "spam"}


def test_a_correction_is_no_arrival(rows: Rows) -> None:
    seen = read_queue(Filters()).seen
    corrections.revise(rows[0], "Other words", statuses.DecisionContext(), revision=rows[0].revision)
    assert [arrivals(Filters(queue), seen) for queue in Queue] == [0] * len(Queue)


def test_a_report_arrives_among_the_reported_alone(rows: Rows) -> None:
    seen = read_queue(Filters("reported")).seen
    ReaderComment.objects.filter(pk=rows[3].pk).update(open_reports=1)
    Report.objects.create(comment=rows[3], reporter="another", reason="abuse")
    assert {queue for queue in Queue.values if arrivals(Filters(queue), seen)} == {"reported"}


@pytest.mark.parametrize("seen", ["", "nonsense", "1.2", "-1.0.0", "1.2.3.4"])
def test_a_mark_of_nonsense_is_of_before_the_first_comment(seen: str, rows: Rows) -> None:
    assert arrivals(Filters("all"), seen) == len(rows)


# --- A whole queue ------------------------------------------------------------------------------------------


def test_a_whole_queue_is_what_was_there_unchanged_when_the_page_was_read(rows: Rows, comment: Any) -> None:
    seen = read_queue(Filters()).seen
    pending = [row for row in rows if row.status == Status.PENDING]
    decided, corrected, reported = pending[:3]
    statuses.decide(decided, Status.SPAM, statuses.DecisionContext())
    corrections.revise(corrected, "Other words", statuses.DecisionContext(), revision=corrected.revision)
    Report.objects.create(comment=reported, reporter="another", reason="abuse")
    comment("Held, and nobody has seen it.", status=Status.PENDING)
    assert shown_of(Filters(), seen) == {row.pk: 1 for row in pending[3:]}


def test_a_text_that_changes_while_a_whole_queue_is_read_is_left_out(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending = [row for row in rows if row.status == Status.PENDING]
    seen = read_queue(Filters()).seen
    nearest = queues.Selection.nearest

    def meanwhile(*given: Any) -> Any:
        found = nearest(*given)
        corrections.revise(
            pending[0], "Other words", statuses.DecisionContext(), revision=pending[0].revision
        )
        return found

    monkeypatch.setattr(queues.Selection, "nearest", meanwhile)
    assert shown_of(Filters(), seen) == {row.pk: 1 for row in pending[1:]}


def test_at_once_go_no_more_than_so_many_from_the_top(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "MOST_AT_ONCE", 3)
    pending = [row.pk for row in rows if row.status == Status.PENDING]
    seen = read_queue(Filters()).seen
    assert sorted(shown_of(Filters(), seen)) == pending[-3:]
    assert sorted(shown_of(Filters(oldest_first=True), seen)) == pending[:3]


def test_a_whole_queue_is_narrowed_like_its_pages(rows: Rows) -> None:
    seen = read_queue(Filters()).seen
    for change, _keeps in narrowings(rows):
        filters = Filters("approved", **change)
        assert sorted(shown_of(filters, seen)) == sorted(all_of(filters)), filters


# --- Common words and addresses -----------------------------------------------------------------------------


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite looks through everything")
@pytest.mark.parametrize("oldest_first", [False, True])
def test_common_words_are_looked_for_so_far_a_page(
    oldest_first: bool, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.desk.search.FEW", 0)
    # All of the table, in which tests before this one may have left many blocks of what they deleted.
    monkeypatch.setattr("comments.desk.search.SAMPLE", 1_000_000)
    monkeypatch.setattr(queues, "WALK", 5)
    expected = [row.pk for row in rows if row.status == Status.PENDING and "shipwreck" in row.source]
    filters = Filters(search="shipwreck", oldest_first=oldest_first)
    pages = walk(filters, onward="newer" if oldest_first else "older")
    assert joined(pages) == (expected if oldest_first else expected[::-1])
    # Ten wait, and five are looked through a page.
    assert len(pages) == 3
    # The first and the last are as far from each other as the whole queue, whichever way one goes.
    end = queues.NEWEST if oldest_first else queues.OLDEST
    backwards = walk(filters, end, onward="older" if oldest_first else "newer")
    assert sorted(joined(backwards)) == expected


def test_an_address_finds_its_people_for_those_who_may_search_it(rows: Rows, django_user_model: Any) -> None:
    typed, confirmed, login = Commenter.objects.order_by("pk")
    digest = AddressKey.digest("ada@example.org")
    Commenter.objects.filter(pk=typed.pk).update(address_hash=digest)
    Commenter.objects.filter(pk=confirmed.pk).update(address_hash=digest, confirmed_at=timezone.now())
    user = django_user_model.objects.create_user("ada", email="ada@example.org")
    Commenter.objects.filter(pk=login.pk).update(user=user, address_hash=None)
    newest = Filters("all", search="Ada@Example.org")
    assert all_of(newest, may_search_addresses=True) == [row.pk for row in reversed(rows)]
    assert all_of(newest) == []
    Commenter.objects.filter(pk__in=[typed.pk, confirmed.pk]).update(address_hash=None)
    of_login = [row.pk for row in rows if row.commenter_id == login.pk]
    assert all_of(newest, may_search_addresses=True) == of_login[::-1]
    both = Filters("all", search="shipwreck ada@example.org")
    wrecks = [row.pk for row in rows if row.pk in of_login and "shipwreck" in row.source]
    assert all_of(both, may_search_addresses=True) == wrecks[::-1]


def test_an_address_that_somebody_wrote_is_found_in_the_text(rows: Rows, comment: Any) -> None:
    written = comment("Write to ada@example.org today.", name="Bob", email="bob@example.org")
    for may in (False, True):
        assert all_of(Filters("all", search="ada@example.org"), may_search_addresses=may) == [written.pk]


def test_a_search_without_a_word_finds_nothing(rows: Rows) -> None:
    assert [all_of(Filters("all", search=search)) for search in ("?!", "%", "_", "' & |", "\\")] == [[]] * 5


def test_reasons_of_rejection_are_only_among_the_rejected(rows: Rows) -> None:
    reason = RejectionReason.objects.first()
    assert reason is not None
    found = {queue: bool(read_queue(Filters(queue, rejection=reason.pk)).cards) for queue in Queue.values}
    assert [queue for queue in found if found[queue]] == ["appeals", "rejected", "all"]


def test_the_log_tells_what_was_decided_since(rows: Rows) -> None:
    assert read_queue(Filters()).seen == ".".join(
        str(model.objects.order_by("-pk").values_list("pk", flat=True)[0])
        for model in (Decision, Report, ReaderComment)
    )
