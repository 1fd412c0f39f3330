"""What import-linter's contracts (pyproject.toml) can't say of imports, and that they are held to."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .sources import APPS, ROOT, python_files, run

SANITIZERS = {"bleach", "nh3"}
VISIBILITY = {"is_public", "is_removed", "public"}
# Calls in which a keyword of that name asks about visibility and doesn't set it.
QUESTIONS = {"CheckConstraint", "Index", "Q", "UniqueConstraint", "When", "exclude", "filter", "get"}
MAY_SET_VISIBILITY = {"decisions", "migrations", "models"}


def absolute_imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield f"{node.module}"


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def package_below(path: Path) -> str:
    """The first name below the app: ``comments/admin/desk/cards.py`` stands in ``admin``."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def lint_imports(folder: Path) -> tuple[int, str]:
    return run("-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache", cwd=folder)


def test_imports_fall_as_the_contracts_say() -> None:
    status, findings = lint_imports(ROOT)
    assert status == 0, findings


@pytest.mark.parametrize(
    ("module", "climb"),
    [
        ("comments/text/names.py", "from ..desk import queues"),
        ("comments/models/reports.py", "def late():\n    from ..posting import reports"),
        ("comments/admin/base.py", "from .desk import cards"),
        ("articles/models/articles.py", "from .. import views"),
        ("articles/views/feeds.py", "import comments.conf"),
    ],
)
def test_an_import_that_climbs_is_found(module: str, climb: str, tmp_path: Path) -> None:
    for name in ("newsroom", *APPS):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / module
    planted.write_text(f"{planted.read_text()}\n{climb}\n")
    status, findings = lint_imports(tmp_path)
    assert (status, "1 broken" in findings) == (1, True), findings


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_itself_relatively_and_nothing_of_this_repository(app: str) -> None:
    """In a wheel the apps have another name, so an absolute import would find somebody else's package."""
    ours = {"articles", "comments", "django_newsroom", "newsroom", "tests"}
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files(app)
        for name in absolute_imports(path.read_text())
        if name.partition(".")[0] in ours
    ]
    assert found == []


@pytest.mark.parametrize("app", APPS)
def test_no_relative_import_leaves_its_app(app: str) -> None:
    """Neither app reaches the other, nor the site, under the name that both have in a wheel."""
    for path in python_files(app):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert node.level <= len(package_of(path).split(".")), path


@pytest.mark.parametrize("app", APPS)
def test_no_literal_names_a_module_of_ours(app: str) -> None:
    ours = re.compile(r"(?:django_newsroom\.|articles\.|comments\.)\w+(?:\.\w+)*")
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in python_files(app)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ours.fullmatch(node.value)
    ]
    assert found == []


def test_only_the_sanitizing_modules_know_the_sanitizers() -> None:
    found = {
        str(path.relative_to(ROOT))
        for app in (*APPS, "newsroom")
        for path in python_files(app)
        if SANITIZERS & {name.partition(".")[0] for name in absolute_imports(path.read_text())}
    }
    assert found == {"articles/text/sanitizing.py", "comments/text/sanitizing.py"}


def test_rules_and_texts_are_pure() -> None:
    """Rules know facts: no database, no request, no foreign library's objects."""
    impure = ("django.db", "django.http", "django_comments", "django.contrib")
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files("comments")
        if package_below(path) in {"rules", "text"}
        for name in absolute_imports(path.read_text())
        if name.startswith(impure)
    ]
    assert found == []


def literals(*nodes: ast.AST) -> Iterator[Any]:
    return (part.value for node in nodes for part in ast.walk(node) if isinstance(part, ast.Constant))


def keywords_of(call: ast.Call) -> Iterator[Any]:
    """Those that are written out, and in ``**{…}`` the keys that are."""
    for keyword in call.keywords:
        if keyword.arg:
            yield keyword.arg
        elif isinstance(keyword.value, ast.Dict):
            yield from literals(*filter(None, keyword.value.keys))


def visibility_set(source: str) -> list[int]:
    """Lines that set whether a comment is seen: by attribute, keyword or the field's name."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            lines += [node.lineno] * (node.attr in VISIBILITY)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = set() if called in QUESTIONS else {*keywords_of(node)}
            if called in {"bulk_create", "bulk_update", "setattr"}:
                named |= {*literals(*node.args[1:], *(keyword.value for keyword in node.keywords))}
            lines += [node.lineno] * bool(named & VISIBILITY)
    return lines


def test_visibility_has_a_single_write_path() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in python_files("comments")
        if package_below(path) not in MAY_SET_VISIBILITY
        for line in visibility_set(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "c.is_public = True",
        "c.public |= 1",
        "setattr(c, 'is_removed', 0)",
        "rows.update(is_public=1)",
        "C(public=1)",
        "rows.update(**{'is_public': True})",
        "C.objects.bulk_update(rows, ['text', 'public'])",
        "C.objects.bulk_update(rows, fields=['public'])",
    ],
)
def test_each_way_of_setting_visibility_is_seen(source: str) -> None:
    assert visibility_set(source) == [1]


@pytest.mark.parametrize(
    "source", ["c.is_public", "rows.filter(is_public=True)", "Q(public=True)", "public = 1"]
)
def test_asking_about_visibility_is_free(source: str) -> None:
    assert visibility_set(source) == []


@pytest.mark.parametrize("app", APPS)
def test_a_migration_imports_nothing_of_ours(app: str) -> None:
    """Or a later move of a module would break what was applied long ago."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in python_files(app)
        if path.parent.name == "migrations"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert found == []
