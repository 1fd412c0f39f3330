"""What is stored of comments and their discussion."""

from comments.decisions.statuses import DecisionContext
from comments.models import Discussion, ReaderComment

RULE = DecisionContext(rule="tests")


def visibility() -> list[tuple[int, bool, bool, str]]:
    rows = ReaderComment.objects.order_by("pk")
    return list(rows.values_list("pk", "is_public", "public", "status"))


def standing_of(discussion: Discussion) -> tuple[int, int]:
    discussion.refresh_from_db()
    return discussion.public_count, discussion.version
