"""The articles app."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Articles with a headline and a body."""

    name = __name__.rpartition(".")[0]
    label = "newsroom_articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from . import checks, freshness, searching

        register(checks.check_settings)
        freshness.connect()
        searching.connect()
