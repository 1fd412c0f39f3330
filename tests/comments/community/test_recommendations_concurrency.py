"""Recommendations at the same moment, on a database that threads share."""

from functools import partial
from typing import Any

import pytest
from django.db.models import Max

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide_all
from comments.models import Discussion, ReaderComment, Recommendation, Status

from ..at_once import at_once
from ..crowds import Crowd
from ..scenes import assert_all_is_true, shown
from .recommending import counts, recommend

pytestmark = pytest.mark.django_db(transaction=True)


def send(comment: ReaderComment, network: int) -> int:
    status: int = recommend(comment, network=network).status_code
    return status


def test_four_readers_twice_each_at_once_are_four_and_raise_the_version_once(comment: Any) -> None:
    stored = comment()
    before = Discussion.objects.get().version
    sent = [partial(send, stored, network) for network in (1, 2, 3, 4)]
    assert at_once(*sent, *sent) == [302] * 8
    [(number, said)] = counts(stored)
    # The first of them is said, with those that were counted by then.
    assert (number, Recommendation.objects.count(), 1 <= said <= 4) == (4, 4, True)
    assert Discussion.objects.get().version == before + 1


def test_nobody_waits_for_ever_while_editors_decide_on_the_same_comments(
    article: Article, crowd: Crowd
) -> None:
    pks = crowd(article, [None] * 6)
    rows = [ReaderComment.objects.get(pk=pk) for pk in pks]
    screen = shown(pks[2:])
    reject = partial(decide_all, screen, Status.REJECTED, DecisionContext(rule="tests"))
    answers = at_once(*(partial(send, row, number) for number, row in enumerate(reversed(rows))), reject)
    assert [answer for answer in answers[:-1] if answer not in (302, 404)] == []
    assert {*answers[-1].done} == {*pks[2:]}
    assert Recommendation.objects.count() == answers.count(302)
    assert ReaderComment.objects.aggregate(most=Max("recommended"))["most"] == 1
    assert_all_is_true()
