"""The bridge to django-comments-xtd's moderators: a host's ``CommentModerator`` still counts.

A host registers one for a model at ``django_comments_xtd.moderation.moderator``.  Its ``allow`` and
``moderate`` are asked before a comment is stored, and its ``email`` is called once it is.
"""

import logging
from typing import Any

from django.db.models import Model
from django_comments.moderation import CommentModerator
from django_comments_xtd.moderation import moderator as registry

from ..models import ReaderComment
from ..models.transactions import sheltered
from ..rules.submissions import Moderator, Opinion

logger = logging.getLogger(__name__)


def opinion_of(comment: ReaderComment, target: Model, request: Any) -> Moderator | None:
    """What the target's moderator makes of a comment that isn't stored yet; None where it has none."""
    moderator = _moderator_of(target)
    if moderator is None:
        return None
    with sheltered():
        opinion = _ask(moderator, comment, target, request)
    return Moderator(type(moderator).__name__, opinion)


def _ask(moderator: CommentModerator, *about: Any) -> Opinion:
    try:
        if not moderator.allow(*about):
            return Opinion.REFUSED
        return Opinion.HELD if moderator.moderate(*about) else Opinion.ALLOWED
    except Exception:
        logger.exception("The comment moderator %s failed; the comment is held.", type(moderator).__name__)
        return Opinion.FAILED


def notify(comment: ReaderComment, target: Model, request: Any) -> None:
    """Let the target's moderator send its email about a stored comment, if it sends any."""
    moderator = _moderator_of(target)
    if moderator is not None:
        moderator.email(comment, target, request)


def _moderator_of(target: Model) -> CommentModerator | None:
    # The registry has no word for asking; django-comments looks by the model that has the table, too.
    return registry._registry.get(target._meta.concrete_model)
