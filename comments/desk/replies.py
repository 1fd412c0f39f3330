"""An editor's reply from the desk, which approves what it answers."""

from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from ..decisions import statuses
from ..decisions.log import DecisionContext
from ..models import Commenter, ReaderComment, SavedReply, Status
from ..models.transactions import writing
from ..people.site_names import NEWSROOM
from ..posting.drafts import draft_of
from ..posting.duplicates import duplicate_key
from ..posting.posts import Post
from ..requests.readers import name_of_user
from ..text.names import single_line


def with_saved(typed: str, number: int) -> str | None:
    """What is typed, and the saved reply with that number below it; None where it is no longer offered."""
    saved = SavedReply.objects.filter(pk=number, active=True).first()
    if saved is None:
        return None
    return f"{typed.rstrip()}\n\n{saved.text}" if typed.strip() else saved.text


@writing()
def reply_and_approve(
    parent: ReaderComment, source: str, by: Any, *, batch: UUID, revision: int
) -> ReaderComment:
    """Approve ``parent`` and publish the newsroom's reply to it, in one batch.

    The same reply twice, by a double click, is stored once; what was taken down of the two since comes back.

    :raises Conflict: the parent has another revision by now.
    """
    context = DecisionContext(by=by, batch=batch)
    # Of two clicks at once the second waits here, and then finds the reply.
    answered = all(row.public for row in statuses.locked([parent.pk]))
    post = _post(parent, source, by)
    key = duplicate_key(post)
    reply = ReaderComment.objects.filter(duplicate_key=key).first()
    if reply is not None and reply.public and answered:
        return reply
    statuses.decide(parent, Status.APPROVED, context, revision=revision)
    if reply is not None:
        statuses.decide(reply, Status.APPROVED, context)
        return reply
    reply = _beside(parent, draft_of(post, key))
    statuses.enter(reply, Status.APPROVED, context)
    return reply


def _post(parent: ReaderComment, source: str, by: Any) -> Post:
    return Post(
        target=parent.target,
        site_id=parent.site_id,
        source=source,
        name=_name(parent, by),
        email="",
        url="",
        user=by,
        parent_id=parent.pk,
    )


def _name(parent: ReaderComment, by: Any) -> str:
    """What readers see, so in the language of the page that they read."""
    with translation.override(parent.language or translation.get_language()):
        return single_line(name_of_user(by))[:50] or gettext(NEWSROOM)


def _beside(parent: ReaderComment, reply: ReaderComment) -> ReaderComment:
    """In the discussion of what it answers, and in the language in which that was read."""
    reply.discussion_id, reply.language, reply.by_staff = parent.discussion_id, parent.language, True
    reply.commenter = Commenter.objects.identify(user_id=reply.user_id, address="")
    return reply
