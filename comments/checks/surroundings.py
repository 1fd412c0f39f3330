"""What stands around this app: other apps, templates, the database, mail."""

from typing import Any

import django_comments_xtd
from django.apps import apps
from django.conf import settings
from django.contrib.sites.models import Site
from django.core.checks import CheckMessage
from django.core.mail.backends import smtp
from django.db import connections
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils.module_loading import import_string
from django_comments.models import Comment

from .. import forms, models
from ..forms import ReplyForm
from ..models import ReaderComment
from ..upkeep.adopting import waiting
from .mailers import mailers
from .messages import error, warning
from .settings import check_models

LONGEST_TIMEOUT = 10
REQUEST = "django.template.context_processors.request"


def check_foundation(**_kwargs: Any) -> list[CheckMessage]:
    """django-comments and django-comments-xtd know that the comments are ours."""
    found: list[CheckMessage] = []
    if getattr(settings, "COMMENTS_APP", None) != django_comments_xtd.__name__:
        found.append(
            error(
                1,
                "COMMENTS_APP is not django-comments-xtd.",
                f'Set COMMENTS_APP = "{django_comments_xtd.__name__}".',
            )
        )
    if not _is_our_model(str(getattr(settings, "COMMENTS_XTD_MODEL", ""))):
        path = f"{models.__name__}.{ReaderComment.__qualname__}"
        found.append(
            error(
                2,
                "COMMENTS_XTD_MODEL is not this app's: other admins would decide and show addresses.",
                f'Set COMMENTS_XTD_MODEL = "{path}".',
            )
        )
    form = str(getattr(settings, "COMMENTS_XTD_FORM_CLASS", ""))
    if form and not _is_our_form(form):
        found.append(
            error(
                49,
                "COMMENTS_XTD_FORM_CLASS is not this app's form, nor a subclass of it: it is not used.",
                f'Set COMMENTS_XTD_FORM_CLASS = "{forms.__name__}.{ReplyForm.__qualname__}", or derive one.',
            )
        )
    return found


def _named(path: str) -> Any:
    """What a dotted path names; None: nothing."""
    try:
        return import_string(path)
    except (ImportError, ValueError):
        return None


def _is_our_model(path: str) -> bool:
    return _named(path) is ReaderComment


def _is_our_form(path: str) -> bool:
    named = _named(path)
    return isinstance(named, type) and issubclass(named, ReplyForm)


def check_stock_rows(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Comments from before this app stay unseen until they are adopted."""
    if check_models():
        return []
    return [
        warning(
            1,
            f"The database {alias!r} holds comments from before this app; readers do not see them.",
            "They stay as they are, and shown once adopted: run manage.py adoptcomments.",
        )
        for alias in databases or ()
        if _has_tables(alias) and waiting().using(alias).exists()
    ]


def check_site(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """A comment belongs to a site (django-comments), so there must be one."""
    site = getattr(settings, "SITE_ID", None)
    sites = Site.objects.filter(pk=site) if site else Site.objects.all()
    missing = f"site {site} (SITE_ID)" if site else "site"
    return [
        warning(
            5,
            f"The database {alias!r} has no {missing}, to which comments belong.",
            "Add the site in the admin, or set SITE_ID to one that is there.",
        )
        for alias in databases or ()
        if _has_tables(alias) and not sites.using(alias).exists()
    ]


def _has_tables(alias: str) -> bool:
    """False before the first ``migrate``, which runs this check too."""
    needed = {Comment._meta.db_table, ReaderComment._meta.db_table}
    return needed <= set(connections[alias].introspection.table_names())


def check_templates(**_kwargs: Any) -> list[CheckMessage]:
    """Our pages and tags are Django's templates, and read the request."""
    backends = [backend for backend in engines.all() if isinstance(backend, DjangoTemplates)]
    if not backends:
        return [
            error(
                25,
                "TEMPLATES has no DjangoTemplates, of which the comment section's pages are made.",
                "Add one beside your own, with APP_DIRS: the admin needs it, too.",
            )
        ]
    return [
        error(
            26,
            f"The templates of {backend.name!r} have no request: a page with comments would be a 500.",
            f'Add "{REQUEST}" to its context_processors.',
        )
        for backend in backends
        if REQUEST not in backend.engine.context_processors
    ]


def check_order(**_kwargs: Any) -> list[CheckMessage]:
    """The admin's front page says what waits only where our template is found first."""
    labels = [config.label for config in apps.get_app_configs()]
    ours = ReaderComment._meta.app_label
    if "admin" not in labels or labels.index(ours) < labels.index("admin"):
        return []
    return [
        warning(
            3,
            "This app stands after django.contrib.admin: the admin's front page does not say what waits.",
            "Move it above django.contrib.admin in INSTALLED_APPS.",
        )
    ]


def check_email_timeout(**_kwargs: Any) -> list[CheckMessage]:
    """A mail server that doesn't answer may hold up a reader's post for a moment, not for minutes."""
    return [
        warning(
            4,
            f"Email by SMTP waits {'for ever' if timeout is None else f'{timeout} seconds'} for its server.",
            f"Set EMAIL_TIMEOUT (the mailer's option timeout, from Django 6.1) to {LONGEST_TIMEOUT} or less.",
        )
        for timeout in _smtp_timeouts()
        if timeout is None or timeout > LONGEST_TIMEOUT
    ]


def _smtp_timeouts() -> list[float | None]:
    """The time limit of each way to an SMTP server that the host has chosen; None where there is no limit."""
    return [
        mailer.timeout for mailer in mailers().values() if mailer.chosen and mailer.is_of(smtp.EmailBackend)
    ]
