"""What editors decide about people, and what that rejects."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from articles.models import Article
from comments.decisions import standings, statuses
from comments.decisions.standings import set_standing
from comments.decisions.statuses import Outcome, decide_all
from comments.models import Commenter, Decision, ReaderComment, Standing, StandingChange, Status
from comments.models.append_only import AppendOnlyError

from ..at_once import at_once
from ..scenes import assert_all_is_true, editor, shown, waiting

pytestmark = pytest.mark.django_db


def test_a_standing_is_given_until_a_moment_and_logged() -> None:
    person, batch, until = Commenter.objects.create(), uuid4(), timezone.now() + timedelta(days=7)
    outcome = set_standing(person, Standing.HELD, until=until, by=editor(), batch=batch)
    assert outcome == Outcome([], [])
    stored = Commenter.objects.get()
    assert (stored.standing, stored.until) == (person.standing, person.until) == (Standing.HELD, until)
    change = StandingChange.objects.get()
    assert (change.commenter, change.commenter_number, change.batch) == (person, person.pk, batch)
    assert (change.actor, change.actor_number) == (editor(), str(editor().pk))
    assert (change.from_standing, change.from_until) == (Standing.NONE, None)
    assert (change.to_standing, change.to_until) == (Standing.HELD, until)


@pytest.mark.parametrize("standing", [Standing.TRUSTED, Standing.NONE])
def test_trust_has_no_end(standing: Standing) -> None:
    person = Commenter.objects.create(standing=Standing.BANNED, until=timezone.now())
    set_standing(person, standing, until=timezone.now(), by=editor(), batch=uuid4())
    assert Commenter.objects.get().until is None


def test_the_same_standing_again_writes_nothing() -> None:
    person = Commenter.objects.create()
    for _time in range(2):
        set_standing(person, Standing.BANNED, until=None, by=editor(), batch=uuid4())
    assert StandingChange.objects.count() == 1


def test_what_the_log_says_is_what_was_stored_not_what_an_old_screen_showed() -> None:
    person = Commenter.objects.create()
    old = Commenter.objects.get()
    set_standing(person, Standing.TRUSTED, until=None, by=editor(), batch=uuid4())
    set_standing(old, Standing.BANNED, until=None, by=editor(), batch=uuid4())
    assert StandingChange.objects.all()[0].from_standing == Standing.TRUSTED


def test_a_ban_can_reject_what_waits_and_nothing_else(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statuses, "MOST_AT_ONCE", 2)
    pks, batch = waiting(8, article, people=1), uuid4()
    others = waiting(2, article)
    decide_all(shown(pks[:1]), Status.APPROVED, standings.DecisionContext(by=editor()))
    person = Commenter.objects.get(approved_count=1)
    outcome = set_standing(person, Standing.BANNED, until=None, by=editor(), batch=batch, reject_pending=True)
    assert outcome == Outcome(pks[1:], [])
    found = dict(ReaderComment.objects.values_list("pk", "status"))
    assert found == {
        pks[0]: Status.APPROVED,
        **dict.fromkeys(pks[1:], Status.REJECTED),
        **dict.fromkeys(others, Status.PENDING),
    }
    assert Decision.objects.filter(batch=batch).count() == 7
    assert StandingChange.objects.get().batch == batch
    assert_all_is_true()


@pytest.mark.django_db(transaction=True)
def test_a_ban_and_decisions_at_once_wait_for_each_other(article: Article, publish: object) -> None:
    pks = waiting(30, article, people=1)
    person = Commenter.objects.get()
    ban = partial(
        set_standing,
        person,
        Standing.BANNED,
        until=None,
        by=editor(),
        batch=uuid4(),
        reject_pending=True,
    )
    screen = dict(reversed(shown(pks).items()))
    banned, approved = at_once(
        ban, partial(decide_all, screen, Status.APPROVED, standings.DecisionContext(by=editor()))
    )
    assert sorted(banned.done + approved.done) == pks
    assert Commenter.objects.get().standing == Standing.BANNED
    assert_all_is_true()


def test_the_log_of_standings_is_never_changed() -> None:
    set_standing(Commenter.objects.create(), Standing.HELD, until=None, by=editor(), batch=uuid4())
    change = StandingChange.objects.get()
    for act in (change.save, change.delete, StandingChange.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            act()
