"""Words of self-harm, threats and accusations that come with us, for editors' lists."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from comments.models import ListedWord, WordList
from comments.rules.words import Entry, Pattern
from comments.upkeep.risk_words import LANGUAGES, words


def test_each_word_can_be_looked_for_and_stands_there_once() -> None:
    for language in LANGUAGES:
        found = [*words(language)]
        assert len(found) == len(set(found))
        assert [Pattern(Entry(word)).entry.pattern for _which, word in found] == [
            word for _list, word in found
        ]


@pytest.mark.django_db
def test_the_command_adds_what_is_not_listed_and_leaves_what_is() -> None:
    ListedWord.objects.create(list=WordList.THREATS, pattern="kill you", folds=False)
    said = StringIO()
    call_command("riskwords", "en", stdout=said)
    call_command("riskwords", "en", stdout=said)
    english = len([*words("en")])
    assert said.getvalue() == f"{english - 1} words added\n0 words added\n"
    assert ListedWord.objects.count() == english
    assert not ListedWord.objects.get(pattern="kill you").folds
    with pytest.raises(CommandError, match="there are no words for de"):
        call_command("riskwords", "de")
