"""Who may do what at the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ..conf import conf
from ..models import Decision, ReaderComment, StandingChange, moderated_by
from ..sites import names_of, site_of


def may_moderate(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("newsroom_comments.moderate_readercomment"))


def may_view(request: HttpRequest, model: type[Model]) -> bool:
    """Whether somebody may read such rows: moderators read comments and who wrote them."""
    permission = f"newsroom_comments.view_{model._meta.model_name}"
    return may_moderate(request) or bool(request.user.has_perm(permission))


def is_of_every_site(request: HttpRequest) -> bool:
    """Whether somebody is asked about what all sites have in common, such as who may comment."""
    return moderated_by(request.user) is None


def on_their_sites(rows: QuerySet[Any], request: HttpRequest, prefix: str = "") -> QuerySet[Any]:
    """Of rows those that belong to a comment, named by ``prefix``, on a site that the editor moderates."""
    sites = moderated_by(request.user)
    return rows if sites is None else rows.filter(**{f"{prefix}site_number__in": sites})


@dataclass(frozen=True)
class DeskPermissions:
    """What one editor may: decide, decide many at once, ban, see addresses; and on which sites.

    ``sites`` is None for every site, and ``site`` the one that the desk begins with, None where there is but
    one desk for all.
    """

    moderate: bool
    select: bool
    ban: bool
    addresses: bool
    sites: Collection[int] | None = None
    site: int | None = None

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        sites = moderated_by(request.user)
        moderate = may_moderate(request) and (sites is None or bool(sites))
        has = request.user.has_perm
        return cls(
            moderate=moderate,
            select=moderate and has("newsroom_comments.moderate_selection"),
            # Whoever is banned is banned on every site.
            ban=moderate and sites is None and has("newsroom_comments.set_standing"),
            addresses=has("newsroom_comments.view_address"),
            sites=sites,
            site=_site_to_begin_with(request, sites) if conf.by_site else None,
        )

    @property
    def has_no_site(self) -> bool:
        return self.sites is not None and not self.sites

    @property
    def sites_to_choose(self) -> dict[int, str]:
        """What the desk can be switched to, 0 being every site; nothing where there is nothing to choose."""
        if self.site is None or (self.sites is not None and len(self.sites) < 2):
            return {}
        every = {0: _("Every site")} if self.sites is None else {}
        return every | names_of(self.sites)

    def site_shown(self, asked: int | None) -> int | None:
        """The site to show where one is asked for, 0 being every one: never one that isn't theirs."""
        if self.site is None:
            return None
        is_theirs = asked is not None if self.sites is None else asked in self.sites
        return asked if is_theirs else self.site

    def may_see(self, numbers: Collection[int]) -> bool:
        """Whether all these comments are on sites of theirs."""
        if self.sites is None:
            return True
        rows = ReaderComment.objects.filter(pk__in=numbers)
        return not rows.exclude(site_number__in=self.sites).exists()


def _site_to_begin_with(request: HttpRequest, sites: Collection[int] | None) -> int:
    asked = site_of(request).pk
    return asked if sites is None or asked in sites else min(sites, default=asked)


def may_undo(batch: UUID, request: HttpRequest) -> bool:
    """What an editor may undo is what they may do: others' batches are a selection."""
    may = DeskPermissions.of(request)
    is_theirs = not Decision.objects.filter(batch=batch).exclude(actor=request.user).exists()
    bans = StandingChange.objects.filter(batch=batch).exists()
    elsewhere = may.sites is not None and (
        Decision.objects.filter(batch=batch).exclude(comment__site_number__in=may.sites).exists()
    )
    return (is_theirs or may.select) and (may.ban or not bans) and not elsewhere
