"""Evidence marked in a text: each piece knows which reasons point at it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.admin.evidence import Segment, segments

TEXT = "Buy cheap winches"


@pytest.mark.parametrize(
    ("evidence", "pieces"),
    [
        ([], [(TEXT, ())]),
        ([[]], [(TEXT, ())]),
        ([[(0, 3)]], [("Buy", (1,)), (" cheap winches", ())]),
        ([[], [[10, 17]]], [("Buy cheap ", ()), ("winches", (2,))]),
        ([[(0, 9)], [(4, 17)]], [("Buy ", (1,)), ("cheap", (1, 2)), (" winches", (2,))]),
        ([[(0, 3), (0, 3)]], [("Buy", (1,)), (" cheap winches", ())]),
        ([[(0, 17)], [(4, 9)]], [("Buy ", (1,)), ("cheap", (1, 2)), (" winches", (1,))]),
    ],
)
def test_a_text_is_cut_where_evidence_begins_and_ends(evidence: Any, pieces: Any) -> None:
    assert segments(TEXT, evidence) == [Segment(*piece) for piece in pieces]


@pytest.mark.parametrize(
    "junk",
    [
        None,
        7,
        "0-3",
        {"0": 3},
        [7],
        [None],
        ["03"],
        *([pair] for pair in ([0], [0, 3, 5], ["0", "3"], [0.0, 3.0], [True, 3])),
        *([pair] for pair in ([-3, 3], [3, 3], [5, 2], [0, 18], [40, 50])),
    ],
)
def test_what_is_no_range_within_the_text_is_passed_over(junk: Any) -> None:
    assert segments(TEXT, [junk, [(0, 3)]]) == [Segment("Buy", (2,)), Segment(" cheap winches")]


def test_an_empty_text_has_no_pieces() -> None:
    assert segments("", [[(0, 1)]]) == []


@given(st.text(), st.lists(st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)))))
def test_the_pieces_joined_are_the_text_again(text: str, evidence: Any) -> None:
    assert "".join(piece.text for piece in segments(text, evidence)) == text
