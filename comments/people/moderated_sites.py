"""On which sites somebody moderates."""

from collections.abc import Collection
from typing import Any

from django.contrib.sites.models import Site

from ..conf import conf
from ..models import ModeratedSite

KEPT = "_newsroom_moderated_sites"


def moderated_by(user: Any) -> Collection[int] | None:
    """The numbers of the sites on which a moderator is one; None: on every site.

    So is each where ``BY_SITE`` is off, and whoever has the permission for it; others are by their groups.
    """
    if not conf.by_site or user.has_perm("newsroom_comments.moderate_every_site"):
        return None
    # Kept with the user, as Django keeps permissions: a page of the desk asks several times.
    if not hasattr(user, KEPT):
        setattr(user, KEPT, _by_groups(user))
    sites: Collection[int] = getattr(user, KEPT)
    return sites


def _by_groups(user: Any) -> Collection[int]:
    # Fetched: another database may have them.
    groups = list(user.groups.values_list("pk", flat=True)) if hasattr(user, "groups") else []
    return {*ModeratedSite.objects.filter(groups__in=groups).values_list("site", flat=True)}


def names_of(sites: Collection[int] | None) -> dict[int, str]:
    """What these sites, or all, are called, by number."""
    known = Site.objects.all() if sites is None else Site.objects.filter(pk__in=sites)
    return {site.pk: site.name or site.domain for site in known.order_by("name", "pk")}
