"""Sdist and wheel carry the two apps and all they need, and nothing of the site."""

import email
import re
import shutil
import tarfile
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest

from ..conftest import build
from .sources import APPS, ROOT, run

# What the metadata is made of; hatchling adds the last two itself.
LICENCES = {"LICENSE", "LICENSES/Unicode-3.0.txt"}
PROJECT = LICENCES | {"CHANGELOG.md", "README.md", "pyproject.toml", "PKG-INFO", ".gitignore"}
PACKAGE = {"__init__.py", "py.typed"}


def contents(wheel: Path) -> set[str]:
    return set(ZipFile(wheel).namelist())


def in_the_checkout(app: str) -> set[str]:
    """The files of an app's folder."""
    files = (path for path in (ROOT / app).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(ROOT)) for path in files}


def in_both_apps() -> set[str]:
    return set().union(*map(in_the_checkout, APPS))


def members(wheel: Path) -> dict[str, bytes]:
    archive = ZipFile(wheel)
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_sdist_holds_what_the_wheel_is_built_from_and_nothing_else(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    assert names == PROJECT | in_both_apps() | {f"newsroom/wheel/{name}" for name in PACKAGE}


def test_the_wheel_is_the_same_from_the_sdist_and_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    (from_the_checkout,) = build(tmp_path, "--wheel").iterdir()
    assert wheel.name == from_the_checkout.name
    assert members(wheel) == members(from_the_checkout)


def test_the_wheel_holds_both_apps_whole_and_nothing_else(wheel: Path) -> None:
    package = {name for name in contents(wheel) if ".dist-info/" not in name}
    assert package == {f"django_newsroom/{name}" for name in PACKAGE | in_both_apps()}


@pytest.mark.parametrize(
    ("app", "endings"),
    [
        ("articles", ["/py.typed", ".html", ".css", ".js", ".mo", "/migrations/0001_initial.py"]),
        ("comments", ["/py.typed", ".html", ".css", ".js", ".mo", "/migrations/0001_initial.py"]),
    ],
)
def test_an_app_comes_with_templates_translations_and_migrations(
    wheel: Path, app: str, endings: list[str]
) -> None:
    names = [name for name in contents(wheel) if name.startswith(f"django_newsroom/{app}/")]
    assert [ending for ending in endings if not any(name.endswith(ending) for name in names)] == []


def metadata_of(wheel: Path) -> Message:
    (name,) = (name for name in contents(wheel) if name.endswith(".dist-info/METADATA"))
    return email.message_from_bytes(members(wheel)[name])


def test_the_wheel_says_its_licences_and_brings_their_words(wheel: Path) -> None:
    metadata = metadata_of(wheel)
    assert metadata["License-Expression"] == "BSD-3-Clause AND Unicode-3.0"
    assert {*metadata.get_all("License-File", [])} == LICENCES
    brought = {name.partition(".dist-info/licenses/")[2]: text for name, text in members(wheel).items()}
    assert {name: (ROOT / name).read_bytes() for name in LICENCES}.items() <= brought.items()


def test_the_table_of_look_alikes_has_the_licence_that_is_brought() -> None:
    module = (ROOT / "comments/text/look_alikes.py").read_text()
    notice = "".join(line.removeprefix("#").lstrip() for line in module.splitlines(keepends=True))
    words = " ".join((ROOT / "LICENSES/Unicode-3.0.txt").read_text().split())
    assert words in " ".join(notice.split())


def test_the_description_needs_no_file_of_the_repository(wheel: Path) -> None:
    described = metadata_of(wheel).get_payload(decode=True)
    assert isinstance(described, bytes)
    text, readme = described.decode(), (ROOT / "README.md").read_text()
    assert re.findall(r"<img|\]\((?!https?:)", text) == []
    assert re.findall("^#+ .*", text, re.MULTILINE) == re.findall("^#+ .*", readme, re.MULTILINE)
    # The words of a link stay, those of a picture don't.
    assert ("your own site, settings" in text, "lead picture, and on a phone" in text) == (
        True,
        False,
    )


def test_the_classifiers_are_what_continuous_integration_runs(wheel: Path) -> None:
    classifiers = metadata_of(wheel).get_all("Classifier", [])
    versions = r"^(?:Framework :: Django|Programming Language :: Python) :: (\d\.\d+)$"
    said = re.findall(versions, "\n".join(classifiers), re.MULTILINE)
    head = (ROOT / ".ci/run").read_text().partition("\nset ")[0]
    run = re.findall(r"Python (3\.\d+), Django (\d+\.\d+)", head)
    assert said == [*(django for _python, django in run), *(python for python, _django in run)]


def brought(wheel: Path, extra: str = "") -> list[str]:
    """What a host gets with ``extra``, or without any."""
    lines = metadata_of(wheel).get_all("Requires-Dist", [])
    ending = f"extra == '{extra}'" if extra else ""
    chosen = [line for line in lines if (line.endswith(ending) if extra else "extra ==" not in line)]
    return sorted(re.split(r"[\[<>=~! ;]", line)[0] for line in chosen)


def test_a_host_gets_four_dependencies_and_more_only_by_extras(wheel: Path) -> None:
    assert brought(wheel) == ["bleach", "django", "django-comments-xtd", "nh3"]
    assert metadata_of(wheel).get_all("Provides-Extra") == ["articles", "import", "site", "tasks"]
    assert brought(wheel, "articles") == ["anyascii", "django-prose-editor", "pillow", "snowballstemmer"]
    assert brought(wheel, "import") == ["markdown-it-py", "python-frontmatter", "tqdm"]


def test_the_site_stands_without_the_developers_folders(tmp_path: Path) -> None:
    """Nothing that serves readers imports from tests/, docs/ or benchmarks/."""
    for name in ("newsroom", "templates", *APPS):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "var").mkdir()
    shutil.copy(ROOT / "manage.py", tmp_path)
    status, output = run("manage.py", "check", cwd=tmp_path, SECRET_KEY="check only " * 5)
    assert (status, output) == (0, "System check identified no issues (0 silenced).\n")
