"""An editor's reply from the desk, which approves what it answers."""

from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from ..conf import conf
from ..decisions import statuses
from ..decisions.statuses import DecisionContext
from ..models import Commenter, ReaderComment, Status
from ..models.transactions import writing
from ..posting.new_comments import duplicate_key
from ..posting.posts import Post
from ..text import sanitizing
from ..text.names import single_line


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
    key = duplicate_key(_post(parent, source, by))
    reply = ReaderComment.objects.filter(duplicate_key=key).first()
    if reply is not None and reply.public and answered:
        return reply
    statuses.decide(parent, Status.APPROVED, context, revision=revision)
    if reply is not None:
        statuses.decide(reply, Status.APPROVED, context)
        return reply
    reply = _insert(parent, source, by, key)
    statuses.enter(reply, Status.APPROVED, context)
    return reply


def _post(parent: ReaderComment, source: str, by: Any) -> Post:
    return Post(
        target=parent.content_object,
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
        return single_line(conf.display_name(by))[:50] or gettext("The newsroom")


def _insert(parent: ReaderComment, source: str, by: Any, key: str) -> ReaderComment:
    reply = ReaderComment(
        content_type_id=parent.content_type_id,
        object_pk=parent.object_pk,
        site_id=parent.site_id,
        user=by,
        user_name=_name(parent, by),
        comment=sanitizing.clean(source),
        source=source,
        parent_id=parent.pk,
        discussion_id=parent.discussion_id,
        commenter=Commenter.objects.identify(user_id=by.pk, address=""),
        language=parent.language,
        duplicate_key=key,
        by_staff=True,
        identity_verified=True,
    )
    reply.save()
    return reply
