"""Samples of products: in every run each value meets some of the others, and all of them with ``-m long``."""

from collections.abc import Sequence
from typing import Any

import pytest


def share(things: Sequence[Any], one: Any, among: Sequence[Any]) -> list[Any]:
    """What of ``things`` falls to one of several: each thing falls to two, counted from either end.

    Nothing falls to some of them where they are more than the things.
    """
    turn = among.index(one)
    drawn = {*range(len(things))[turn :: len(among)], *range(len(things))[::-1][turn :: len(among)]}
    return [things[number] for number in sorted(drawn)]


def everything(things: Sequence[Any], _one: Any, _among: Sequence[Any]) -> list[Any]:
    """In place of ``share``."""
    return [*things]


# For a test that looks at many things in a row.
drawn_or_all = pytest.mark.parametrize("draw", [share, pytest.param(everything, marks=pytest.mark.long)])


def pairs(fewer: Sequence[Any], more: Sequence[Any]) -> list[Any]:
    """The parameters of a test that looks at one pair: the product, long where it is nobody's share."""
    assert len(fewer) <= len(more), "some of the fewer would meet nothing"
    drawn = {one: share(range(len(more)), one, range(len(fewer))) for one in range(len(fewer))}
    return [
        pytest.param(one, other, marks=[] if number in drawn[turn] else [pytest.mark.long])
        for turn, one in enumerate(fewer)
        for number, other in enumerate(more)
    ]
