"""Words of self-harm, of threats and of accusations, for newsrooms to begin their own lists with.

They become rows of the listed words, which editors change and delete as they do any other.

Imports models and rules.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from ...models import ListedWord, WordList
from . import english, french

LANGUAGES: Mapping[str, ModuleType] = {"en": english, "fr": french}
LISTS = {WordList.SELF_HARM: "SELF_HARM", WordList.THREATS: "THREATS", WordList.ACCUSATIONS: "ACCUSATIONS"}


def words(language: str) -> Iterator[tuple[WordList, str]]:
    """Each word that comes in a language, with its list."""
    for which, name in LISTS.items():
        yield from ((which, word) for word in getattr(LANGUAGES[language], name).split("\n") if word)


def add_words(languages: Iterable[str] = tuple(LANGUAGES)) -> int:
    """Put the words of these languages on editors' lists, but those that stand there; how many were new."""
    listed = set(ListedWord.objects.filter(list__in=LISTS).values_list("list", "pattern"))
    found = dict.fromkeys(word for language in languages for word in words(language))
    new = [ListedWord(list=which, pattern=word) for which, word in found if (which.value, word) not in listed]
    return len(ListedWord.objects.bulk_create(new))
