"""All that a click did is undone: reports, corrections, replies, bans."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from articles.models import Article
from comments.decisions.standings import set_standing
from comments.decisions.undoing import undo, undo_decision
from comments.desk.replies import reply_and_approve
from comments.models import (
    Act,
    Commenter,
    Decision,
    EarlierText,
    Report,
    Standing,
    StandingChange,
    Status,
)

from ..scenes import assert_all_is_true, editor, report, waiting
from .clicks import click, correct, seen, shown_in, stored

pytestmark = pytest.mark.django_db


def test_reports_that_a_decision_answered_are_open_again(comment: Any) -> None:
    written = comment()
    report(written, "one")
    batch = click(written, Status.APPROVED)
    report(written, "two")
    undone = undo(batch, editor())
    assert list(Report.objects.values_list("settled_by", flat=True)) == [None, None]
    assert stored(written).open_reports == 2
    undo(undone.batch, editor())
    assert stored(written).open_reports == 0
    assert_all_is_true()


def test_reports_of_the_newsroom_s_own_reply_are_answered_while_it_is_undone(comment: Any) -> None:
    batch = uuid4()
    question = comment(status=Status.PENDING)
    answer = reply_and_approve(question, "Yes.", editor(), batch=batch, revision=question.revision)
    report(answer)
    undone = undo(batch, editor())
    assert stored(answer).open_reports == 0
    undo(undone.batch, editor())
    assert (stored(answer).status, stored(answer).open_reports) == (Status.APPROVED, 1)
    assert_all_is_true()


def test_a_correction_is_undone_and_the_comment_is_the_readers_own_again(comment: Any) -> None:
    written = comment("The reader's words")
    at_first = seen()
    first = correct(written, "The editor's words")
    corrected = seen()
    second = correct(written, "More of them")
    undo(second, editor())
    assert seen() == corrected
    undone = undo(first, editor(), anyway=True)
    assert seen() == at_first
    undo(undone.batch, editor())
    assert seen() == corrected
    assert stored(written).searchable == " ada @ada the editor s words "
    assert EarlierText.objects.count() == 5
    assert [entry.act for entry in Decision.objects.all()[:3]] == [Act.CORRECTED, Act.UNDONE, Act.UNDONE]


def test_a_correction_from_before_revisions_were_logged_is_undone(comment: Any) -> None:
    written = comment("The reader's words")
    correct(written, "The editor's words")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE newsroom_comments_decision SET revision = NULL, batch = NULL")
    assert undo_decision(Decision.objects.all()[0], editor()).done == [written.pk]
    assert stored(written).source == "The reader's words"


def test_a_reply_from_the_desk_is_withdrawn_and_its_parent_waits_again(comment: Any) -> None:
    parent = comment(status=Status.PENDING)
    batch = uuid4()
    reply = reply_and_approve(parent, "Thank you.", editor(), batch=batch, revision=parent.revision)
    undone = undo(batch, editor())
    assert undone.done == [parent.pk, reply.pk]
    assert (stored(parent).status, stored(reply).status) == (Status.PENDING, Status.WITHDRAWN)
    undo(undone.batch, editor())
    assert (stored(parent).status, stored(reply).status) == (Status.APPROVED, Status.APPROVED)
    assert_all_is_true()


def test_a_ban_is_undone_with_what_it_rejected(article: Article) -> None:
    pks = waiting(5, article, people=1)
    person, batch = Commenter.objects.get(), uuid4()
    set_standing(person, Standing.BANNED, until=None, by=editor(), batch=batch, reject_pending=True)
    undone = undo(batch, editor())
    assert undone.done == pks
    person.refresh_from_db()
    assert (person.standing, shown_in(pks, Status.PENDING)) == (Standing.NONE, pks)
    undo(undone.batch, editor())
    person.refresh_from_db()
    assert (person.standing, shown_in(pks, Status.REJECTED)) == (Standing.BANNED, pks)
    assert undo(batch, editor()).already == 6
    assert_all_is_true()


def test_a_standing_that_changed_again_is_left_alone_and_told(article: Article) -> None:
    person, batch = Commenter.objects.create(), uuid4()
    set_standing(person, Standing.BANNED, until=None, by=editor(), batch=batch)
    set_standing(person, Standing.TRUSTED, until=None, by=editor("ada"), batch=uuid4())
    since = StandingChange.objects.all()[0]
    assert undo(batch, editor()).persons == [since]
    person.refresh_from_db()
    assert person.standing == Standing.TRUSTED
    assert undo(batch, editor(), anyway=True).persons == []
    person.refresh_from_db()
    assert person.standing == Standing.NONE
