"""The names that the site itself gives: to editors' replies, and to comments without a name."""

import gettext
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop

from ..models import Commenter
from ..text.names import readings

NEWSROOM = gettext_noop("The newsroom")
ANONYMOUS = gettext_noop("Anonymous")


def newsroom_names() -> frozenset[str]:
    """What editors' replies are signed by in any of the site's languages, as names are compared."""
    return _in_each_language(NEWSROOM, *_languages())


def nobodys_names() -> frozenset[str]:
    """What stands where a comment has no name, likewise."""
    return _in_each_language(ANONYMOUS, *_languages())


def _languages() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The site's languages, and the folders that may hold our sentences in them."""
    ours = Path(apps.get_app_config(Commenter._meta.app_label).path) / "locale"
    codes = tuple(code for code, _name in settings.LANGUAGES)
    return codes, (str(ours), *map(str, settings.LOCALE_PATHS))


@lru_cache(maxsize=16)
def _in_each_language(sentence: str, languages: tuple[str, ...], folders: tuple[str, ...]) -> frozenset[str]:
    # A language without a catalogue says it in English.
    spoken = ["en", *(code for code in languages if _has_catalogue(code, folders))]
    return frozenset[str]().union(*(readings(_said(sentence, code)) for code in spoken))


def _said(sentence: str, code: str) -> str:
    with translation.override(code):
        return translation.gettext(sentence)


def _has_catalogue(code: str, folders: tuple[str, ...]) -> bool:
    """Django's own default is a hundred languages, of which none is loaded that can't say it."""
    locale = translation.to_locale(code)
    return any(gettext.find("django", folder, [locale]) for folder in folders)
