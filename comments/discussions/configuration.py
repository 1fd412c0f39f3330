"""What a page is configured by, as words of its ETag and of the keys of its fragments."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import engines

from ..conf import conf

# Of Django's settings and the site's, those that a page's templates, numbers and dates are made with.
PAGE_SETTINGS = (
    *("DATE_FORMAT", "DATETIME_FORMAT", "FORMAT_MODULE_PATH", "LANGUAGES_BIDI", "LANGUAGE_CODE"),
    *("NUMBER_GROUPING", "SITE_NAME", "STATIC_URL", "THOUSAND_SEPARATOR"),
    *("USE_I18N", "USE_THOUSAND_SEPARATOR", "USE_TZ"),
)
# The digests that this process made, by what the settings looked like; few where they never change.
_made: dict[str, str] = {}
MOST_MADE = 100


def release() -> str:
    """The host's ``RELEASE``, else when a template last changed; our version; and the names of static files.

    Where these carry a hash, a deployment that changes nothing but a style sheet takes the old name away.
    """
    manifest = getattr(staticfiles_storage, "manifest_hash", "")
    return f"{conf.release or _newest_template()} {_version()} {manifest}"


@cache
def _newest_template() -> float:
    """The time of the newest template (seconds since 1970), looked up once a process."""
    folders = [Path(folder) for engine in engines.all() for folder in engine.template_dirs]
    files = (file for folder in folders for file in folder.rglob("*"))
    return max((file.stat().st_mtime for file in files), default=0)


@cache
def _version() -> str:
    try:
        return version("django-newsroom")
    except PackageNotFoundError:
        return "checkout"


def digest() -> str:
    """A digest of what a page is configured by, for ETags; equal in every process with equal settings."""
    others = {name: getattr(settings, name, None) for name in PAGE_SETTINGS}
    # In one piece: Django itself knows a hundred.
    languages = " ".join(code for code, _name in settings.LANGUAGES)
    made_of = [conf.host, others, languages]
    # This text is no digest, for it has addresses in memory; but where it is the same, so is the digest.
    seen = repr(made_of)
    if seen not in _made:
        if len(_made) >= MOST_MADE:
            _made.clear()
        _made[seen] = hashlib.sha256(_stable(made_of).encode()).hexdigest()[:16]
    return _made[seen]


def _stable(value: Any) -> str:
    """A text equal for equal settings in all processes: callables by name, sets in order."""
    if isinstance(value, Mapping):
        return repr(sorted((str(key), _stable(item)) for key, item in value.items()))
    if isinstance(value, set | frozenset):
        return repr(sorted(map(_stable, value)))
    if isinstance(value, list | tuple):
        return repr([_stable(item) for item in value])
    if callable(value):
        return _path(value if hasattr(value, "__qualname__") else type(value))
    has_repr = any("__repr__" in vars(base) for base in type(value).__mro__ if base is not object)
    # Without a repr of its own it would be shown by its address.
    return repr(value) if has_repr else _path(type(value))


def _path(named: Any) -> str:
    return f"{named.__module__}.{named.__qualname__}"
