"""Samples: of products in every run, and of a test's cases where another run has taken all of them."""

from collections import defaultdict
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


def of_each_test(items: Sequence[pytest.Item], every: int) -> list[pytest.Item]:
    """Of each test's cases the first, the last and every so many between; all where it is marked ``engine``.

    A test without parameters is its own only case.
    """
    cases: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    taken = set()
    for of_one in cases.values():
        whole = of_one[0].get_closest_marker("engine") is not None
        taken |= {*of_one} if whole else {*of_one[::every], of_one[-1]}
    return [item for item in items if item in taken]
