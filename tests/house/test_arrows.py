"""Imports fall downward: the floors of the house, drawn from the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .sources import APPS, ROOT, python_files

# A module imports from its own floor or from those above it in this list, never from those below.
FLOORS: dict[str, list[set[str]]] = {
    "articles": [
        {"conf", "languages", "plaintext", "sanitizing"},
        {"models"},
        {"seeds", "importing"},
        {"admin", "feeds", "sitemaps", "views"},
        {"apps", "checks", "management", "migrations", "urls"},
    ],
    "comments": [
        {
            "conf",
            "filters",
            "folding",
            "mail_headers",
            "mail_server",
            "markup",
            "numbers",
            "paragraphs",
            "posts",
            "texts",
        },
        {"cursors", "networks", "origins", "readers", "sanitizing", "sites", "targets"},
        {"signals", "sources", "moderation"},
        {"models"},
        {
            "followings",
            "forms",
            "links",
            "moderators",
            "notifications",
            "outbox",
            "roles",
            "tallies",
            "tasks",
        },
        {
            "cards",
            "corrections",
            "decisions",
            "discussions",
            "gathering",
            "latest",
            "news",
            "reader_mails",
            "searching",
            "threads",
        },
        {
            "adoption",
            "caching",
            "confirmations",
            "edits",
            "erasing",
            "forgetting",
            "persons",
            "posting",
            "queues",
            "replies",
            "reports",
            "reservations",
            "sections",
            "undoing",
            "withdrawals",
        },
        {"admin", "views"},
        {"templatetags"},
        {"apps", "checks", "management", "migrations", "urls"},
    ],
}
SANITIZERS = {"bleach", "nh3"}
VISIBILITY = {"is_public", "is_removed", "public"}
# Calls in which a keyword of that name asks about visibility and doesn't set it.
QUESTIONS = {"CheckConstraint", "Index", "Q", "UniqueConstraint", "When", "exclude", "filter", "get"}
MAY_SET_VISIBILITY = {"decisions", "migrations", "models"}


def imports(source: str, package: str) -> Iterator[str]:
    """Absolute names of what a module of ``package`` imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1]
            stem = ".".join([*base, *filter(None, [node.module])])
            yield from ([stem] if node.module else [f"{stem}.{alias.name}" for alias in node.names])
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}"


def absolute_imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield f"{node.module}"


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


def room(path: Path) -> str:
    """The first name below the app: ``comments/admin/desk.py`` stands in the room ``admin``."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def floor(app: str, name: str) -> int:
    for number, names in enumerate(FLOORS[app]):
        if name in names:
            return number
    raise AssertionError(f"{app}/{name} stands on no floor: add it to FLOORS in {Path(__file__).name}")


def arrows(app: str) -> dict[str, set[str]]:
    """Which room of an app imports which other room."""
    drawn: dict[str, set[str]] = {}
    for path in python_files(app):
        if path == ROOT / app / "__init__.py":
            continue
        targets = {name for name in imports(path.read_text(), package_of(path)) if name.startswith(f"{app}.")}
        rooms = {name.split(".")[1] for name in targets} - {room(path)}
        drawn.setdefault(room(path), set()).update(rooms)
    return drawn


@pytest.mark.parametrize("app", APPS)
def test_no_arrow_climbs(app: str) -> None:
    climbing = [
        f"{app}/{start} → {app}/{end}"
        for start, ends in arrows(app).items()
        for end in sorted(ends)
        if floor(app, end) > floor(app, start)
    ]
    assert climbing == []


@pytest.mark.parametrize("app", APPS)
def test_every_room_stands_on_a_floor(app: str) -> None:
    for name in arrows(app):
        floor(app, name)


@pytest.mark.parametrize("app", APPS)
def test_no_imports_run_in_a_circle(app: str) -> None:
    drawn = arrows(app)

    def reach(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        new = drawn.get(name, set()) - seen
        seen |= new
        for end in new:
            seen |= reach(end, seen)
        return seen

    assert [name for name in drawn if name in reach(name)] == []


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_itself_relatively_and_nothing_of_the_house(app: str) -> None:
    """In a wheel the apps have another name, so an absolute import would find somebody else's package."""
    house = {"articles", "comments", "django_newsroom", "newsroom", "tests"}
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files(app)
        for name in absolute_imports(path.read_text())
        if name.partition(".")[0] in house
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
    assert found - {f"{app}/sanitizing.py" for app in APPS} == set()


def test_moderation_is_pure() -> None:
    """Rules know facts: no database, no request, no foreign library's objects."""
    impure = ("django.db", "django.http", "django_comments", "django.contrib")
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in python_files("comments")
        if room(path) == "moderation"
        for name in absolute_imports(path.read_text())
        if name.startswith(impure)
    ]
    assert found == []


def visibility_set(source: str) -> list[int]:
    """Lines that set whether a comment is seen: by attribute, by ``setattr`` or by a call's keyword."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            lines += [node.lineno] * (node.attr in VISIBILITY)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            keywords = {keyword.arg for keyword in node.keywords} if called not in QUESTIONS else set()
            literals = {getattr(argument, "value", None) for argument in node.args[1:2]}
            named = keywords | (literals if called == "setattr" else set())
            lines += [node.lineno] * bool(named & VISIBILITY)
    return lines


def test_visibility_has_one_door() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in python_files("comments")
        if room(path) not in MAY_SET_VISIBILITY
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
    ],
)
def test_each_way_of_setting_visibility_is_seen(source: str) -> None:
    assert visibility_set(source) == [1]


@pytest.mark.parametrize(
    "source", ["c.is_public", "rows.filter(is_public=True)", "Q(public=True)", "public = 1"]
)
def test_asking_about_visibility_is_free(source: str) -> None:
    assert visibility_set(source) == []


@pytest.mark.parametrize(
    ("source", "package", "names"),
    [
        ("import a.b", "comments", ["a.b"]),
        ("from . import conf", "comments", ["comments.conf"]),
        ("from .models import X", "comments", ["comments.models"]),
        ("from ..views import x", "comments.admin", ["comments.views"]),
        ("def f():\n  from .. import views", "comments.admin", ["comments.views"]),
    ],
)
def test_every_spelling_of_an_import_is_seen(source: str, package: str, names: list[str]) -> None:
    assert list(imports(source, package)) == names
