"""A right-to-left language that nobody speaks: English in Hebrew letters, a third longer.

It stands for any catalogue that is dropped in: settings name it, and no line of code knows it.
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import polib

from .project.sources import APPS

CODE = "he"
LATIN = "abcdefghijklmnopqrstuvwxyz"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןףץ"
LETTERS = str.maketrans(LATIN + LATIN.upper(), HEBREW * 2)
# Placeholders, tags, entities and addresses are not words.
KEPT = re.compile(r"(%\(\w+\)\w|%[sd]|\{\w*\}|<[^>]*>|&\w+;|https?://\S+)")


def pseudo(text: str) -> str:
    """``text`` in the language's letters; every third word is said twice, for translations are longer."""
    return "".join(part if KEPT.fullmatch(part) else _spell(part) for part in KEPT.split(text))


def _spell(text: str) -> str:
    words = re.split(r"(\w+)", text.translate(LETTERS))
    return "".join(
        word * 2 if number % 6 == 1 and len(word) > 2 else word for number, word in enumerate(words)
    )


def install(folder: Path, settings: Any) -> None:
    """Write the language's catalogue below ``folder`` and make it one of the site's languages."""
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for package in ("newsroom", *APPS):
        for entry in polib.pofile(str(folder_of(package) / "locale/fr/LC_MESSAGES/django.po")):
            if not catalogue.find(entry.msgid, msgctxt=entry.msgctxt or False):
                catalogue.append(_translated(entry))
    (folder / CODE / "LC_MESSAGES").mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / CODE / "LC_MESSAGES" / "django.mo"))
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, folder]
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, "Hebrew")]


def folder_of(package: str) -> Path:
    """Where it was imported from: the checkout, or where a wheel was installed."""
    return Path(str(import_module(package).__file__)).parent


def _translated(entry: polib.POEntry) -> polib.POEntry:
    plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)} if entry.msgid_plural else {}
    return polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        msgstr="" if plural else pseudo(entry.msgid),
        msgstr_plural=plural,
    )
