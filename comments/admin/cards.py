"""What an editor sees of one comment."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import sanitizing
from ..models import Commenter, ReaderComment
from ..moderation import sentence
from .buttons import choices_for
from .permissions import may_moderate


def card(request: HttpRequest, comment: ReaderComment) -> SafeString:
    """One row of the list; its buttons lead back to the list's filters."""
    return render_to_string(
        "newsroom_comments/desk/card.html",
        {
            "comment": comment,
            "counts": counts(comment.commenter) if comment.commenter else "",
            "html": sanitizing.guard(comment.comment),
            "place": place(comment),
            "reasons": sentences(comment),
            "removed": sanitizing.removed(comment.source),
            "choices": choices_for(comment) if may_moderate(request) else [],
            "address": reverse("admin:newsroom_comments_readercomment_change", args=[comment.pk]),
            "query": request.GET.urlencode(),
        },
    )


def counts(commenter: Commenter) -> str:
    return _("%(approved)d approved, %(rejected)d rejected") % {
        "approved": commenter.approved_count,
        "rejected": commenter.rejected_count,
    }


def sentences(comment: ReaderComment) -> list[str]:
    """Every rule's reason, in the editor's language."""
    return [sentence(reason) for reason in comment.reasons]


def place(comment: ReaderComment) -> SafeString | str:
    """A link to the object commented on, which may be gone."""
    target = comment.content_object
    if target is None:
        return _("something that no longer exists")
    return format_html('<a href="{}">{}</a>', target.get_absolute_url(), target)
