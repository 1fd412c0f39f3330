from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import plaintext, sanitizing
from articles.text.plaintext import Manuscript, ManuscriptError

BODY = "\n\nThe ferry sails again.\n"
HTML = "<p>The ferry sails again.</p>"


def read(text: str, language: str = "en") -> Manuscript:
    return plaintext.read(text.encode(), language)


def body(text: str) -> str:
    return read(f"Headline\n\n{text}").body


def test_the_first_line_is_the_headline_and_blank_lines_part_paragraphs() -> None:
    assert read("The ferry\n\nIt sails.\n\n\nAgain.\n") == Manuscript(
        "The ferry", "<p>It sails.</p>\n<p>Again.</p>"
    )


def test_wrapped_lines_are_one_paragraph() -> None:
    assert body("It sails\n  again.\n\nToday.") == "<p>It sails again.</p>\n<p>Today.</p>"


@pytest.mark.parametrize("mark", ["-", "–", "•", "- ", "–\u00a0", "•   "])
def test_paragraphs_that_begin_with_a_mark_become_one_list(mark: str) -> None:
    html = "<p>Options:</p>\n<ul>\n<li>Ships</li>\n<li>Trains</li>\n</ul>\n<p>So far.</p>"
    assert body(f"Options:\n\n{mark}Ships\n\n{mark}Trains\n\nSo far.") == html


def test_lines_that_begin_with_a_mark_become_one_list() -> None:
    html = "<p>Options:</p>\n<ul>\n<li>Ships at sea</li>\n<li>Trains</li>\n</ul>\n<p>So far.</p>"
    assert body("Options:\n- Ships\n  at sea\n- Trains\n\nSo far.") == html


def test_lists_that_text_parts_stay_two() -> None:
    assert body("- a\n\nThen\n\n- b") == "<ul>\n<li>a</li>\n</ul>\n<p>Then</p>\n<ul>\n<li>b</li>\n</ul>"


@pytest.mark.parametrize("line", ["-5 degrees at noon", "-- so it goes", "–", "2 - 1 = 1", "a–b"])
def test_a_dash_that_marks_nothing_is_text(line: str) -> None:
    assert body(line) == f"<p>{line}</p>"


def test_markup_in_a_text_is_text() -> None:
    assert body("1 < 2 & <b>3</b>") == "<p>1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;</p>"


@pytest.mark.parametrize("again", ["L’été de l'île", "L'été  de l’île", "L’ÉTÉ DE L’ÎLE"])
def test_a_headline_that_is_repeated_at_the_top_is_left_out_and_named(again: str) -> None:
    assert read(f"L'été de l’île\n\n{again}{BODY}") == Manuscript("L’été de l’île", HTML, (again,))


def test_a_headline_that_returns_further_down_is_text() -> None:
    assert read("Sail\n\nWe said:\n\nSail").body == "<p>We said:</p>\n<p>Sail</p>"


def test_headlines_have_typographic_apostrophes_and_bodies_stay_as_typed() -> None:
    assert read("The harbour's day\n\nIt's open. 'Yes'") == Manuscript(
        "The harbour’s day", "<p>It's open. 'Yes'</p>"
    )


def test_both_spellings_of_an_apostrophe_make_one_slug() -> None:
    assert {read(f"L{mark}île{BODY}").slug for mark in "'’"} == {"lile"}


CHROME = [
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Comment *",
    "Back To Top",
]


def test_trailing_chrome_is_left_out_and_named() -> None:
    page = "\n\n".join(["Sail", "It sails.", *CHROME])
    assert read(page) == Manuscript("Sail", "<p>It sails.</p>", tuple(CHROME))


def test_trailing_chrome_is_known_in_the_articles_language_too() -> None:
    assert read("Voile\n\nOn part.\n\nHaut de page", "fr").left_out == ("Haut de page",)
    assert read("Voile\n\nOn part.\n\nHaut de page", "en").left_out == ()


def test_words_of_the_chrome_inside_an_article_are_text() -> None:
    assert body("Leave a Reply\n\nis what it says.") == "<p>Leave a Reply</p>\n<p>is what it says.</p>"


@pytest.mark.parametrize("text", ["\ufeffSail\r\n\r\nIt sails.\r\n", "\n\nSail\r\rIt sails."])
def test_marks_and_line_ends_of_other_systems_are_no_matter(text: str) -> None:
    assert read(text) == Manuscript("Sail", "<p>It sails.</p>")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf \r\n\n", "it is empty"),
        (b"Sail\n\n", "it has a headline but no body"),
        (b"Sail\n\nSail\n\nBack To Top\n", "it has a headline but no body"),
        ("Été".encode("latin-1"), "it is not UTF-8 (byte 1)"),
        (b"Sail\n\nIt \x00 sails", "it holds control characters, so it is no plain text"),
    ],
)
def test_what_is_no_article_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(ManuscriptError) as caught:
        plaintext.read(raw, "en")
    assert str(caught.value) == reason


@given(st.text())
def test_any_text_becomes_clean_html_or_is_refused(text: str) -> None:
    with suppress(ManuscriptError):
        manuscript = plaintext.read(text.encode("utf-8", "surrogatepass"), "en")
        assert sanitizing.removed(manuscript.body) == []
        assert len(manuscript.headline.splitlines()) == 1
