"""Comments with everything that is kept beside them, and a check that all of it is true."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q

from articles.models import Article
from comments.models import (
    Commenter,
    Decision,
    Discussion,
    Finding,
    ReaderComment,
    Report,
    ReportReason,
    Status,
)

from .crowds import crowd


def editor(name: str = "grace") -> Any:
    return get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})[0]


def unsaved(target: Any, **fields: Any) -> ReaderComment:
    """A comment on ``target`` that is still to be stored."""
    given = {
        "content_type": ContentType.objects.get_for_model(target),
        "object_pk": str(target.pk),
        "site_id": 1,
        "user_name": "Ada",
        "comment": "<p>Words</p>",
        "source": "Words",
        "discussion": Discussion.objects.start(target),
    }
    return ReaderComment(**given | fields)


def shown(pks: Sequence[int]) -> dict[int, int]:
    """What stands on an editor's screen: each comment's revision."""
    return dict(ReaderComment.objects.filter(pk__in=pks).values_list("pk", "revision"))


def waiting(number: int, *articles: Article, people: int = 3) -> list[int]:
    """Comments that wait, dealt out among articles and people, each held by a rule."""
    share = -(-number // len(articles))
    pks = [pk for article in articles for pk in crowd(article, [None] * share, withheld=range(share))][
        :number
    ]
    persons = [Commenter.objects.create() for _ in range(people)]
    ReaderComment.objects.filter(pk__in=pks).update(status=Status.PENDING)
    for index, person in enumerate(persons):
        ReaderComment.objects.filter(pk__in=pks[index::people]).update(commenter=person)
    rows = ReaderComment.objects.in_bulk(pks).values()
    Finding.objects.bulk_create(
        Finding(comment=row, rule="tests", status=row.status, submitted=row.submitted) for row in rows
    )
    return pks


def report(comment: ReaderComment, reporter: str = "somebody") -> Report:
    made = Report.objects.create(comment=comment, reporter=reporter, reason=ReportReason.OTHER)
    ReaderComment.objects.filter(pk=comment.pk).update(
        open_reports=Report.objects.filter(comment=comment, settled_by=None).count()
    )
    return made


def assert_all_is_true() -> None:
    """What is kept beside the comments is what the comments themselves say."""
    open_ones = Count("reports", filter=Q(reports__settled_by=None))
    for row in ReaderComment.objects.annotate(open_ones=open_ones):
        assert row.is_public == row.public == Status(row.status).is_public
        assert row.open_reports == row.open_ones
        assert row.rejection_id is None or row.status == Status.REJECTED
    for finding in Finding.objects.select_related("comment"):
        assert finding.status == finding.comment.status
    for discussion in Discussion.objects.annotate(number=Count("comments", filter=Q(comments__public=True))):
        assert discussion.public_count == discussion.number
    for person in Commenter.objects.all():
        counted = Counter(map(_counted_as, ReaderComment.objects.filter(commenter=person)))
        assert person.approved_count == counted[Status.APPROVED]
        assert person.rejected_count == counted[Status.REJECTED] + counted[Status.SPAM]


def _counted_as(comment: ReaderComment) -> str:
    """Its status; what is erased counts as what it was."""
    erasing = Decision.objects.filter(comment=comment, to_status=Status.ERASED).first()
    return erasing.from_status if erasing else comment.status
