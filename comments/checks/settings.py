"""What ``NEWSROOM_COMMENTS`` says."""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from ..conf import DEFAULTS, LONGEST_DAYS, OPTIONS, ORDERS, UNIX
from ..discussions.sections import log_in_page
from ..models import ModerationMode
from ..rules.builtin import KNOWN, RULES
from ..rules.configuration import make
from ..targets import has_address
from ..text import sanitizing
from .messages import error, warning

NUMBERS = (
    "MAX_LENGTH",
    "THREADS_PER_PAGE",
    "COMMENTS_PER_PAGE",
    "MAX_INDENT",
    "RULE_BUDGET_MS",
    "NETWORK_DAYS",
    "RETENTION_DAYS",
)
FROM_ZERO = (
    "DOUBLE_CLICK_SECONDS",
    "EDIT_MINUTES",
    "KEPT_SECONDS",
    "OUTAGE_SECONDS",
    "REPLIES_PER_THREAD",
    "REPORTS_TO_HOLD",
    "WITHDRAWN_DAYS",
)
# What an address that the form links begins with.
LINKED = ("/", "http://", "https://")
FLAGS = ("REQUIRE_NAME_AND_EMAIL", "MARKDOWN", "RATE_LIMIT", "BY_SITE", "RECOMMENDATIONS")


def host_settings() -> Mapping[str, Any]:
    host = getattr(settings, "NEWSROOM_COMMENTS", {})
    return host if isinstance(host, Mapping) else {}


def check_settings(**_kwargs: Any) -> list[CheckMessage]:
    """``NEWSROOM_COMMENTS`` says what it can say, and nothing else."""
    host = getattr(settings, "NEWSROOM_COMMENTS", {})
    if not isinstance(host, Mapping):
        return [error(3, "NEWSROOM_COMMENTS is not a dictionary.", "Set NEWSROOM_COMMENTS = {…}.")]
    return [*_unknown_keys(host), *_bad_numbers(host), *_bad_flags(host), *_bad_values(host)]


def _unknown_keys(host: Mapping[str, Any]) -> Iterator[CheckMessage]:
    for key in sorted(host.keys() - DEFAULTS.keys(), key=str):
        yield error(
            4, f"NEWSROOM_COMMENTS has no setting {key!r}.", f"There are: {', '.join(sorted(DEFAULTS))}."
        )


def _bad_numbers(host: Mapping[str, Any]) -> Iterator[CheckMessage]:
    for key in host.keys() & {*NUMBERS, *FROM_ZERO}:
        least = 1 if key in NUMBERS else 0
        if not _is_number(host[key], least):
            yield error(5, f"{key} is {host[key]!r}.", f"Set it to a whole number from {least}.")


def _bad_flags(host: Mapping[str, Any]) -> Iterator[CheckMessage]:
    for key in host.keys() & FLAGS:
        if not isinstance(host[key], bool):
            yield error(45, f"{key} is {host[key]!r}.", "Set it to True or False.")


