"""What an editor looks for again and again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 500


class SavedFilter(models.Model):
    """One editor's own name for a queue as it is narrowed; ``query`` leads there and begins with "?"."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=LONGEST_QUERY)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["editor", "name"], name="newsroom_one_saved_filter")]

    def __str__(self) -> str:
        return self.name
