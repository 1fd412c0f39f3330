"""What people said about comments by django-comments' flags, which stay where they are."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django_comments.models import CommentFlag
from django_comments_xtd.models import DISLIKEDIT_FLAG, LIKEDIT_FLAG

from ..models import Report, ReportReason
from ..posting.reports import reporters_of
from ..queries import among

LIKES = {LIKEDIT_FLAG: "likes", DISLIKEDIT_FLAG: "dislikes"}


@dataclass
class OldFlags:
    """Suggestions to remove a comment as reports, not yet stored, and how many flags of each kind there are.

    ``answered`` are those after which a moderator approved the comment.
    """

    waiting: list[Report] = field(default_factory=list)
    answered: list[Report] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def read(numbers: Collection[int]) -> OldFlags:
    """The flags of the comments with these numbers: one query, and one more where any is a suggestion."""
    columns = ("comment_id", "user_id", "flag", "flag_date")
    rows = list(CommentFlag.objects.filter(among("comment", numbers)).order_by("pk").values_list(*columns))
    flags = OldFlags(counts=Counter(flag for _comment, _user, flag, _date in rows))
    suggestions = [row for row in rows if row[2] == CommentFlag.SUGGEST_REMOVAL]
    if not suggestions:
        return flags
    reporters = reporters_of({user for _comment, user, _flag, _date in suggestions})
    approved = _approvals(rows)
    for comment, user, _flag, date in suggestions:
        report = Report(
            comment_id=comment, reporter=reporters[user], reason=ReportReason.OTHER, submitted=date
        )
        is_answered = comment in approved and approved[comment] >= date
        (flags.answered if is_answered else flags.waiting).append(report)
    return flags


def _approvals(rows: Iterable[tuple[int, Any, str, datetime]]) -> dict[int, datetime]:
    """When a moderator last approved each comment."""
    dates = [(date, comment) for comment, _user, flag, date in rows if flag == CommentFlag.MODERATOR_APPROVAL]
    return {comment: date for date, comment in sorted(dates)}


def count(comments: QuerySet[Any]) -> Counter[str]:
    """How many flags of each kind these comments have."""
    flags = CommentFlag.objects.filter(comment__in=comments.order_by().values("pk")).order_by()
    return Counter(dict(flags.values_list("flag").annotate(Count("pk"))))
