"""Folders are small, and say what lives in them."""

import ast
import re
from pathlib import Path

import pytest

from .sources import APPS, ROOT, python_files

MOST_MODULES = 14
NAMED_BY_DJANGO = {"management", "migrations"}
PACKAGES = sorted(
    {
        path.parent
        for app in (*APPS, "newsroom")
        for path in python_files(app)
        if "migrations" not in path.parts
    }
)


def modules(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_no_folder_holds_more_modules_than_a_newcomer_can_read_at_a_glance(folder: Path) -> None:
    assert len(modules(folder)) <= MOST_MODULES


def test_no_folder_of_tests_or_benchmarks_does_either() -> None:
    folders = {path.parent for part in ("benchmarks", "tests") for path in python_files(part)}
    assert [folder for folder in folders if len(modules(folder)) > MOST_MODULES] == []


@pytest.mark.parametrize(
    "folder",
    [folder for folder in PACKAGES if len(modules(folder)) > 1 and not NAMED_BY_DJANGO & {*folder.parts}],
    ids=lambda folder: str(folder.relative_to(ROOT)),
)
def test_every_package_says_what_lives_there(folder: Path) -> None:
    assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))


@pytest.mark.parametrize(
    "folder",
    [
        folder
        for folder in PACKAGES
        if ROOT / "comments" in folder.parents and not NAMED_BY_DJANGO & {*folder.parts}
    ],
    ids=lambda folder: str(folder.relative_to(ROOT)),
)
def test_every_package_of_comments_says_what_it_imports(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""
    assert re.search(r"^(Imports|May import) [^.]", said, re.MULTILINE)
