"""System checks: each names what is wrong in the host's settings, and the mend."""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any

import django_comments_xtd
from django.apps import apps
from django.conf import global_settings, settings
from django.contrib.sites.models import Site
from django.core.checks import CheckMessage, Error, Warning
from django.db import connections
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string
from django_comments.models import Comment

from . import models, sanitizing
from .adoption import waiting
from .conf import DEFAULTS, OPTIONS, conf
from .models import ModerationMode, ReaderComment

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LONGEST_TIMEOUT = 10
NUMBERS = ("MAX_LENGTH", "THREADS_PER_PAGE", "COMMENTS_PER_PAGE", "MAX_INDENT")
LIMITS = ("FLOOD_PERSON", "FLOOD_NETWORK")
SECONDS = ("TOO_FAST_SECONDS", "DOUBLE_CLICK_SECONDS")


def check_foundation(**_kwargs: Any) -> list[CheckMessage]:
    """django-comments and django-comments-xtd know that the comments are ours."""
    found: list[CheckMessage] = []
    if getattr(settings, "COMMENTS_APP", None) != django_comments_xtd.__name__:
        found.append(
            _error(
                1,
                "COMMENTS_APP is not django-comments-xtd.",
                f'Set COMMENTS_APP = "{django_comments_xtd.__name__}".',
            )
        )
    if not _is_our_model(str(getattr(settings, "COMMENTS_XTD_MODEL", ""))):
        path = f"{models.__name__}.{ReaderComment.__qualname__}"
        found.append(
            _error(
                2,
                "COMMENTS_XTD_MODEL is not this app's: other admins would decide and show addresses.",
                f'Set COMMENTS_XTD_MODEL = "{path}".',
            )
        )
    return found


def _is_our_model(path: str) -> bool:
    try:
        return import_string(path) is ReaderComment
    except (ImportError, ValueError):
        return False


def _host() -> Mapping[str, Any]:
    host = getattr(settings, "NEWSROOM_COMMENTS", {})
    return host if isinstance(host, Mapping) else {}


def check_settings(**_kwargs: Any) -> list[CheckMessage]:
    """``NEWSROOM_COMMENTS`` says what it can say, and nothing else."""
    host = getattr(settings, "NEWSROOM_COMMENTS", {})
    if not isinstance(host, Mapping):
        return [_error(3, "NEWSROOM_COMMENTS is not a dictionary.", "Set NEWSROOM_COMMENTS = {…}.")]
    return [*_unknown_keys(host), *_bad_numbers(host), *_bad_values(host)]


def _unknown_keys(host: Mapping[str, Any]) -> Iterator[CheckMessage]:
    for key in sorted(host.keys() - DEFAULTS.keys(), key=str):
        yield _error(
            4, f"NEWSROOM_COMMENTS has no setting {key!r}.", f"There are: {', '.join(sorted(DEFAULTS))}."
        )


def _bad_numbers(host: Mapping[str, Any]) -> Iterator[CheckMessage]:
    for key in host.keys() & {*NUMBERS, *SECONDS}:
        least = 1 if key in NUMBERS else 0
        if not _is_number(host[key], least):
            yield _error(5, f"{key} is {host[key]!r}.", f"Set it to a whole number from {least}.")
    for key in host.keys() & {*LIMITS}:
        limit = host[key]
        if not (isinstance(limit, list | tuple) and len(limit) == 2 and all(_is_number(n, 1) for n in limit)):
            yield _error(5, f"{key} is {limit!r}.", "Set it to (posts, seconds), two whole numbers from 1.")


