"""Numbers from addresses and forms."""

import pytest

from comments.requests.numbers import comment_id, natural_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("999999999", 999_999_999)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert natural_number(text) == number


@pytest.mark.parametrize(
    "text",
    [None, "", *"٧７²", " 7", "7 ", "7\n", "-7", "+7", "07", "00", "7.0", "1e3", "0x7", "1_000", "1" * 10],
)
def test_all_else_is_none(text: str | None) -> None:
    assert natural_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), (str(2**31 - 1), 2**31 - 1), ("0", None), (str(2**31), None), ("01", None)]
)
def test_the_id_of_a_comment_is_a_number_from_one(text: str, number: int | None) -> None:
    assert comment_id(text) == number


def test_a_field_may_hold_longer_ones() -> None:
    assert natural_number("9" * 11, digits=11) == 99_999_999_999
    assert natural_number("9" * 12, digits=11) is None
