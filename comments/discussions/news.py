"""What is new in a discussion since a version of it."""

from ..models import Discussion, ReaderComment

# More are not counted one by one.
MOST = 100


def news_since(discussion: Discussion, version: int) -> list[int]:
    """The ids of the public comments that appeared later than ``version``, in that order, at most ``MOST``.

    One query.  What was held counts from its approval; what was hidden and is back is no news.
    """
    if discussion.pk is None or discussion.is_hidden:
        return []
    later = ReaderComment.objects.filter(discussion=discussion, first_public_version__gt=version).public()
    return list(later.order_by("first_public_version", "pk").values_list("pk", flat=True)[:MOST])
