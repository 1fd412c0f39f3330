"""The tables of the documentation."""

import re

from .sources import ROOT


def section(document: str, heading: str) -> str:
    """What stands below a heading of the second order, up to the next one."""
    _before, found, rest = (ROOT / document).read_text().partition(f"\n## {heading}\n")
    assert found, heading
    return rest.partition("\n## ")[0]


def tables(document: str, heading: str) -> list[list[str]]:
    """The tables below a heading, each as its rows without the head."""
    found = re.findall(r"(?:^\|.*\n?)+", section(document, heading), re.MULTILINE)
    return [table.splitlines()[2:] for table in found]


def rows(document: str, heading: str) -> list[str]:
    """The rows of the first table below a heading."""
    return tables(document, heading)[0]


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def names(table: list[str]) -> list[str]:
    """What stands as code in the first cell of each row."""
    return [row.split("`")[1] for row in table]
