"""The two app configurations that a host lists in ``INSTALLED_APPS``."""

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_delete, pre_save
from django.utils.translation import check_for_language
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.apps import CommentsXtdConfig

NEEDED = {
    "django.contrib.admin": "editors moderate comments there",
    "django.contrib.auth": "editors are users",
    "django.contrib.contenttypes": "a comment names the object that it is on",
    "django.contrib.sites": "a comment belongs to a site",
    "django_comments": "comments are rows of its table",
}


class CommentsConfig(AppConfig):
    """Readers' comments: the form, the list, the desk."""

    name = __name__.rpartition(".")[0]
    label = "newsroom_comments"
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Comments")

    def import_models(self) -> None:
        # No check could say what follows: the models, or the desk, can't be imported.
        for needed, reason in NEEDED.items():
            if not apps.is_installed(needed):
                raise ImproperlyConfigured(f'Add "{needed}" to INSTALLED_APPS: {reason}.')
        # In such a language Django can't even compare two sentences, as it does for a model's constraints.
        if settings.USE_I18N and not check_for_language(settings.LANGUAGE_CODE):
            raise ImproperlyConfigured(
                f"LANGUAGE_CODE is {settings.LANGUAGE_CODE!r}, a language of which there is no catalogue: "
                'set it to one that Django has, such as "en-us", or make its catalogue (LOCALE_PATHS).'
            )
        super().import_models()

    def ready(self) -> None:
        # Not at the top: the checks know the models, which aren't loaded before the configurations are.
        from . import checks

        register(checks.check_foundation)
        register(checks.check_settings)
        register(checks.check_models)
        register(checks.check_rules)
        register(checks.check_order)
        register(checks.check_email_timeout)
        register(checks.check_emails)
        register(checks.check_engine)
        register(checks.check_sqlite)
        register(checks.check_templates, Tags.templates)
        register(checks.check_replica)
        register(checks.check_routers)
        register(checks.check_urls, Tags.urls)
        register(checks.check_addresses, Tags.urls)
        register(checks.check_desk, Tags.urls)
        register(checks.check_languages, Tags.translation)
        register(checks.check_stock_rows, Tags.database)
        register(checks.check_site, Tags.database)
        register(checks.check_constraints, Tags.database)
        register(checks.check_deployment, deploy=True)
        register(checks.check_sender, deploy=True)
        register(checks.check_links, deploy=True)
        _switch_cascade_off()
        _follow_users()
        _watch_objects()


class ThreadsConfig(CommentsXtdConfig):
    """django-comments-xtd for its tables alone.

    Its own ``ready()`` connects a receiver that copies a comment's visibility to all its replies whenever
    the comment is saved: correcting a typo would publish every held reply.
    """

    def ready(self) -> None:
        pass


def _switch_cascade_off() -> None:
    """In a host that lists the stock ``django_comments_xtd``: do what ``ThreadsConfig`` does.

    Whether its ``ready()`` ran before ours or comes later depends on the order of ``INSTALLED_APPS``.  So
    what it connected is disconnected, and what it has yet to do is left out.
    """
    from django_comments_xtd.models import publish_or_unpublish_on_pre_save

    from .models import ReaderComment

    pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=ReaderComment)
    stock = apps.get_app_config(CommentsXtdConfig.name)
    if not isinstance(stock, ThreadsConfig):
        # That method does nothing but connect the receiver.
        stock.ready = lambda: None  # type: ignore[method-assign]


def _follow_users() -> None:
    """Where users are beside comments Django does it, and deletes faster whom nobody listens for."""
    from .people import gone_users

    if gone_users.are_elsewhere():
        post_delete.connect(gone_users.forget, sender=get_user_model())


def _watch_objects() -> None:
    """Comments outlive what they are about, and editors find them."""
    from .upkeep import orphans

    orphans.watch(apps.get_models())
