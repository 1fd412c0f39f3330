"""What the checks say of a host's settings."""

from typing import Any

import pytest

from articles.checks import check_settings


def said(host: Any, settings: Any) -> list[tuple[str, str, str | None]]:
    settings.NEWSROOM_ARTICLES = host
    return [(str(found.id), found.msg, found.hint) for found in check_settings()]


def test_what_is_set_right_is_no_fault(settings: Any) -> None:
    assert said({"PICTURE_FORMAT": "avif"}, settings) == []


@pytest.mark.parametrize("key", ["PICTURE_FORMATS", "picture_format"])
def test_an_unknown_setting_is_named_with_the_nearest(key: str, settings: Any) -> None:
    assert said({key: 1}, settings) == [
        (
            "newsroom_articles.E002",
            f"NEWSROOM_ARTICLES has no setting {key!r}.",
            "Did you mean 'PICTURE_FORMAT'?",
        )
    ]


def test_settings_that_are_no_dictionary_are_a_fault(settings: Any) -> None:
    assert [found[0] for found in said([], settings)] == ["newsroom_articles.E001"]
