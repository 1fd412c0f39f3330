"""Places in a list by arrival, in an address and back."""

from datetime import UTC, datetime

import pytest

from comments.desk.cursors import Cursor, Position

MOMENT = Position(datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC), 17)


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(older=True),
        Cursor(older=False),
        Cursor(older=True, position=MOMENT),
        Cursor(older=False, position=Position(datetime(1, 1, 1, tzinfo=UTC), 0)),
        Cursor(older=False, position=Position(datetime.max.replace(tzinfo=UTC), 10**17)),
    ],
)
def test_what_is_written_is_read(cursor: Cursor) -> None:
    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "x1.2",
        "o1",
        "o.",
        "o1.",
        "o.1",
        "n-1.2",
        "o1.2.3",
        "o٣.1",
        "o" + "9" * 18 + ".1",
        "o" * 9_000,
    ],
)
def test_nonsense_is_no_cursor(text: str) -> None:
    assert Cursor.read(text) is None
