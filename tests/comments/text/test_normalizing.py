"""What counts where two texts are compared."""

import pytest

from comments.text.normalizing import without_format


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\u00adb\u200bc\u200dd\u2060e\u2066f\ufeffg\U000e0041h", "abcdefgh"),
        ("a\u034f\u115f\u17b4\u180b\u2065\u3164\ufe0f\uffa0\ufff0\U000e0100\U000e01ffb", "ab"),
        ("é e\u0301 か\u3099 चूत 漢字 🦜 a b\n", "é e\u0301 か\u3099 चूत 漢字 🦜 a b\n"),
        ("", ""),
    ],
)
def test_what_is_never_seen_is_dropped_and_nothing_else(text: str, kept: str) -> None:
    assert without_format(text) == kept
