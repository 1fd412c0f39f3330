"""What readers said with django-comments-xtd about comments, and whom it emailed, is taken over with them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django_comments.models import CommentFlag
from django_comments_xtd.conf import settings as xtd
from django_comments_xtd.models import DISLIKEDIT_FLAG, LIKEDIT_FLAG

from comments.decisions import statuses
from comments.mail import followings
from comments.models import Commenter, Discussion, Follow, Following, ReaderComment, Report, Status
from comments.posting.reports import report, reporter_of

from ..scenes import editor
from .old_rows import WRITTEN, Stock, adopt

pytestmark = pytest.mark.django_db


def user(name: str) -> Any:
    return get_user_model().objects.create_user(name, email=f"{name}@login.example")


def flag(comment: Any, by: Any, kind: str = CommentFlag.SUGGEST_REMOVAL, *, day: int = 1) -> None:
    CommentFlag.objects.create(
        comment_id=comment.pk, user=by, flag=kind, flag_date=WRITTEN + timedelta(days=day)
    )


def test_suggestions_to_remove_a_comment_are_open_reports_of_those_who_made_them(plain: Stock) -> None:
    comment, ann, bea = plain(), user("ann"), user("bea")
    flag(comment, ann)
    flag(comment, bea, day=2)
    assert adopt() == ["adopted 1", "took over 2 suggestions to remove a comment as reports"]
    rows = Report.objects.values_list("comment", "reporter", "reason", "submitted", "settled_by")
    assert list(rows) == [
        (comment.pk, reporter_of(ann, ""), "other", WRITTEN + timedelta(days=1), None),
        (comment.pk, reporter_of(bea, ""), "other", WRITTEN + timedelta(days=2), None),
    ]
    adopted = ReaderComment.objects.get()
    assert (adopted.status, adopted.open_reports) == (Status.APPROVED, 2)
    # Who suggested it then has reported it.
    report(adopted, reporter=reporter_of(ann, ""), reason="abuse", text="")
    assert Report.objects.count() == 2
    statuses.decide(adopted, Status.APPROVED, statuses.DecisionContext(by=editor()))
    assert set(Report.objects.values_list("settled_by", flat=True)) == {adopted.decisions.first().pk}


def test_suggestions_that_a_moderator_answered_are_answered(plain: Stock) -> None:
    removed, approved, again = plain(is_removed=True), plain(), plain()
    ann = user("ann")
    for comment in (removed, approved):
        flag(comment, ann)
    flag(approved, user("mod"), CommentFlag.MODERATOR_APPROVAL, day=2)
    flag(again, user("mod2"), CommentFlag.MODERATOR_APPROVAL)
    flag(again, ann, day=2)
    adopt()
    reports = {one.comment_id: one.settled_by_id for one in Report.objects.all()}
    decided = {one.pk: one.decisions.get().pk for one in ReaderComment.objects.all()}
    assert reports == decided | {again.pk: None}
    assert list(ReaderComment.objects.order_by("pk").values_list("open_reports", flat=True)) == [0, 0, 1]


def test_likes_are_counted_and_stay_where_they_are(plain: Stock) -> None:
    comment, ann, bea = plain(), user("ann"), user("bea")
    flag(comment, ann, LIKEDIT_FLAG)
    flag(comment, bea, LIKEDIT_FLAG)
    flag(comment, user("cleo"), DISLIKEDIT_FLAG)
    flag(comment, ann)
    said = [
        "took over 1 suggestions to remove a comment as reports",
        "left alone 2 likes, which nothing here shows",
        "left alone 1 dislikes, which nothing here shows",
    ]
    assert adopt("--dry-run") == ["would adopt 1", said[0].replace("took", "would take"), *said[1:]]
    assert adopt() == ["adopted 1", *said]
    assert CommentFlag.objects.count() == 4


@pytest.mark.parametrize("confirms", [True, False])
def test_whom_xtd_emailed_follows_and_is_emailed_what_is_new_from_now_on(
    confirms: bool,
    threaded: Stock,
    comment: Callable[..., ReaderComment],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xtd._wrapped, "COMMENTS_XTD_CONFIRM_EMAIL", confirms, raising=False)
    comment("New, from before the adoption")
    login = user("bea")
    first = threaded(followup=True)
    threaded(followup=True, user_email="ANN@old.example")
    threaded(user_email="no@old.example")
    threaded(followup=True, user_email="removed@old.example", is_removed=True)
    logged_in = threaded(followup=True, user=login, user_email="")
    number = 2 if confirms else 1
    assert adopt()[1:] == [f"took over {number} wishes to be emailed about new comments"]
    discussion = Discussion.objects.get()
    addresses = {followings.address_of(one): one for one in Following.objects.all()}
    expected = {"bea@login.example"} | ({"ann@old.example"} if confirms else set())
    assert {address.lower() for address in addresses} == expected
    assert {one.kind for one in addresses.values()} == {Follow.ALL}
    assert {one.notified_version for one in addresses.values()} == {discussion.version}
    ann = Commenter.objects.exclude(address_hash=None).get(comments=first.pk)
    assert (ann.confirmed_at, ann.approved_count) == (WRITTEN if confirms else None, 2)
    assert ReaderComment.objects.get(pk=logged_in.pk).commenter.user == login
    assert list(followings.to_notify()) == []
    comment("News")
    assert {followings.address_of(one).lower() for one in followings.to_notify()} == expected
