"""One style, kept by a tool."""

from .sources import run


def test_ruff_finds_nothing() -> None:
    status, findings = run("-m", "ruff", "check", "--no-cache", "--quiet", ".")
    assert status == 0, findings


def test_ruff_would_format_nothing_differently() -> None:
    status, difference = run("-m", "ruff", "format", "--no-cache", "--quiet", "--diff", ".")
    assert status == 0, difference
