"""A comment's text is replaced, by an editor or its author; its visibility stays as it was."""

from typing import Any

from django.db.models import F
from django_comments.models import Comment

from ..models import Act, Discussion, ReaderComment, Status
from ..models.transactions import send_once_committed, writing
from ..signals import comment_edited
from ..text import sanitizing
from ..text.normalizing import text_digest
from ..text.reading.syntax import Syntax
from ..text.search.terms import searchable
from .log import DecisionContext, Transition, entry, keep_words, log
from .statuses import Conflict


@writing()
def revise(comment: ReaderComment, source: str, context: DecisionContext, *, revision: int) -> bool:
    """Replace a comment's text, cleaned anew; its visibility stays, and the reader's own text is stored.

    Returns False where nothing changes.

    :raises Conflict: the comment has another revision by now, or is erased.
    """
    if revision != comment.revision or comment.status == Status.ERASED:
        raise Conflict
    if source == comment.source:
        return False
    decision = entry(comment, Status(comment.status), context)
    decision.act = Act.CORRECTED
    rewrite(Transition(comment, decision), source, edited=comment.edited or context.by is not None)
    return True


def rewrite(transition: Transition, source: str, *, edited: bool) -> None:
    """Give a comment another text, keep the one before, and log it.

    :raises Conflict: the comment has another revision by now.
    """
    comment, decision = transition
    replaced, stored = comment.source, sanitizing.clean(source, Syntax(comment.syntax))
    _change(
        comment,
        source=source,
        edited=edited,
        searchable=searchable(comment.user_name, stored),
        text_digest=text_digest(source),
        # The offsets are those of the text that was judged.
        reasons=[reason | {"evidence": []} for reason in comment.reasons],
    )
    # ``_change`` has raised the revision: the text before was that of the one before.
    comment.earlier_texts.create(revision=comment.revision - 1, source=replaced, replaced_by=decision.actor)
    # One column of django-comments' row: a save would write back the others as they were loaded.
    comment.comment = stored
    Comment.objects.filter(pk=comment.pk).update(comment=comment.comment)
    # Of the public page something else is to be read; of a held comment nothing is.
    if comment.public:
        Discussion.objects.filter(pk=comment.discussion_id).update(version=F("version") + 1)
    # What the author reads of an earlier decision still holds.
    keep_words(decision, comment.decisions.first())
    decision.revision = comment.revision
    log([decision])
    send_once_committed(comment_edited, ReaderComment, comment=comment, decision=decision)


def _change(comment: ReaderComment, **values: Any) -> None:
    """A conditional UPDATE: of two editors at once, one wins and the other gets a conflict."""
    unchanged = ReaderComment.objects.filter(pk=comment.pk, revision=comment.revision)
    if not unchanged.update(revision=F("revision") + 1, **values):
        raise Conflict
    for name, value in values.items():
        setattr(comment, name, value)
    comment.revision += 1
