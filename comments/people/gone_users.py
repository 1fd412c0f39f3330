"""A user is deleted whose comments another database holds, where Django doesn't look for them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django_comments.models import Comment, CommentFlag

from ..models import Commenter, Decision, DeskDigest, EarlierText, Note, SavedFilter, StandingChange
from ..models.transactions import alias, atomic
from ..queries import is_beside

# What names users, and outlives them.
NAMING: tuple[type[Model], ...] = (Comment, Commenter, Decision, EarlierText, Note, StandingChange)


def are_elsewhere() -> bool:
    """Whether users are kept in another database than comments."""
    return not is_beside(alias(), get_user_model())


def forget(instance: Any, **_kwargs: Any) -> None:
    """What the database does for users that it holds itself: the links to a deleted one are emptied."""
    with atomic():
        for model in NAMING:
            for field in model._meta.local_fields:
                if field.related_model is type(instance):
                    rows = model._base_manager.using(alias()).filter(**{field.attname: instance.pk})
                    rows.update(**{field.attname: None})
        CommentFlag.objects.using(alias()).filter(user_id=instance.pk).delete()
        SavedFilter.objects.filter(editor_id=instance.pk).delete()
        DeskDigest.objects.filter(user_id=instance.pk).delete()
