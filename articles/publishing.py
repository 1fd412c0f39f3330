"""What becomes of an article: the acts of an editor, each stored as a revision.

Every way to write an article ends in ``Article.save``, which keeps its revision and its former address; an
act here says what changes and why.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Article, Revision
from .models.revisions import PLACE, WORDS

Status = Article.Status


def hand_over(article: Article, *, by: Any = None) -> None:
    """Hand a draft to the desk."""
    article.status = Status.READY
    article.save(by=by, note=_("Handed to the desk"))


def publish(article: Article, *, by: Any = None, at: datetime | None = None) -> None:
    """Publish now, or as of ``at``; who was published before keeps its date unless ``at`` says another."""
    now = timezone.now()
    if at is not None:
        article.pub_date = at
    elif article.first_published_at is None or article.pub_date > now:
        article.pub_date = now
    article.status = Status.PUBLISHED
    article.save(by=by, note=_("Published") if article.pub_date <= now else _("Scheduled"))


def withdraw(article: Article, *, by: Any = None, note: str = "") -> None:
    """Take a published article from its readers, who are told so at its address (410)."""
    article.status = Status.WITHDRAWN
    article.save(by=by, note=note or _("Withdrawn"))


def back_to_draft(article: Article, *, by: Any = None) -> None:
    """Make it a draft again; at its address there is nothing."""
    article.status = Status.DRAFT
    article.save(by=by, note=_("Back to draft"))


def restore(article: Article, revision: Revision, *, by: Any = None) -> None:
    """Give the article the words, section and lead picture of a former version; address and state stay."""
    for name in (*WORDS, *PLACE):
        if name in revision.data:
            setattr(article, name, revision.data[name])
    article.save(by=by, note=_("Version %(number)s restored") % {"number": revision.number})


def keep_next(article: Article, words: dict[str, str] | None, *, by: Any = None) -> None:
    """Let ``words``, named as in ``revisions.WORDS``, wait beside what readers have; None discards them."""
    article.pending = {name: words[name] for name in WORDS if name in words} if words else None
    article.save(by=by)


@transaction.atomic
def publish_next(article: Article, *, by: Any = None) -> None:
    """Give readers the version that waits, and say that the text changed for them."""
    for name, words in (article.pending or {}).items():
        setattr(article, name, words)
    article.pending, article.revised_at = None, timezone.now()
    article.save(by=by, note=_("Next version published"))
