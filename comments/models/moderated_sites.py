"""Who moderates the comments of one site, where several share this database."""

from django.contrib.auth.models import Group
from django.contrib.sites.models import Site
from django.db import models
from django.utils.translation import gettext_lazy as _


class ModeratedSite(models.Model):
    """A site, and the groups whose members moderate its comments; others do so everywhere, by permission."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    groups = models.ManyToManyField(Group, related_name="+", blank=True, verbose_name=_("groups"))

    class Meta:
        verbose_name = _("moderators of a site")
        verbose_name_plural = _("moderators of sites")

    def __str__(self) -> str:
        return str(self.site)
