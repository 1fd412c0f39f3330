"""An author and an editor at the same moment, on a database that threads share: one wins, one is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from comments.decisions.statuses import Conflict, DecisionContext, decide
from comments.mail import signed_links
from comments.models import Decision, ReaderComment, Status

from ..at_once import at_once
from ..scenes import assert_all_is_true, editor

pytestmark = pytest.mark.django_db(transaction=True)


def posting(path: str, **sent: Any) -> Callable[[], tuple[int, str]]:
    def post() -> tuple[int, str]:
        answer = Client(raise_request_exception=False).post(path, sent)
        return answer.status_code, answer.content.decode()

    return post


def deciding(stored: ReaderComment, to: Status) -> Callable[[], bool]:
    by, row = editor(), ReaderComment.objects.get(pk=stored.pk)
    return lambda: decide(row, to, DecisionContext(by=by))


@pytest.mark.parametrize("_time", range(3))
def test_an_edit_and_a_decision(_time: int, comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    edit = posting(signed_links.reader_page(stored) + "edit/", comment="New words.", revision=stored.revision)
    (status, page), decided = at_once(edit, deciding(stored, Status.APPROVED))
    row = ReaderComment.objects.get()
    if decided is True:
        assert status in {403, 409}
        assert "New words." in page
        assert (row.source, row.status) == ("I read this twice.", Status.APPROVED)
    else:
        assert (status, type(decided)) == (302, Conflict)
        assert (row.source, row.status) == ("New words.", Status.PENDING)
    assert_all_is_true()


@pytest.mark.parametrize("_time", range(3))
def test_a_withdrawal_and_a_decision(_time: int, comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    withdrawal = posting(signed_links.reader_page(stored) + "withdraw/", revision=stored.revision)
    (status, page), decided = at_once(withdrawal, deciding(stored, Status.APPROVED))
    row = ReaderComment.objects.get()
    if decided is True:
        assert (status, "changed in the meantime" in page, row.status) == (409, True, Status.APPROVED)
    else:
        assert (status, type(decided), row.status) == (302, Conflict, Status.WITHDRAWN)
    assert_all_is_true()


def test_six_edits_at_once_are_one(comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    path = signed_links.reader_page(stored) + "edit/"
    edits = [posting(path, comment=f"Words {n}.", revision=stored.revision) for n in range(6)]
    answers = at_once(*edits)
    statuses = [status for status, _page in answers]
    assert (statuses.count(302), {*statuses} <= {302, 409}) == (1, True)
    winner = statuses.index(302)
    assert ReaderComment.objects.get().source == f"Words {winner}."
    assert all(f"Words {n}." in page for n, (_status, page) in enumerate(answers) if n != winner)
    assert Decision.objects.filter(rule="author").count() == 1


def test_two_comments_edited_to_the_same_words_at_once_stay_two(comment: Any) -> None:
    pair = [comment(f"Number {n}", status=Status.PENDING) for n in range(2)]
    edits = [
        posting(signed_links.reader_page(row) + "edit/", comment="The same.", revision=row.revision)
        for row in pair
    ]
    answers = at_once(*edits)
    assert sorted(status for status, _page in answers) == [302, 409]
    assert ReaderComment.objects.filter(source="The same.").count() == 1


def test_a_double_click_on_withdraw_is_one(comment: Any) -> None:
    stored = comment()
    withdrawal = posting(signed_links.reader_page(stored) + "withdraw/", revision=stored.revision)
    statuses = {status for status, _page in at_once(withdrawal, withdrawal)}
    assert 302 in statuses
    assert ReaderComment.objects.get().status == Status.WITHDRAWN
    assert Decision.objects.filter(rule="author").count() == 1
    assert_all_is_true()
