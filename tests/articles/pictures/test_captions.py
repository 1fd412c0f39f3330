import pytest

from articles.pictures.captions import ARTIST, COPYRIGHT, DESCRIPTION, caption, credit

MOJIBAKE = "Le port d’Eu".encode().decode("latin-1")


@pytest.mark.parametrize(
    ("exif", "iptc", "words"),
    [
        ({}, {}, ""),
        ({DESCRIPTION: "  The\tharbour \x00\n"}, {}, "The harbour"),
        ({DESCRIPTION: "The harbour"}, {(2, 120): b"Its other name"}, "Its other name"),
        ({DESCRIPTION: MOJIBAKE}, {}, "Le port d’Eu"),
        ({}, {(2, 120): "Été".encode("latin-1")}, "Été"),
        ({DESCRIPTION: "OLYMPUS DIGITAL CAMERA         "}, {}, ""),
        ({DESCRIPTION: 7}, {}, ""),
    ],
)
def test_a_caption_is_what_the_file_says_of_itself(exif: dict, iptc: dict, words: str) -> None:
    assert caption(exif, iptc) == words


@pytest.mark.parametrize(
    ("exif", "iptc", "words"),
    [
        ({ARTIST: "Ada"}, {}, "Ada"),
        ({ARTIST: "Ada"}, {(2, 110): b"Agency"}, "Ada / Agency"),
        ({ARTIST: "Ada"}, {(2, 80): [b"Ada L.", b"Bea"], (2, 110): b"Ada L., Bea"}, "Ada L., Bea"),
        ({COPYRIGHT: "© Ada"}, {(2, 116): "© Agency".encode()}, "© Agency"),
        ({COPYRIGHT: "© Ada"}, {}, "© Ada"),
    ],
)
def test_a_credit_is_who_made_it_and_for_whom(exif: dict, iptc: dict, words: str) -> None:
    assert credit(exif, iptc) == words
