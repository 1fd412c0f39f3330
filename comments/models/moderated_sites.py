"""Who moderates the comments of one site, where several share this database."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.sites.models import Site
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..conf import conf

KEPT = "_newsroom_moderated_sites"


class ModeratedSite(models.Model):
    """A site, and the groups whose members moderate its comments; others do so everywhere, by permission."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    groups = models.ManyToManyField(Group, related_name="+", blank=True, verbose_name=_("groups"))

    class Meta:
        verbose_name = _("moderators of a site")
        verbose_name_plural = _("moderators of sites")

    def __str__(self) -> str:
        return str(self.site)


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
