"""The languages that the site publishes in, as its settings name them, and the words of its addresses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import CharField
from django.urls import register_converter
from django.urls.converters import StringConverter

# What stands in an address for a kind of page; in a language that isn't here, the English word.
WORDS: dict[str, dict[str, str]] = {
    "section": {"fr": "rubrique"},
    "topic": {"fr": "sujet"},
    "author": {"fr": "auteur"},
    "archive": {"fr": "archives"},
    "search": {"fr": "recherche"},
}
# Pages whose address is a language and a word, as an article's is a language and a slug.
ALONE = ("archive", "search")


def languages() -> list[tuple[str, str]]:
    """Code and name of every language; a callable, so that a host's own list makes no migration."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def word(page: str, language: str) -> str:
    """The word for ``page`` in addresses of ``language``."""
    return WORDS[page].get(language.partition("-")[0], page)


def taken_words() -> set[str]:
    """The slugs that no article can have."""
    return {spelling for page in ALONE for spelling in (page, *WORDS[page].values())}


class LanguageField(CharField):  # type: ignore[type-arg]  # no subscript at run time
    """The code of one of the site's languages.

    Which there are is the host's setting: a migration knows nothing of them, nor of this class.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"choices": languages})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        del kwargs["choices"]
        return name, "django.db.models.CharField", args, kwargs


class LanguageConverter:
    """The part of an address that names a language; an unknown one is no address of ours."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]{2,8})*"

    def to_python(self, value: str) -> str:
        if value not in dict(languages()):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


class WordConverter(LanguageConverter):
    """A language and, in it, the word for ``page``: "fr/rubrique".  Its value is the language.

    So the word follows from the address, whatever language is active; ``reverse`` needs the language alone.
    """

    page: str
    regex = f"{LanguageConverter.regex}/[a-z]+"

    def to_python(self, value: str) -> str:
        language, _, given = value.partition("/")
        if given != word(self.page, language):
            raise ValueError(value)
        return super().to_python(language)

    def to_url(self, value: str) -> str:
        return f"{value}/{word(self.page, value)}"


class SlugConverter(StringConverter):
    """An article's slug; not a word that is a page of the site, in any language."""

    regex = "[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        if value in taken_words():
            raise ValueError(value)
        return value


class MonthConverter:
    """A year and a month, "2026/03"; its value is the month's first day."""

    regex = "[0-9]{4}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        year, month = map(int, value.split("/"))
        return date(year, month, 1)

    def to_url(self, value: date) -> str:
        return f"{value.year:04}/{value.month:02}"


register_converter(LanguageConverter, "newsroom_language")
register_converter(SlugConverter, "newsroom_slug")
register_converter(MonthConverter, "newsroom_month")
for _page in WORDS:
    register_converter(type("Converter", (WordConverter,), {"page": _page}), f"newsroom_{_page}")