def _is_number(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _bad_values(host: Mapping[str, Any]) -> Iterator[CheckMessage]:
    merged = {**DEFAULTS, **host}
    if merged["MODE"] not in ModerationMode.values:
        yield _bad_mode("MODE", merged["MODE"])
    if _is_number(merged["MAX_LENGTH"], sanitizing.MAX_LENGTH + 1):
        yield _error(
            7,
            f"MAX_LENGTH is {merged['MAX_LENGTH']}, more than can be cleaned in good time.",
            f"Set it to {sanitizing.MAX_LENGTH} or less.",
        )
    threads, most = merged["THREADS_PER_PAGE"], merged["COMMENTS_PER_PAGE"]
    if _is_number(threads, 1) and _is_number(most, 1) and most <= threads:
        yield _error(
            8,
            f"COMMENTS_PER_PAGE ({most}) is not above THREADS_PER_PAGE ({threads}): threads would be lost.",
            "Set COMMENTS_PER_PAGE higher, or THREADS_PER_PAGE lower.",
        )
    yield from _bad_proxies(merged["TRUSTED_PROXIES"])
    try:
        callable_name = callable(conf.display_name)
    except ImportError:
        callable_name = False
    if not callable_name:
        yield _error(
            10,
            f"DISPLAY_NAME is {merged['DISPLAY_NAME']!r}, which is nothing to call.",
            "Set it to a function that takes a user and returns a name, or to its dotted path.",
        )


def _bad_mode(where: str, mode: Any) -> CheckMessage:
    return _error(6, f"{where} is {mode!r}.", f"Set it to one of: {', '.join(ModerationMode.values)}.")


def _bad_proxies(proxies: Any) -> Iterator[CheckMessage]:
    if not isinstance(proxies, list | tuple | set):
        yield _error(9, f"TRUSTED_PROXIES is {proxies!r}.", "Set it to a list of addresses or networks.")
        return
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError as error:
            yield _error(
                9, f"TRUSTED_PROXIES: {error}.", "Write an address or a network, such as 10.0.0.0/8."
            )


def check_models(**_kwargs: Any) -> list[CheckMessage]:
    """Every entry of ``MODELS`` names a model, and what it says of that model is so."""
    entries = _host().get("MODELS", {})
    if not isinstance(entries, Mapping):
        return [_error(11, "MODELS is not a dictionary.", 'Set it to {"app_label.Model": {…}}.')]
    return [message for label, options in entries.items() for message in _check_model(label, options)]


def _check_model(label: str, options: Any) -> Iterator[CheckMessage]:
    if not isinstance(options, Mapping):
        yield _error(11, f"MODELS: the options of {label} are no dictionary.", "Write {} for none.")
        return
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        yield _error(
            12, f"MODELS: there is no model {label!r}.", "Write its app's label, a dot and the model's name."
        )
        return
    yield from _check_options(model, options)


def _check_options(model: type[Model], options: Mapping[str, Any]) -> Iterator[CheckMessage]:
    name = model._meta.label
    if not hasattr(model, "get_absolute_url"):
        yield _error(
            13, f"{name} has no get_absolute_url().", "Add it: comments link to the page they are on."
        )
    for key in sorted(options.keys() - OPTIONS):
        yield _error(
            14, f"MODELS: {name} has the unknown option {key!r}.", f"There are: {', '.join(sorted(OPTIONS))}."
        )
    published = options.get("PUBLISHED")
    if published and not callable(getattr(model._default_manager.all(), published, None)):
        yield _error(
            15,
            f"MODELS: the querysets of {name} have no method {published!r}.",
            "Name a method that its default manager's querysets have; left out, every object is public.",
        )
    for key in ("LANGUAGE", "VERSION"):
        if options.get(key) and not hasattr(model, options[key]):
            yield _error(
                16, f"MODELS: {name} has no attribute {options[key]!r}.", f"Mend or leave out {key}."
            )
    if options.get("MODE", ModerationMode.PRE) not in ModerationMode.values:
        yield _bad_mode(f"MODELS: MODE of {name}", options["MODE"])


def check_deployment(**_kwargs: Any) -> list[CheckMessage]:
    """Nothing that only a load test may have."""
    if _host().get("RATE_LIMIT", True):
        return []
    return [
        _error(
            17,
            "RATE_LIMIT is off: one person can post without end.",
            "Leave it on but for load tests (this repository's own site: unset NEWSROOM_RATE_LIMIT).",
        )
    ]


def check_stock_rows(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Comments from before this app stay unseen until they are adopted."""
    if check_models():
        return []
    return [
        _warning(
            1,
            f"The database {alias!r} holds comments from before this app; readers do not see them.",
            "They are kept as they are, and shown once adopted: run manage.py adoptcomments.",
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
        _warning(
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


def check_urls(**_kwargs: Any) -> list[CheckMessage]:
    """Only this app's own addresses show comments."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    return [
        _warning(
            2,
            f"URLs of {package} are mounted: they show readers' email addresses, or decide past the log.",
            f"Take the include of {package} out of your URLs.",
        )
        for package in sorted(set(_packages(get_resolver().url_patterns)))
    ]


def _packages(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Which of the two packages beneath us has a view among ``patterns``."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _packages(pattern.url_patterns)
            continue
        package = pattern.callback.__module__.partition(".")[0]
        if package in {"django_comments", "django_comments_xtd"}:
            yield package


def check_order(**_kwargs: Any) -> list[CheckMessage]:
    """The admin's front page tells what waits only where our template is found first."""
    labels = [config.label for config in apps.get_app_configs()]
    ours = ReaderComment._meta.app_label
    if "admin" not in labels or labels.index(ours) < labels.index("admin"):
        return []
    return [
        _warning(
            3,
            "This app stands after django.contrib.admin: the admin's front page does not say what waits.",
            "Move it above django.contrib.admin in INSTALLED_APPS.",
        )
    ]


def check_mail(**_kwargs: Any) -> list[CheckMessage]:
    """A mail server that doesn't answer may hold up a reader's post for a moment, not for minutes."""
    return [
        _warning(
            4,
            f"Mail by SMTP waits {'for ever' if timeout is None else f'{timeout} seconds'} for its server.",
            f"Set EMAIL_TIMEOUT (the mailer's option timeout, from Django 6.1) to {LONGEST_TIMEOUT} or less.",
        )
        for timeout in _smtp_timeouts()
        if timeout is None or timeout > LONGEST_TIMEOUT
    ]


def _smtp_timeouts() -> list[float | None]:
    """The time limit of each way to an SMTP server that the host has named; None where there is no limit."""
    mailers = getattr(settings, "MAILERS", None)
    if mailers is None:
        named = settings.EMAIL_BACKEND == SMTP and settings.EMAIL_HOST != global_settings.EMAIL_HOST
        return [settings.EMAIL_TIMEOUT] if named else []
    return [
        mailer.get("OPTIONS", {}).get("timeout")
        for mailer in mailers.values()
        if mailer.get("BACKEND", SMTP) == SMTP
    ]


def _error(number: int, message: str, hint: str) -> CheckMessage:
    return Error(message, hint=hint, id=f"{ReaderComment._meta.app_label}.E{number:03}")


def _warning(number: int, message: str, hint: str) -> CheckMessage:
    return Warning(message, hint=hint, id=f"{ReaderComment._meta.app_label}.W{number:03}")
