"""What ``--every`` takes of each test's cases."""

from types import SimpleNamespace
from typing import Any

from .sampling import of_each_test


class _Case(SimpleNamespace):
    __hash__ = object.__hash__

    def get_closest_marker(self, name: str) -> object:
        return self.markers.get(name)


def _cases(name: str, number: int, **markers: object) -> list[Any]:
    return [_Case(nodeid=f"test_ships.py::{name}[{turn}]", markers=markers) for turn in range(number)]


def test_the_first_the_last_and_every_fifth_case_is_taken() -> None:
    cases = _cases("test_one", 13)
    assert of_each_test(cases, 5) == [cases[0], cases[5], cases[10], cases[12]]


def test_every_test_is_taken_once_at_least_in_its_order() -> None:
    one, other = _cases("test_one", 2), _cases("test_other", 2)
    alone = _Case(nodeid="test_ships.py::test_alone", markers={})
    mixed = [one[0], other[0], alone, one[1], other[1]]
    assert of_each_test(mixed, 5) == mixed


def test_none_is_left_out_where_the_engine_decides_or_where_nobody_asks() -> None:
    cases = _cases("test_plan", 9, engine=True)
    assert of_each_test(cases, 5) == cases
    cases = _cases("test_one", 9)
    assert of_each_test(cases, 1) == cases
