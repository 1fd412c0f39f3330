"""The host's URLs: those that show too much, and ours, which must lead to our views."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.urls import (
    NoReverseMatch,
    Resolver404,
    URLPattern,
    URLResolver,
    get_resolver,
    get_script_prefix,
    resolve,
    reverse,
)

from ..models import ReaderComment
from .messages import error, warning

# The models' label is the namespace, too.
NAMESPACE = ReaderComment._meta.app_label
DESK = f"{NAMESPACE}_{ReaderComment._meta.model_name}_changelist"
PACKAGE = __name__.rpartition(".checks.")[0]

Patterns = list[URLPattern | URLResolver]


def check_urls(**_kwargs: Any) -> list[CheckMessage]:
    """Only this app's own addresses show comments."""
    return [
        warning(
            2,
            f"URLs of {package} are mounted: they show readers' email addresses, or decide past the log.",
            f"Take the include of {package} out of your URLs.",
        )
        for package in sorted(set(_packages(_patterns())))
    ]


def check_addresses(**_kwargs: Any) -> list[CheckMessage]:
    """Forms and links under an article lead to our views, whatever else the host has below its addresses."""
    ours = next(_ours(_patterns()), None)
    if ours is None and _has_urls():
        return [
            error(
                23,
                "The comment section has no addresses: a page with its form would be a 500.",
                f'Add path("comments/", include("{PACKAGE}.urls")) to your URLs.',
            )
        ]
    try:
        taken = [taken for pattern in ours or () if (taken := _taken(pattern))]
    except NoReverseMatch as fault:
        return [
            error(
                27,
                f"The comment section's addresses can't be made: {fault}.",
                "Include it below a path without a variable part: a page knows of none.",
            )
        ]
    if not taken:
        return []
    address, view = taken[0]
    return [
        error(
            24,
            f"{address} is answered by {view}, not by the comment section (so for {len(taken)} addresses).",
            "Write the include of the comment section above the pattern that takes all addresses.",
        )
    ]


def check_desk(**_kwargs: Any) -> list[CheckMessage]:
    """Editors find the desk, in whichever admin of the host."""
    if not _has_urls() or any(pattern.name == DESK for pattern in _in_admins(_patterns())):
        return []
    return [
        warning(
            12,
            "The moderation desk has no address: nobody could approve a comment.",
            'Add path("admin/", admin.site.urls) to your URLs, or register our models in your own admin.',
        )
    ]


def _in_admins(patterns: Patterns) -> Iterator[URLPattern]:
    """The addresses that a Django admin has for our comments."""
    for pattern in patterns:
        if not isinstance(pattern, URLResolver):
            continue
        if pattern.app_name == "admin":
            yield from _flat(pattern.url_patterns)
        else:
            yield from _in_admins(pattern.url_patterns)


def _flat(patterns: Patterns) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _flat(pattern.url_patterns)
        else:
            yield pattern


def _has_urls() -> bool:
    return bool(getattr(settings, "ROOT_URLCONF", None))


def _patterns() -> Patterns:
    return get_resolver().url_patterns if _has_urls() else []


def _packages(patterns: Patterns) -> Iterator[str]:
    """Which of the two packages beneath us has a view among ``patterns``."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _packages(pattern.url_patterns)
            continue
        package = pattern.callback.__module__.partition(".")[0]
        if package in {"django_comments", "django_comments_xtd"}:
            yield package


def _ours(patterns: Patterns) -> Iterator[list[URLPattern]]:
    """Our addresses, wherever among ``patterns`` they are included."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name == NAMESPACE:
                yield [one for one in pattern.url_patterns if isinstance(one, URLPattern)]
            else:
                yield from _ours(pattern.url_patterns)


def _taken(pattern: URLPattern) -> tuple[str, str] | None:
    """An address of ``pattern`` and the view that answers it, where that is somebody else's."""
    # Every converter of ours takes the digit.
    address = reverse(f"{NAMESPACE}:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, 1))
    try:
        match = resolve("/" + address.removeprefix(get_script_prefix()))
    except Resolver404:
        return address, "a 404"
    if match.app_names[-1:] == [NAMESPACE] and match.url_name == pattern.name:
        return None
    return address, match._func_path