def _is_number(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _bad_values(host: Mapping[str, Any]) -> Iterator[CheckMessage]:
    merged = {**DEFAULTS, **host}
    if merged["MODE"] not in ModerationMode.values:
        yield _bad_mode("MODE", merged["MODE"])
    if _is_number(merged["MAX_LENGTH"], sanitizing.MAX_LENGTH + 1):
        yield error(
            7,
            f"MAX_LENGTH is {merged['MAX_LENGTH']}, more than can be cleaned in good time.",
            f"Set it to {sanitizing.MAX_LENGTH} or less.",
        )
    threads, most = merged["THREADS_PER_PAGE"], merged["COMMENTS_PER_PAGE"]
    if _is_number(threads, 1) and _is_number(most, 1) and most <= threads:
        yield error(
            8,
            f"COMMENTS_PER_PAGE ({most}) is not above THREADS_PER_PAGE ({threads}): threads would be lost.",
            "Set COMMENTS_PER_PAGE higher, or THREADS_PER_PAGE lower.",
        )
    for key in ("SITE_URL", "SITE_NAME"):
        if merged["BY_SITE"] is True and merged[key]:
            yield error(
                51,
                f"{key} is {merged[key]!r} for all sites, and BY_SITE is True.",
                f"Leave {key} empty: then it is what each site's entry under Sites says.",
            )
    orders = ORDERS if merged["RECOMMENDATIONS"] is True else ORDERS[:2]
    if merged["ORDER"] not in orders:
        yield error(
            44,
            f"ORDER is {merged['ORDER']!r}.",
            f"Set it to one of: {', '.join(orders)}; recommended goes with RECOMMENDATIONS alone.",
        )
    rules = merged["HOUSE_RULES_URL"]
    if not isinstance(rules, str | Promise) or (rules and not str(rules).startswith(LINKED)):
        yield error(
            60,
            f"HOUSE_RULES_URL is {rules!r}, which is no address to link.",
            'Set it to a path such as "/house-rules/", or to an address that begins with https://.',
        )
    yield from _bad_proxies(merged["TRUSTED_PROXIES"])
    if merged["DISPLAY_NAME"] and not _is_callable(merged["DISPLAY_NAME"]):
        yield error(
            10,
            f"DISPLAY_NAME is {merged['DISPLAY_NAME']!r}, which is nothing to call.",
            "Set it to a function that takes a user and returns a name, or to its dotted path.",
        )


def _is_callable(given: Any) -> bool:
    """Whether it can be called, or is the dotted path of what can."""
    try:
        return callable(import_string(given) if isinstance(given, str) else given)
    except ImportError:
        return False


def _bad_mode(where: str, mode: Any) -> CheckMessage:
    return error(6, f"{where} is {mode!r}.", f"Set it to one of: {', '.join(ModerationMode.values)}.")


def _bad_proxies(proxies: Any) -> Iterator[CheckMessage]:
    if not isinstance(proxies, list | tuple | set):
        yield error(9, f"TRUSTED_PROXIES is {proxies!r}.", "Set it to a list of addresses or networks.")
        return
    for proxy in proxies:
        if proxy == UNIX:
            continue
        try:
            ipaddress.ip_network(proxy)
        except ValueError as wrong:
            yield error(
                9, f"TRUSTED_PROXIES: {wrong}.", 'Write an address, a network such as 10.0.0.0/8, or "unix".'
            )


def check_models(**_kwargs: Any) -> list[CheckMessage]:
    """Every entry of ``MODELS`` names a model, and what it says of that model is so."""
    entries = host_settings().get("MODELS", {})
    if not isinstance(entries, Mapping):
        return [error(11, "MODELS is not a dictionary.", 'Set it to {"app_label.Model": {…}}.')]
    # What isn't a dictionary is said by another check.
    if not entries and isinstance(getattr(settings, "NEWSROOM_COMMENTS", {}), Mapping):
        return [
            warning(
                10,
                "No model takes comments: MODELS is empty.",
                'Set NEWSROOM_COMMENTS = {"MODELS": {"app_label.Model": {"PUBLISHED": "…"}}}.',
            )
        ]
    return [message for label, options in entries.items() for message in _check_model(label, options)]


def _check_model(label: str, options: Any) -> Iterator[CheckMessage]:
    if not isinstance(options, Mapping):
        yield error(11, f"MODELS: the options of {label} are no dictionary.", "Write {} for none.")
        return
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        yield error(
            12, f"MODELS: there is no model {label!r}.", "Write its app's label, a dot and the model's name."
        )
        return
    yield from _check_options(model, options)


def _check_options(model: type[Model], options: Mapping[str, Any]) -> Iterator[CheckMessage]:
    name = model._meta.label
    if not has_address(model):
        yield error(
            13, f"{name} has no get_absolute_url().", "Add it: comments link to the page they are on."
        )
    for key in sorted(options.keys() - OPTIONS):
        yield error(
            14, f"MODELS: {name} has the unknown option {key!r}.", f"There are: {', '.join(sorted(OPTIONS))}."
        )
    published = options.get("PUBLISHED")
    if published and not callable(getattr(model._default_manager.all(), published, None)):
        yield error(
            15,
            f"MODELS: the querysets of {name} have no method {published!r}.",
            "Name a method that its default manager's querysets have; left out, every object is public.",
        )
    for key in ("LANGUAGE", "VERSION", "AUTHOR", "SECTION", "PUBLISHED_AT"):
        if options.get(key) and not hasattr(model, options[key]):
            yield error(16, f"MODELS: {name} has no attribute {options[key]!r}.", f"Mend or leave out {key}.")
    if options.get("AUTHOR"):
        yield from _check_author(model, options["AUTHOR"])
    if options.get("MODE", ModerationMode.PRE) not in ModerationMode.values:
        yield _bad_mode(f"MODELS: MODE of {name}", options["MODE"])
    if not isinstance(options.get("LISTED", True), bool):
        yield error(
            50,
            f"MODELS: LISTED of {name} is {options['LISTED']!r}.",
            "Set it to False, or leave it out: then feeds and counts name what PUBLISHED gives.",
        )
    if not isinstance(options.get("LOGIN_REQUIRED", False), bool):
        yield error(
            42,
            f"MODELS: LOGIN_REQUIRED of {name} is {options['LOGIN_REQUIRED']!r}.",
            "Set it to True, or leave it out: then everybody may comment.",
        )
    if "MAY_COMMENT" in options and not _is_callable(options["MAY_COMMENT"]):
        yield error(
            48,
            f"MODELS: MAY_COMMENT of {name} is {options['MAY_COMMENT']!r}, which is nothing to call.",
            "Set it to a function of a user and an object, or to its dotted path; it gives True or why not.",
        )
    if options.get("LOGIN_REQUIRED") is True and not log_in_page():
        yield warning(
            6,
            f"MODELS: {name} asks readers to log in, and LOGIN_URL ({settings.LOGIN_URL!r}) leads nowhere.",
            "Set LOGIN_URL to the name or the address of your log-in page.",
        )
    if "CLOSE_AFTER_DAYS" in options:
        yield from _check_closing(name, options)


def _check_author(model: type[Model], attribute: str) -> Iterator[CheckMessage]:
    """Another model's keys would be taken for logins."""
    fields: dict[str, Any] = {field.name: field for field in model._meta.concrete_fields}
    related = fields[attribute].related_model if attribute in fields else None
    if related not in (None, get_user_model()):
        yield error(
            43,
            f"MODELS: AUTHOR of {model._meta.label} is {attribute!r}, a key of {related._meta.label}.",
            "Name an attribute that gives a user, such as a property.",
        )


def _check_closing(name: str, options: Mapping[str, Any]) -> Iterator[CheckMessage]:
    days = options["CLOSE_AFTER_DAYS"]
    if not _is_number(days, 0) or days > LONGEST_DAYS:
        yield error(
            40,
            f"MODELS: CLOSE_AFTER_DAYS of {name} is {days!r}.",
            f"Set it to a whole number of days, from 0 to {LONGEST_DAYS}; left out, discussions stay open.",
        )
    if not options.get("PUBLISHED_AT"):
        yield error(
            41,
            f"MODELS: {name} has CLOSE_AFTER_DAYS, but no PUBLISHED_AT: no discussion would close.",
            "Name in PUBLISHED_AT the attribute with the date of publication.",
        )


def check_rules(**_kwargs: Any) -> list[CheckMessage]:
    """Every rule that the site or a model asks for is there, and takes its options."""
    listed = host_settings().get("RULES")
    places: dict[str, Any] = {} if listed is None else {"RULES": listed}
    entries = host_settings().get("MODELS", {})
    for label, options in entries.items() if isinstance(entries, Mapping) else ():
        if isinstance(options, Mapping) and "RULES" in options:
            places[f"MODELS: RULES of {label}"] = options["RULES"]
    return [message for where, rules in places.items() for message in _check_list(where, rules)]


def _check_list(where: str, rules: Any) -> Iterator[CheckMessage]:
    if not isinstance(rules, list | tuple):
        yield error(18, f"{where} is {rules!r}.", 'Set it to a list of {"NAME": …, "OPTIONS": {…}}.')
        return
    for rule in rules:
        yield from _check_rule(where, rule)


def _check_rule(where: str, rule: Any) -> Iterator[CheckMessage]:
    named = (
        isinstance(rule, Mapping) and rule.keys() <= {"NAME", "OPTIONS"} and isinstance(rule.get("NAME"), str)
    )
    if not named or not isinstance(rule.get("OPTIONS", {}), Mapping):
        yield error(18, f"{where} has the entry {rule!r}.", 'Write {"NAME": …, "OPTIONS": {…}}.')
        return
    try:
        made = make(rule)
    except LookupError as missing:
        yield error(
            19,
            f"{where}: {missing}.",
            f"Name one of ours ({', '.join(RULES)}), or the dotted path of a subclass of Rule.",
        )
        return
    except (TypeError, ValueError) as wrong:
        yield error(20, f"{where}: the options of {rule['NAME']} are wrong: {wrong}.", "Mend its OPTIONS.")
        return
    if not made.name or (made.name in KNOWN and type(made) is not KNOWN[made.name]):
        yield error(21, f"{where}: the name of {rule['NAME']} is {made.name!r}.", "Give it one of its own.")


def check_deployment(**_kwargs: Any) -> list[CheckMessage]:
    """Nothing that only a load test may have."""
    if host_settings().get("RATE_LIMIT", True):
        return []
    return [
        error(
            17,
            "RATE_LIMIT is off: one person can post without end.",
            "Leave it on but for load tests (this repository's own site: unset NEWSROOM_RATE_LIMIT).",
        )
    ]
