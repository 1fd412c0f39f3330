"""What a check says of the languages that a host names."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from comments import checks

from . import ids

ENGLISH, FRENCH, ELVISH = ("en", "English"), ("fr", "French"), ("qya", "Elvish")


@pytest.mark.parametrize(
    ("code", "listed", "found"),
    [
        ("en", [ENGLISH, FRENCH], []),
        ("en-us", [("en-us", "English"), FRENCH], []),
        ("en", [ENGLISH, ELVISH], ["W011"]),
    ],
)
def test_a_language_without_a_catalogue_is_told(
    code: str, listed: list[Any], found: list[str], settings: Any
) -> None:
    settings.LANGUAGE_CODE, settings.LANGUAGES = code, listed
    assert ids(checks.check_languages()) == found


def test_nothing_starts_in_a_language_without_a_catalogue(settings: Any) -> None:
    settings.LANGUAGE_CODE = "qya"
    with pytest.raises(ImproperlyConfigured, match=r"LANGUAGE_CODE is 'qya'.* set it to one that Django has"):
        apps.get_app_config("newsroom_comments").import_models()


def test_who_translates_nothing_needs_none(settings: Any) -> None:
    settings.LANGUAGE_CODE, settings.USE_I18N = "qya", False
    assert checks.check_languages() == []
    apps.get_app_config("newsroom_comments").import_models()
