"""The wheel carries the two apps and all they need, and nothing of the site."""

import email
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from .sources import APPS, ROOT, run


def contents(wheel: Path) -> set[str]:
    return set(ZipFile(wheel).namelist())


def in_the_checkout(app: str) -> set[str]:
    """What an app's folder holds, under the names it has in the wheel."""
    files = (path for path in (ROOT / app).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"django_newsroom/{path.relative_to(ROOT)}" for path in files}


def test_the_wheel_holds_both_apps_whole_and_nothing_else(wheel: Path) -> None:
    package = {name for name in contents(wheel) if ".dist-info/" not in name}
    expected = {"django_newsroom/__init__.py", "django_newsroom/py.typed"}.union(*map(in_the_checkout, APPS))
    assert package == expected


@pytest.mark.parametrize(
    ("app", "endings"),
    [
        ("articles", ["/py.typed", ".html", ".js", ".mo", "/migrations/0001_initial.py"]),
        ("comments", ["/py.typed", ".html", ".css", ".js", ".mo", "/migrations/0001_initial.py"]),
    ],
)
def test_an_app_comes_with_templates_translations_and_migrations(
    wheel: Path, app: str, endings: list[str]
) -> None:
    names = [name for name in contents(wheel) if name.startswith(f"django_newsroom/{app}/")]
    assert [ending for ending in endings if not any(name.endswith(ending) for name in names)] == []


def test_a_host_gets_four_dependencies(wheel: Path) -> None:
    archive = ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = email.message_from_bytes(archive.read(name))
    plain = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert sorted(re.split(r"[<>=~! ]", line)[0] for line in plain) == [
        "bleach",
        "django",
        "django-comments-xtd",
        "nh3",
    ]
    assert metadata.get_all("Provides-Extra") == ["site", "tasks"]


def test_the_site_stands_without_the_developers_folders(tmp_path: Path) -> None:
    """Nothing that serves readers imports from tests/, docs/ or benchmarks/."""
    for name in ("newsroom", "templates", *APPS):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "var").mkdir()
    shutil.copy(ROOT / "manage.py", tmp_path)
    status, output = run("manage.py", "check", cwd=tmp_path, SECRET_KEY="check only " * 5)
    assert (status, output) == (0, "System check identified no issues (0 silenced).\n")
