"""The ledger sees each thing that may go wrong."""

from typing import Any

import pytest

from . import ledger
from .stream import LOST, Answer

ACKNOWLEDGED = Answer("post", 302, "t1x1", 7)
APPROVED = Answer("approved", 200, "t1x1", 7)
PENDING, PUBLIC = (7, "It is t1x1.", "pending", False, False), (7, "It is t1x1.", "approved", True, True)
HELD_LOG, LOG = [(7, "pending")], [(7, "pending"), (7, "approved")]


class Newspaper:
    """What a database may say, without one."""

    def __init__(self, comments: list[Any], logged: list[Any], counted: int, public: int) -> None:
        self.said = {ledger.COMMENTS: comments, ledger.LOGGED: logged}
        self.said |= {ledger.COUNTED: [(1, counted)], ledger.PUBLIC: [(1, public)] if public else []}

    def rows(self, query: str) -> list[Any]:
        return self.said[query]


def faults(answers: list[Answer], newspaper: Any) -> list[str]:
    return ledger.Ledger(newspaper, answers).faults()


@pytest.mark.parametrize(
    ("answers", "newspaper"),
    [
        ([ACKNOWLEDGED], Newspaper([PENDING], HELD_LOG, 0, 0)),
        ([ACKNOWLEDGED, APPROVED], Newspaper([PUBLIC], LOG, 1, 1)),
        # An answer was lost; the comment may be stored or not.
        ([Answer("post", LOST, "t1x1")], Newspaper([PENDING], HELD_LOG, 0, 0)),
        ([Answer("post", LOST, "t1x1")], Newspaper([], [], 0, 0)),
        # So was the editor's, who pressed again.
        (
            [ACKNOWLEDGED, Answer("approved", LOST, "t1x1", 7), Answer("approved", 409, "t1x1", 7)],
            Newspaper([PUBLIC], LOG, 1, 1),
        ),
        (
            [ACKNOWLEDGED, APPROVED, Answer("read", 200, shown=frozenset({"t1x1"}))],
            Newspaper([PUBLIC], LOG, 1, 1),
        ),
    ],
)
def test_what_is_as_it_was_said(answers: list[Answer], newspaper: Newspaper) -> None:
    assert faults(answers, newspaper) == []


@pytest.mark.parametrize(
    ("answers", "newspaper", "said"),
    [
        ([ACKNOWLEDGED], Newspaper([], [], 0, 0), "t1x1: acknowledged, not stored"),
        ([ACKNOWLEDGED], Newspaper([PENDING, PENDING], HELD_LOG, 0, 0), "t1x1: stored 2 times"),
        ([], Newspaper([PENDING], HELD_LOG, 0, 0), "t1x1: stored, never sent"),
        (
            [Answer("post", 503, "t1x1", lacks="the text")],
            Newspaper([], [], 0, 0),
            "t1x1: answered 503 without the text",
        ),
        (
            [Answer("post", LOST, "t1x1")],
            Newspaper([PUBLIC], LOG, 1, 1),
            "t1x1: approved, public: True; asked for: pending",
        ),
        (
            [ACKNOWLEDGED],
            Newspaper([(7, "t1x1", "pending", False, True)], HELD_LOG, 0, 0),
            "t1x1: pending, public: True; asked for: pending",
        ),
        (
            [ACKNOWLEDGED, APPROVED],
            Newspaper([PENDING], HELD_LOG, 0, 0),
            "t1x1: pending, though the editor was told approved",
        ),
        (
            [ACKNOWLEDGED, APPROVED],
            Newspaper([PUBLIC], [*LOG, LOG[1]], 1, 1),
            "t1x1: the log says ['pending', 'approved', 'approved']",
        ),
        (
            [ACKNOWLEDGED, Answer("read", 200, shown=frozenset({"t1x1"}))],
            Newspaper([PENDING], HELD_LOG, 0, 0),
            "t1x1: on a page, and nobody approved it",
        ),
        ([ACKNOWLEDGED, APPROVED], Newspaper([PUBLIC], LOG, 0, 1), "discussion 1 counts 0, and 1 are public"),
    ],
)
def test_what_is_not(answers: list[Answer], newspaper: Newspaper, said: str) -> None:
    assert faults(answers, newspaper) == [said]
