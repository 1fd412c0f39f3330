"""Numbers from addresses and forms."""

import pytest

from comments.requests.numbers import natural_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert natural_number(text) == number


@pytest.mark.parametrize(
    "text", [None, "", " 7", "-7", "+7", "7.0", "1e3", "0x7", "1_000", "٧", "²", "1" * 10]
)
def test_all_else_is_none(text: str | None) -> None:
    assert natural_number(text) is None


def test_a_field_may_hold_longer_ones() -> None:
    assert natural_number("9" * 11, digits=11) == 99_999_999_999
    assert natural_number("9" * 12, digits=11) is None
