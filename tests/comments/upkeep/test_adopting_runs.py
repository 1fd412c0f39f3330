"""``manage.py adoptcomments``, stopped, repeated, at once with another, and what leaving gives back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_comments.models import Comment

from comments import checks
from comments.decisions import statuses
from comments.models import AddressKey, Commenter, Decision, Discussion, ReaderComment, Status
from comments.upkeep import adopting

from .old_rows import Stock, adopt, snapshot

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing(plain: Stock, threaded: Stock) -> None:
    plain(comment="1 < 2")
    threaded(parent_id=999)
    adopt()
    once = snapshot()
    assert adopt() == ["adopted 0"]
    assert snapshot() == once


def test_comments_posted_here_are_left_alone(comment: Callable[..., ReaderComment], plain: Stock) -> None:
    posted = comment("<b>new</b>")
    plain()
    assert adopt() == ["adopted 1"]
    assert ReaderComment.objects.get(pk=posted.pk).comment == "<p><b>new</b></p>"
    assert not Decision.objects.filter(comment=posted, rule="adopted").exists()


def test_a_talkative_run_says_how_far_it_is(plain: Stock) -> None:
    first, second, third = plain(), plain(), plain()
    assert adopt("--batch-size=2", "--verbosity=2") == [
        f"adopted 2 so far, up to comment {second.pk}",
        f"adopted 3 so far, up to comment {third.pk}",
        "adopted 3",
    ]
    assert ReaderComment.objects.filter(pk=first.pk).exists()


def test_a_dry_run_counts_and_changes_nothing(plain: Stock) -> None:
    plain()
    plain(target=get_user_model().objects.create_user("bea"))
    before = snapshot()
    assert adopt("--dry-run", "--forget-addresses") == [
        "would adopt 1",
        "left alone 1 on auth.user, which MODELS does not name",
    ]
    assert snapshot() == before


def test_a_run_that_was_stopped_is_finished_by_the_next(threaded: Stock, plain: Stock) -> None:
    """As though the process had been killed between two batches: one whole, the rest untouched."""
    root = threaded()
    threaded(parent_id=root.pk)
    last = plain()
    adopting.adopt_chunk(after=0, size=2)
    discussion = Discussion.objects.get()
    assert (discussion.public_count, discussion.version, Decision.objects.count()) == (2, 1, 2)
    assert Comment.objects.get(pk=last.pk).comment == "An old comment"
    assert adopt("--batch-size=2") == ["adopted 1"]
    discussion.refresh_from_db()
    assert (discussion.public_count, ReaderComment.objects.filter(public=True).count()) == (3, 3)
    assert Commenter.objects.get().approved_count == 3


def test_a_batch_that_fails_leaves_nothing_behind(
    plain: Stock, threaded: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain()
    threaded(parent_id=999)
    before = snapshot()

    def stop(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(adopting, "_rewrite", stop)
        with pytest.raises(KeyboardInterrupt):
            adopt()
    assert snapshot() == before
    assert adopt()[-1] == "adopted 2"


@pytest.mark.parametrize(("made", "statements"), [("plain", 23), ("threaded", 22)])
def test_a_batch_costs_a_fixed_number_of_statements_whatever_its_size(
    made: str, statements: int, request: pytest.FixtureRequest
) -> None:
    make = request.getfixturevalue(made)
    taken = []
    AddressKey.digest("made once")
    for number in (1, 3, 30):
        for index in range(number):
            make(user_email=f"{index} of {number}@old.example")
        with CaptureQueriesContext(connection) as queries:
            adopting.adopt_chunk(after=0, size=100)
        taken.append(len(queries))
    # One asks for flags: nothing else says whether there are any.
    # Several people are locked in order before they are counted.
    assert taken == [statements - 1, statements, statements]


def test_what_is_too_much_for_one_statement_is_written_in_several(
    plain: Stock, threaded: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = threaded()
    for number in range(7):
        threaded(comment=f"Reply {number}", parent_id=root.pk, is_public=number % 2 == 0)
        plain(user_name=f"Ann {number}", is_removed=number == 3, user_email="")
    AddressKey.digest("made once")
    at_once = _adopted()
    # Of the class: Django 6.1 asks SQLite itself.
    monkeypatch.setattr(type(connection.features), "max_query_params", 60)
    assert _adopted() == at_once


def _adopted() -> dict[str, list[dict[str, Any]]]:
    """What a run would leave, without the numbers and moments that it gives itself."""
    with transaction.atomic():
        adopt()
        rows = snapshot()
        transaction.set_rollback(True)
    own = {"Discussion": {"id"}, "Commenter": {"id"}, "Decision": {"id", "decided"}}
    given = {"discussion_id", "commenter_id"}
    return {
        model: [{name: row[name] for name in row.keys() - own.get(model, set()) - given} for row in these]
        for model, these in rows.items()
    }


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_adopt_each_comment_once(plain: Stock) -> None:
    for _number in range(40):
        plain()
    gate = Barrier(2)

    def run(_number: int) -> int:
        gate.wait()
        try:
            return int(adopt("--batch-size=5")[-1].removeprefix("adopted "))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 40
    assert Decision.objects.count() == 40
    assert Discussion.objects.get().public_count == 40
    assert Commenter.objects.get().approved_count == 40


def test_a_batch_holds_one_comment_at_least() -> None:
    with pytest.raises(CommandError, match="--batch-size must be 1 or more"):
        adopt("--batch-size=0")


def test_the_check_is_silent_once_all_of_ours_are_adopted(plain: Stock) -> None:
    plain()
    plain(target=get_user_model().objects.create_user("bea"))
    assert [found.id for found in checks.check_stock_rows(databases=["default"])] == [
        "newsroom_comments.W001"
    ]
    adopt()
    assert checks.check_stock_rows(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_leaving_gives_the_old_words_back(
    plain: Stock, threaded: Stock, comment: Callable[..., ReaderComment]
) -> None:
    text = 'Fish & chips <b>1 < 2</b>\r\n\r\n"quoted"'
    plain(comment=text)
    root = threaded(comment="gone", is_removed=True)
    threaded(comment="held", is_public=False, parent_id=root.pk, thread_id=root.pk, level=1)
    threaded(comment="held and gone", is_public=False, is_removed=True)
    rejected = threaded(comment="rejected since")
    old = list(Comment.objects.order_by("pk").values())
    adopt()
    statuses.decide(ReaderComment.objects.get(pk=rejected.pk), Status.REJECTED, statuses.DecisionContext())
    assert list(Comment.objects.order_by("pk").values()) != old
    posted = comment("posted <b>here</b>")
    try:
        call_command("migrate", "newsroom_comments", "zero", verbosity=0)
        old[-1]["is_public"] = False
        assert list(Comment.objects.exclude(pk=posted.pk).order_by("pk").values()) == old
        assert Comment.objects.get(pk=posted.pk).comment == "posted <b>here</b>"
    finally:
        call_command("migrate", "newsroom_comments", verbosity=0)
    assert adopt() == ["adopted 6"]
    assert ReaderComment.objects.order_by("pk").first().source == text
