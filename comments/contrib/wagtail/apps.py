"""The app that a Wagtail site names in ``INSTALLED_APPS`` beside the comments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailConfig(AppConfig):
    """It has no tables; Wagtail finds its hooks by itself."""

    name = __name__.rpartition(".")[0]
    label = "newsroom_comments_wagtail"
    verbose_name = _("Comments in Wagtail")
