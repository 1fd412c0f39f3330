import pytest

from articles.text import slugs


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Cœur & mœurs", "coeur-moeurs"),
        ("Straße", "strasse"),
        ("L’été à Nîmes", "lete-a-nimes"),
        ("Новый мост", "novyy-most"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_slug_is_plain_letters(headline: str, slug: str) -> None:
    assert slugs.slug_of(headline) == slug


def test_arabic_is_written_in_latin_letters() -> None:
    assert slugs.slug_of("الجسر الجديد").replace("-", "").isalpha()


def test_where_nothing_remains_it_is_an_id_and_always_the_same() -> None:
    first, second = slugs.slug_of("…"), slugs.slug_of("!?")
    assert first == slugs.slug_of("…") != second
    assert (len(first), len(second)) == (10, 10)


def test_without_the_extra_it_is_djangos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slugs, "anyascii", None)
    assert slugs.slug_of("Cœur, été") == "coeur-ete"
    assert len(slugs.slug_of("Новый мост")) == 10


def test_namesakes_are_told_apart_by_a_number() -> None:
    assert slugs.numbered("harbour", 2) == "harbour-2"
    assert slugs.numbered("x" * 200, 12) == "x" * 197 + "-12"
