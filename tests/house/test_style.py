"""One style, kept by a tool."""

from .sources import run


def test_ruff_finds_nothing() -> None:
    assert run("-m", "ruff", "check", "--no-cache", "--quiet", ".") == (0, "")


def test_ruff_would_format_nothing_differently() -> None:
    assert run("-m", "ruff", "format", "--no-cache", "--quiet", "--diff", ".") == (0, "")
