"""What readers see of a decision: nobody else's visibility changes, and a held post is unseen."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import Conflict, decide
from comments.models import Commenter, Discussion, ReaderComment, Status
from tests.conftest import Comment

from ..crowds import Crowd
from ..scenes import assert_all_is_true
from .stored import RULE, standing_of, visibility

pytestmark = pytest.mark.django_db
# Nothing is decided about what is erased (test_erasing.py).
LIVE = [status for status in Status if status != Status.ERASED]


# --- Nobody else's visibility ---------------------------------------------------------------------------


@pytest.mark.parametrize("status", LIVE)
def test_no_decision_on_a_parent_touches_another_row(status: Status, article: Article, crowd: Crowd) -> None:
    ids = crowd(article, [None, 0, 1, 0, None, 4], withheld={1, 3, 5})
    root = ReaderComment.objects.get(pk=ids[0])
    others = [row for row in visibility() if row[0] != root.pk]
    decide(root, status, RULE)
    revise(root, f"Corrected while {status}", RULE, revision=root.revision)
    root.save()
    assert [row for row in visibility() if row[0] != root.pk] == others


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(LIVE) | st.none(), st.booleans()), max_size=12
    )
)
@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_kept_stays_true_after_any_decisions(
    steps: list[tuple[int, Status | None, bool]], article: Article, crowd: Crowd
) -> None:
    """A step is a comment, a status (or a correction), and whether the editor's screen is stale."""
    ReaderComment.objects.all().delete()
    Discussion.objects.all().delete()
    Commenter.objects.all().delete()
    ids = crowd(article, [None, 0, 0, 2, None], withheld={1, 2})
    people = [Commenter.objects.create() for _ in range(2)]
    ReaderComment.objects.filter(pk__in=ids[:3]).update(commenter=people[0])
    ReaderComment.objects.filter(pk__in=ids[3:]).update(commenter=people[1])
    Commenter.objects.filter(pk=people[0].pk).update(approved_count=1, rejected_count=2)
    Commenter.objects.filter(pk=people[1].pk).update(approved_count=2)
    stale = {pk: ReaderComment.objects.get(pk=pk) for pk in ids}
    for number, (index, status, is_stale) in enumerate(steps):
        row = stale[ids[index]] if is_stale else ReaderComment.objects.get(pk=ids[index])
        try:
            if status is None:
                revise(row, f"Correction {number}", RULE, revision=row.revision)
            else:
                decide(row, status, RULE)
        except Conflict:
            pass
        assert_all_is_true()


# --- A held post is unseen ------------------------------------------------------------------------------


def test_a_held_post_leaves_the_page_its_tag_and_its_counts_alone(
    article: Article, reply: Any, client: Client
) -> None:
    """The first one, which starts the discussion, and those after it."""
    address = article.get_absolute_url()
    before = client.get(address)
    for number in range(3):
        assert reply(comment=f"Held words {number}", name=f"Reader {number}").status_code == 302
        after = client.get(address)
        assert (after.content, after["ETag"]) == (before.content, before["ETag"])
        assert standing_of(Discussion.objects.get()) == (0, 0)
    assert ReaderComment.objects.in_moderation().count() == 3


def test_holding_and_approving_again_gives_the_same_page(
    article: Article, comment: Any, client: Client
) -> None:
    written = comment()
    before = client.get(article.get_absolute_url())
    decide(written, Status.PENDING, RULE)
    held = client.get(article.get_absolute_url())
    decide(written, Status.APPROVED, RULE)
    after = client.get(article.get_absolute_url())
    # Which version it is stands in the page: it asks what is new since.
    assert before.content.replace(b'data-version="1"', b'data-version="3"') == after.content
    assert b"I read this twice" not in held.content
    assert len({before["ETag"], held["ETag"], after["ETag"]}) == 3


def test_a_comment_keeps_the_version_with_which_it_first_became_public(
    article: Article, comment: Comment
) -> None:
    first, second = (comment(text, status=Status.PENDING) for text in ("One", "Two"))
    for one, to in [
        (first, Status.APPROVED),
        (second, Status.PUBLISHED),
        (first, Status.REJECTED),
        (first, Status.APPROVED),
        (second, Status.APPROVED),
    ]:
        one.refresh_from_db()
        decide(one, to, RULE)
    assert list(ReaderComment.objects.order_by("pk").values_list("first_public_version", flat=True)) == [1, 2]
    assert Discussion.objects.get().version == 4


def test_a_held_comment_and_one_from_before_us_have_appeared_in_no_version(
    article: Article, comment: Comment
) -> None:
    comment("Held", status=Status.PENDING)
    old = comment("Old", status=Status.PUBLISHED)
    ReaderComment.objects.filter(pk=old.pk).update(first_public_version=0)
    old.refresh_from_db()
    for to in (Status.APPROVED, Status.PENDING, Status.APPROVED):
        decide(old, to, RULE)
    versions = ReaderComment.objects.order_by("pk").values_list("first_public_version", flat=True)
    assert list(versions) == [None, 0]
