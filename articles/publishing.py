"""What becomes of an article: the acts of an editor, each stored as a revision.

Every way to write an article ends in ``Article.save``, which keeps its revision and its former address; an
act here says what changes and why.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Article, Picture, Revision, Section
from .models.revisions import WORDS
from .text import bodies

Status = Article.Status
READ = ("headline", "summary", "body")  # what, if it changes, "updated" is said of


def hand_over(article: Article, *, by: Any = None, note: str = "") -> None:
    """Hand a draft to the desk."""
    article.status = Status.READY
    article.save(by=by, note=note or _("Handed to the desk"))


def publish(article: Article, *, by: Any = None, at: datetime | None = None, note: str = "") -> None:
    """Publish now, or as of ``at``; who was published before keeps its date unless ``at`` says another."""
    now = timezone.now()
    if at is not None:
        article.pub_date = at
    elif article.first_published_at is None or article.pub_date > now:
        article.pub_date = now
    article.status = Status.PUBLISHED
    article.save(by=by, note=note or (_("Published") if article.pub_date <= now else _("Scheduled")))


def revise(article: Article, *, by: Any = None, note: str = "", minor: bool = False) -> None:
    """Store what an editor wrote; readers are told that the text was updated, unless the change is minor."""
    if article.published and not minor and _reads_differently(article):
        article.revised_at = timezone.now()
    article.save(by=by, note=note)


def withdraw(article: Article, *, by: Any = None, note: str = "") -> None:
    """Take a published article from its readers, who are told so at its address (410)."""
    article.status = Status.WITHDRAWN
    article.save(by=by, note=note or _("Withdrawn"))


def back_to_draft(article: Article, *, by: Any = None, note: str = "") -> None:
    """Make it a draft again; at its address there is nothing."""
    article.status = Status.DRAFT
    article.save(by=by, note=note or _("Back to draft"))


def restore(article: Article, revision: Revision, *, by: Any = None) -> None:
    """Give the article the words, section and lead picture of a former version; address and state stay.

    A section or picture that is gone meanwhile is none.
    """
    for name in WORDS:
        setattr(article, name, revision.data.get(name, getattr(article, name)))
    article.section = Section.objects.filter(pk=revision.data.get("section_id")).first()
    article.lead_picture = Picture.objects.filter(pk=revision.data.get("lead_picture_id")).first()
    revise(article, by=by, note=_("Version %(number)s restored") % {"number": revision.number})


def keep_next(article: Article, words: dict[str, str] | None, *, by: Any = None) -> None:
    """Let ``words``, named as in ``revisions.WORDS``, wait beside what readers have; None discards them.

    Words that are those which readers have are no version.
    """
    given = {name: words[name] for name in WORDS if name in words} if words else {}
    if "body" in given:
        given["body"] = bodies.stored(given["body"])
    differs = any(text != getattr(article, name) for name, text in given.items())
    article.pending = given if differs else None
    article.save(by=by)


def publish_next(
    article: Article, words: dict[str, str] | None = None, *, by: Any = None, note: str = ""
) -> None:
    """Give readers the version that waits, or ``words`` made of it, and tell them that it was updated."""
    for name, text in (words or article.pending or {}).items():
        setattr(article, name, text)
    article.pending = None
    revise(article, by=by, note=note or _("Next version published"))


def _reads_differently(article: Article) -> bool:
    before = Article.objects.filter(pk=article.pk).values(*READ).first()
    now = {name: getattr(article, name) for name in READ} | {"body": bodies.stored(article.body)}
    return bool(before != now)
