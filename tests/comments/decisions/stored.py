"""What is stored of comments and their discussion, and that it is true."""

from articles.models import Article
from comments.decisions.statuses import DecisionContext
from comments.models import Commenter, Discussion, ReaderComment, Status

RULE = DecisionContext(rule="tests")


def visibility() -> list[tuple[int, bool, bool, str]]:
    rows = ReaderComment.objects.order_by("pk")
    return list(rows.values_list("pk", "is_public", "public", "status"))


def standing_of(discussion: Discussion) -> tuple[int, int]:
    discussion.refresh_from_db()
    return discussion.public_count, discussion.version


def assert_true_to_the_rows(article: Article) -> None:
    """What is kept beside the comments is what the comments themselves say."""
    rows = ReaderComment.objects.for_model(article)
    for row in rows:
        assert row.is_public == row.public == Status(row.status).is_public
    assert Discussion.objects.find(article).public_count == rows.public().count()
    for commenter in Commenter.objects.all():
        theirs = rows.filter(commenter=commenter)
        assert commenter.approved_count == theirs.filter(status=Status.APPROVED).count()
        rejected = theirs.filter(status__in=[Status.REJECTED, Status.SPAM])
        assert commenter.rejected_count == rejected.count()
