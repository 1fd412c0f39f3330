import pytest

from articles.text import folding


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Les élections de l’Œuvre", ["le", "elect", "de", "oeuvr"]),
        ("fr", "l'eau, L’eau, lʼeau", ["eau", "eau", "eau"]),
        ("fr", "Qu’est-ce ? aujourd’hui", ["est", "ce", "aujourd", "hui"]),
        ("en", "Ships' harbours weren’t reopening", ["ship", "harbour", "weren", "t", "reopen"]),
        ("de", "Straße STRASSE", ["strass", "strass"]),
        ("eo", "Ĉevaloj", ["cevaloj"]),
        ("ja", "東京 2026", ["東", "京", "2026"]),
        ("en", "100 % of a_b\x00c", ["100", "of", "a", "b", "c"]),
        ("en", "…—!", []),
    ],
)
def test_words_are_folded_and_cut_to_their_stems(language: str, text: str, words: list[str]) -> None:
    assert folding.words(text, language) == words


def test_a_host_without_the_stemmer_finds_words_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "snowballstemmer", None)
    _forget_stems()
    try:
        assert folding.words("Les élections de l’eau", "fr") == ["les", "elections", "de", "eau"]
    finally:
        _forget_stems()


def _forget_stems() -> None:
    folding._stemmer.cache_clear()
    folding._stem.cache_clear()


def test_what_stands_in_quotation_marks_is_one_term() -> None:
    assert folding.terms('port "rue du port" port', "fr") == [" port ", " ru du port "]
    assert folding.terms("« l’eau » rue", "fr") == [" eau ", " ru "]


def test_what_is_endless_is_cut() -> None:
    assert len(folding.terms("".join(f"w{n} " for n in range(1000)), "en")) == folding.MOST_TERMS
    assert len(folding.searchable("en", "x" * 1_000_000)) == folding.LONGEST_WORD + 2
    assert len(folding.searchable("en", "word " * 100_000)) <= folding.MOST_LETTERS
