import pytest

from articles.text import differences
from articles.text.differences import ADDED, CHANGED, REMOVED, SAME, Piece

OLD = "<p>The ferry crosses on Saturday.</p>\n<h2>Why</h2>\n<ul><li>cost</li>\n<li>age</li></ul>"


def signs(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (row.sign, row.kind, "|".join(f"{piece.sign[0]}:{piece.text}" for piece in row.pieces))
        for row in differences.bodies(old, new)
    ]


def test_a_changed_word_is_shown_within_its_paragraph() -> None:
    assert signs(OLD, OLD.replace("Saturday", "Sunday")) == [
        (CHANGED, "p", "s:The ferry crosses on |r:Saturday.|a:Sunday."),
        (SAME, "h2", "s:Why"),
        (SAME, "li", "s:cost"),
        (SAME, "li", "s:age"),
    ]


def test_blocks_come_and_go_whole() -> None:
    new = OLD.replace("<li>cost</li>\n", "").replace("<h2>", "<p>Nobody asked the dog.</p><h2>")
    assert [row for row in signs(OLD, new) if row[0] != SAME] == [
        (ADDED, "p", "a:Nobody asked the dog."),
        (REMOVED, "li", "r:cost"),
    ]


def test_a_paragraph_that_becomes_a_heading_is_another_block() -> None:
    assert signs("<p>Why</p>", "<h2>Why</h2>") == [(REMOVED, "p", "r:Why"), (ADDED, "h2", "a:Why")]


def test_what_no_reader_sees_but_follows_is_a_difference() -> None:
    link = '<p>See <a href="https://example.org/{}">here</a>.</p>'
    ((sign, _kind, pieces),) = signs(link.format("a"), link.format("b"))
    assert (sign, pieces) == (
        CHANGED,
        's:See |r:<a href="https://example.org/a">|a:<a href="https://example.org/b">|s:here</a>.',
    )


def test_a_picture_is_a_block_and_its_caption_another() -> None:
    figure = '<figure data-picture="{}"><figcaption>Boats</figcaption></figure>'
    assert signs(figure.format(7), figure.format(8)) == [
        (REMOVED, "figure", 'r:data-picture="7"'),
        (ADDED, "figure", 'a:data-picture="8"'),
        (SAME, "figcaption", "s:Boats"),
    ]


def test_the_pieces_of_either_side_are_that_side() -> None:
    old, new = "a b  c\nd", "a x c d e"
    pieces = differences.words(old, new)
    assert "".join(piece.text for piece in pieces if piece.sign != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.sign != REMOVED) == new
    assert differences.words("", "") == []
    assert differences.words("", "new") == [Piece(ADDED, "new")]


def test_only_what_is_around_a_difference_is_shown() -> None:
    old = "".join(f"<p>{number}</p>" for number in range(9))
    rows = differences.around(differences.bodies(old, old.replace("<p>4</p>", "")))
    assert [row and (row.sign, row.pieces[0].text) for row in rows] == [
        None,
        (SAME, "3"),
        (REMOVED, "4"),
        (SAME, "5"),
        None,
    ]


@pytest.mark.parametrize("unit", ["<p>a</p>", "<p>a</p><p>b</p>", "a ", "<li>", "<figure>", "<", "&amp; "])
def test_monotonous_texts_are_compared_without_looking_for_pairs(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes difflib's time is counted, since a clock would measure the machine."""
    compared: list[int] = []

    class Counted(differences.SequenceMatcher):  # type: ignore[type-arg]
        def __init__(self, junk: None, old: list[object], new: list[object]) -> None:
            compared.append(sum(new.count(one) for one in old))
            super().__init__(junk, old, new)

    monkeypatch.setattr(differences, "SequenceMatcher", Counted)
    old, new = "<p>x y</p>" + unit * 2000, unit * 1000 + "<p>y</p>" + unit * 900
    differences.bodies(old, new)
    assert sum(compared) < 20_000
