"""What a host says of reports and emails."""

from collections.abc import Callable
from typing import Any

import pytest

from comments import checks

from . import ids

Say = Callable[..., None]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"REPORT_LIMIT": [1, 1]}, []),
        ({"REPORT_LIMIT": 10}, ["E030"]),
        ({"REPORT_LIMIT": (10,)}, ["E030"]),
        ({"REPORT_LIMIT": (0, 60)}, ["E030"]),
        ({"REPORT_LIMIT": (True, 60)}, ["E030"]),
        ({"MODERATORS": ["desk@example.org"]}, []),
        ({"MODERATORS": "desk@example.org"}, ["E031"]),
        ({"MODERATORS": None}, ["E031"]),
        ({"MODERATORS": ["Desk <desk@example.org>", "desk@example.org\nBcc: x@example.org"]}, ["E031"] * 2),
        ({"SITE_URL": "https://news.example.org"}, []),
        ({"SITE_URL": "news.example.org"}, ["E032"]),
        ({"SITE_URL": "ftp://news.example.org"}, ["E032"]),
        ({"SITE_URL": "https://"}, ["E032"]),
        ({"SITE_URL": "https://news.example.org/"}, []),
        # Links begin at the host: a path would be lost.
        ({"SITE_URL": "https://news.example.org/news"}, ["E032"]),
        ({"SITE_URL": "https://news.example.org?a=b"}, ["E032"]),
        ({"SITE_URL": None}, ["E032"]),
        ({"SITE_URL": "https://["}, ["E032"]),
    ],
)
def test_values_that_cannot_be_right_are_errors(values: dict[str, Any], found: list[str], say: Say) -> None:
    say(**values)
    assert ids(checks.check_emails()) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"REPORTS_TO_HOLD": 0}, []),
        ({"REPORTS_TO_HOLD": -1}, ["E005"]),
        ({"NETWORK_DAYS": 0}, ["E005"]),
        ({"NETWORK_DAYS": "90"}, ["E005"]),
    ],
)
def test_numbers_are_looked_at(values: dict[str, Any], found: list[str], say: Say) -> None:
    say(**values)
    assert ids(checks.check_settings()) == found


def test_settings_that_are_no_dictionary_are_anothers_error(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = ["MODE"]
    assert checks.check_emails() == []
