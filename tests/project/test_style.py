"""One style, kept by a tool; and what no tool knows of."""

import re

from .sources import APPS, ROOT, python_files, run

# "(…)*+" and its like.
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[0-9,]+\}|\{\{[0-9,]+\}\})\+(?![+\s])")


def test_ruff_finds_nothing() -> None:
    status, findings = run("-m", "ruff", "check", "--no-cache", "--quiet", ".")
    assert status == 0, findings


def test_ruff_would_format_nothing_differently() -> None:
    status, difference = run("-m", "ruff", "format", "--no-cache", "--quiet", "--diff", ".")
    assert status == 0, difference


def test_no_group_of_a_regular_expression_is_possessive() -> None:
    """Python 3.11.2, Debian 12's, matches too much by one (python/cpython#106052); atomic groups hold."""
    found = {
        str(path.relative_to(ROOT)): POSSESSIVE_GROUP.findall(path.read_text())
        for app in APPS
        for path in python_files(app)
    }
    assert {name: groups for name, groups in found.items() if groups} == {}


def test_a_possessive_group_is_seen() -> None:
    assert [
        bool(POSSESSIVE_GROUP.search(text)) for text in ("(a|b)*+x", "(?:a){{0,3}}+)", "a*+", "(a)+ b")
    ] == [
        True,
        True,
        False,
        False,
    ]
