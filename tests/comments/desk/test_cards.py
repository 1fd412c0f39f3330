"""What a card says of a comment."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.desk.cards import MOST_REPORTS, Parent, read_cards
from comments.models import Note, ReaderComment, Report, Status

pytestmark = pytest.mark.django_db


def test_a_card_says_what_its_comment_answers(comment: Any) -> None:
    parent = comment("p" * 500, name="Ada")
    reply = comment("Quite so", name="Bob", email="bob@example.org", parent=parent)
    cards = read_cards([reply.pk, parent.pk])
    assert list(cards) == [reply.pk, parent.pk]
    assert cards[reply.pk].parent == Parent(parent.pk, "Ada", "p" * 200)
    assert cards[parent.pk].parent is None


def test_a_card_has_the_open_reports_the_newest_first(comment: Any) -> None:
    reported = comment()
    decide(reported, Status.PENDING, DecisionContext())
    settled = reported.decisions.first()
    Report.objects.create(comment=reported, reporter="earlier", reason="spam", settled_by=settled)
    for number in range(MOST_REPORTS + 1):
        Report.objects.create(comment=reported, reporter=f"reader {number}", reason="abuse")
    ReaderComment.objects.update(open_reports=MOST_REPORTS + 1)
    reports = read_cards([reported.pk])[reported.pk].reports
    assert [report.reporter for report in reports] == [f"reader {n}" for n in range(MOST_REPORTS, 0, -1)]


def test_a_card_says_which_editor_decided_last(comment: Any) -> None:
    ada, bob = (User.objects.create_user(name) for name in ("ada", "bob"))
    decided, undecided = comment(), comment("By a rule alone", name="Eve", email="eve@example.org")
    decide(decided, Status.REJECTED, DecisionContext(by=ada))
    decide(decided, Status.SPAM, DecisionContext(by=bob))
    decide(decided, Status.PENDING, DecisionContext(rule="reports"))
    cards = read_cards([decided.pk, undecided.pk])
    last = cards[decided.pk].decision
    assert last is not None
    assert (last.actor, last.to_status) == (bob, Status.SPAM)
    assert cards[undecided.pk].decision is None


def test_a_card_says_whether_there_are_earlier_texts(comment: Any) -> None:
    corrected, untouched = comment(), comment("Never touched", name="Eve", email="eve@example.org")
    revise(corrected, "Other words", DecisionContext(), revision=corrected.revision)
    cards = read_cards([corrected.pk, untouched.pk])
    assert [card.has_earlier_texts for card in cards.values()] == [True, False]


def test_a_comment_that_is_gone_has_no_card(comment: Any) -> None:
    assert read_cards([comment().pk + 1]) == {}


def test_a_card_brings_everything_but_the_address(comment: Any, publish: Any) -> None:
    """However many comments there are, and on whichever objects."""
    made = [comment(f"Words {n}", name=f"R{n}", email=f"r{n}@example.org") for n in range(3)]
    made.append(comment("Elsewhere", target=publish(slug="elsewhere")))
    made.append(comment("An answer", name="Bob", email="bob@example.org", parent=made[0]))
    with CaptureQueriesContext(connection) as captured:
        cards = read_cards([each.pk for each in made])
    assert len(captured) == 3
    with CaptureQueriesContext(connection) as captured:
        for card in cards.values():
            _ = (card.comment.commenter.approved_count, card.comment.discussion.state, card.comment.rejection)
            _ = (str(card.comment.target), card.reports, card.decision)
    assert captured.captured_queries == []
    for each in made[1:]:
        Note.objects.create(comment=each, editor=User.objects.create_user(f"e{each.pk}"), text="A note")
    with CaptureQueriesContext(connection) as captured:
        notes = [
            [str(note.editor) for note in card.notes]
            for card in read_cards([one.pk for one in made]).values()
        ]
    assert (len(captured), notes) == (4, [[], *([f"e{each.pk}"] for each in made[1:])])
    loaded = ReaderComment.objects.get(pk=made[0].pk)
    assert "user_email" not in cards[made[0].pk].comment.__dict__
    assert "user_email" in loaded.__dict__
