"""Who may do what at the desk."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest

from ..models import Decision, StandingChange


def may_moderate(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("newsroom_comments.moderate_readercomment"))


def may_view(request: HttpRequest, model: type[Model]) -> bool:
    """Whether somebody may read such rows: moderators read comments and who wrote them."""
    permission = f"newsroom_comments.view_{model._meta.model_name}"
    return may_moderate(request) or bool(request.user.has_perm(permission))


@dataclass(frozen=True)
class DeskPermissions:
    """What one editor may: decide, decide many at once, ban, see addresses."""

    moderate: bool
    select: bool
    ban: bool
    addresses: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        moderate = may_moderate(request)
        has = request.user.has_perm
        return cls(
            moderate=moderate,
            select=moderate and has("newsroom_comments.moderate_selection"),
            ban=moderate and has("newsroom_comments.set_standing"),
            addresses=has("newsroom_comments.view_address"),
        )


def may_undo(batch: UUID, request: HttpRequest) -> bool:
    """What an editor may undo is what they may do: others' batches are a selection."""
    may = DeskPermissions.of(request)
    is_theirs = not Decision.objects.filter(batch=batch).exclude(actor=request.user).exists()
    bans = StandingChange.objects.filter(batch=batch).exists()
    return (is_theirs or may.select) and (may.ban or not bans)
