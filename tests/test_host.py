"""A foreign site takes the built wheel in, by README's own words, and lets it go again."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from .documents.snippets import Snippet, snippets, write
from .project.sources import ROOT, run

SECTION = "## Put it under your own model\n"
TABLES = ["django_comments", "django_comments_xtd_xtdcomment", "stories_story"]
CHECK = """
import sys, django
from django.core.management import call_command
django.setup()
call_command("check", stdout=sys.stdout)
call_command(*sys.argv[1:])
"""


def pieces() -> list[Snippet]:
    """README's pieces of code."""
    return [*snippets((ROOT / "README.md").read_text().partition(SECTION)[2].partition("\n## ")[0])]


@dataclass
class Host:
    """A copy of ``tests/host`` and a folder that holds the installed wheel and nothing else of ours."""

    site: Path
    library: Path

    def python(self, *command: str, settings: str = "newsroom.settings") -> str:
        status, output = run(
            *command,
            cwd=self.site,
            PYTHONPATH=str(self.library),
            DJANGO_SETTINGS_MODULE=settings,
            PYTHONDONTWRITEBYTECODE="1",
        )
        assert status == 0, output
        return output

    def manage(self, *command: str, settings: str = "newsroom.settings") -> str:
        return self.python("manage.py", *command, f"--settings={settings}")

    def check(self, *migrations: str, settings: str = "newsroom.settings") -> str:
        """What ``check`` and a command of migrations say, in one process: to start it is most of the cost."""
        return self.python("-c", CHECK, *migrations, settings=settings)

    def follow_the_readme(self) -> None:
        """Pieces for the project's own settings and addresses are added, all others are the file."""
        for piece in pieces():
            if piece.file in {"settings.py", "urls.py"}:
                write(self.site / "newsroom", piece)
            else:
                (self.site / piece.file).unlink(missing_ok=True)
                write(self.site, piece)

    def tables(self) -> set[str]:
        with closing(sqlite3.connect(self.site / "host.sqlite3")) as database:
            return {
                name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }

    def rows(self, up_to: dict[str, int] | None = None) -> dict[str, list[tuple[object, ...]]]:
        """Every column of the old tables' rows, in order of insertion: all, or the first so many."""
        with closing(sqlite3.connect(self.site / "host.sqlite3")) as database:
            rows = {
                name: database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name in TABLES
            }
        return {name: rows[name][: up_to[name]] if up_to else rows[name] for name in TABLES}

    def copy(self, site: Path) -> "Host":
        shutil.copytree(self.site, site)
        return Host(site, self.library)


@pytest.fixture(scope="module")
def old_site(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Host:
    """The host with years of django-comments-xtd's rows, before it knew us; our wheel is installed."""
    folder = tmp_path_factory.mktemp("host")
    install = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target"]
    subprocess.run([sys.executable, *install, str(folder / "library"), str(wheel)], check=True)
    shutil.copytree(ROOT / "tests" / "host", folder / "site", ignore=shutil.ignore_patterns("__pycache__"))
    host = Host(folder / "site", folder / "library")
    host.manage("migrate", "--verbosity=0", settings="newsroom.before")
    host.python("old_rows.py", settings="newsroom.before")
    return host


@pytest.fixture(scope="module")
def new_site(old_site: Host, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The host after it did what README says."""
    host = old_site.copy(tmp_path_factory.mktemp("new") / "site")
    host.follow_the_readme()
    host.manage("migrate", "--verbosity=0")
    return host


@pytest.fixture(scope="module")
def walked_site(new_site: Host, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The host after a reply was taken, held, approved and read."""
    host = new_site.copy(tmp_path_factory.mktemp("walked") / "site")
    host.python("walk.py")
    return host


@pytest.fixture
def host(new_site: Host, tmp_path: Path) -> Host:
    """That host, for one test."""
    return new_site.copy(tmp_path / "site")


def test_the_readme_names_every_piece_a_host_needs() -> None:
    assert [piece.file for piece in pieces()] == [
        "settings.py",
        "urls.py",
        "stories/templates/stories/story.html",
        "stories/views.py",
        "templates/newsroom_comments/base.html",
    ]


def test_the_host_runs_the_wheel_beside_packages_of_the_same_names(host: Host) -> None:
    modules = "articles, comments, newsroom, django_newsroom.comments"
    found = host.python(
        "-c", f"import {modules}; print(articles, comments, newsroom, django_newsroom.comments)"
    )
    assert re.findall(r"from '(.*?)/__init__.py'", found) == [
        str(host.site / "articles"),
        str(host.site / "comments"),
        str(host.site / "newsroom"),
        str(host.library / "django_newsroom" / "comments"),
    ]


def test_the_host_has_nothing_to_mend_and_no_migration_to_write(host: Host) -> None:
    said = host.check("makemigrations", "--check", "--dry-run")
    assert said == "System check identified no issues (0 silenced).\nNo changes detected\n"


def test_the_doctor_finds_nothing_to_mend_and_leaves_every_row_as_it_is(host: Host) -> None:
    quiet = 'from .settings import *\nEMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"\n'
    (host.site / "newsroom" / "quiet.py").write_text(quiet)
    before = (host.site / "host.sqlite3").read_bytes()
    lines = host.manage("newsroomdoctor", settings="newsroom.quiet").splitlines()
    assert [line.partition(": ")[0] for line in lines if line[:3] != "ok "] == [
        "note   check newsroom_comments.W001",
        "note   mail",
        "note   DISPLAY_NAME",
        "All of it works.",
    ]
    assert (host.site / "host.sqlite3").read_bytes() == before


def test_old_rows_are_unchanged(old_site: Host, host: Host) -> None:
    old = old_site.rows()
    assert [len(old[name]) for name in TABLES] == [4, 3, 2]
    assert host.rows() == old


def test_a_reply_is_taken_held_approved_and_read(old_site: Host, walked_site: Host) -> None:
    # What the walk itself doesn't see.
    assert len(walked_site.rows()["django_comments"]) > len(old_site.rows()["django_comments"])


def test_old_rows_are_read_once_adopted_and_given_back_when_we_go(old_site: Host, host: Host) -> None:
    assert host.manage("adoptcomments") == "adopted 4\n"
    host.python("walk.py", "adopted")
    host.manage("migrate", "newsroom_comments", "zero", "--verbosity=0")
    old, given_back = old_site.rows(), host.rows()
    # django-comments' own row became a root of django-comments-xtd's, which it needs nowhere else.
    (new_root, *threads) = given_back["django_comments_xtd_xtdcomment"]
    assert new_root[0] == old["django_comments"][0][0]
    assert given_back["django_comments"][:4] == old["django_comments"]
    assert threads[:3] == old["django_comments_xtd_xtdcomment"]


def test_the_host_takes_us_out_again(old_site: Host, walked_site: Host, tmp_path: Path) -> None:
    host = walked_site.copy(tmp_path / "site")
    host.manage("migrate", "newsroom_comments", "zero", "--verbosity=0")
    assert {name for name in host.tables() if name.startswith("newsroom_comments")} == set()
    old = old_site.rows()
    assert host.rows({name: len(rows) for name, rows in old.items()}) == old
    as_it_was = old_site.copy(tmp_path / "as_it_was")
    shutil.copy(host.site / "host.sqlite3", as_it_was.site)
    as_it_was.check("migrate", "--check", settings="newsroom.before")
