"""What a check says of the database."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from comments import checks
from comments.checks import databases

from . import ids

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own options")


@on_sqlite
@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, ["W008"]),
        ({"timeout": 20}, ["W008"]),
        ({"transaction_mode": None}, ["W008"]),
        ({"transaction_mode": "DEFERRED"}, ["W008"]),
        ({"transaction_mode": "IMMEDIATE"}, []),
        ({"transaction_mode": "exclusive", "timeout": 20}, []),
        ({"transaction_mode": "IMMEDIATE", "timeout": 1}, ["W009"]),
        ({"timeout": 0}, ["W008", "W009"]),
    ],
)
def test_options_that_let_writers_fail_are_told(
    options: dict[str, Any], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    assert ids(checks.check_sqlite()) == found


@on_sqlite
def test_the_mend_is_there_to_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    (message,) = checks.check_sqlite()
    assert '"OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20}' in message.hint


def test_the_site_has_nothing_to_mend() -> None:
    assert (checks.check_engine(), checks.check_sqlite()) == ([], [])


@pytest.mark.parametrize("vendor", ["mysql", "oracle", "microsoft"])
def test_an_engine_that_half_works_is_refused(vendor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "connections", {"default": SimpleNamespace(vendor=vendor)})
    assert (ids(checks.check_engine()), ids(checks.check_sqlite())) == (["E022"], [])
