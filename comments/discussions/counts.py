"""How many comments there are, on all objects of a model."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, Sum

from ..models import Discussion, DiscussionState


def counts_version(model: type[Model]) -> str:
    """Changes whenever the count of public comments on any object of ``model`` does; one query.

    For the ETag of a host's own page that shows ``comment_count``.
    """
    of_model = Discussion.objects.filter(content_type=ContentType.objects.get_for_model(model))
    hidden = Count("pk", filter=Q(state=DiscussionState.HIDDEN))
    found = of_model.aggregate(
        versions=Sum("version"), count=Count("pk"), hidden=hidden, shown=Sum("public_count")
    )
    return "-".join(str(value or 0) for value in found.values())
