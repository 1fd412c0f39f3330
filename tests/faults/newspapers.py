"""A newspaper with an article and an editor, in a database of its own that the site's processes share."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from ..project.sources import ROOT

SECRET_KEY = "faults-" + "k" * 50
# Variables that a test's own settings or the caller's shell may have set.
OTHERS = ("CACHE_URL", "DATABASE_URL", "DEBUG", "EMAIL_URL", "SECRET_KEY")


@dataclass(frozen=True)
class Newspaper:
    url: str
    article: int
    page: str
    session: str

    def environment(self, **changes: str) -> dict[str, str]:
        """In which a process of the site serves it, by the site's own settings."""
        return environment(self.url, changes)

    def manage(self, *command: str, **changes: str) -> str:
        """What a management command printed."""
        return run("manage.py", *command, environment=self.environment(**changes))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database says now, asked by nobody's Django."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as file:
                return file.execute(query).fetchall()
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode()).fetchall()

    def write(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())


def prepared(url: str) -> Newspaper:
    """One in the empty database at ``url``."""
    said = run("-m", "tests.faults.preparing", environment=environment(url, {}))
    return Newspaper(url=url, **json.loads(said))


def crowded(original: Newspaper, name: str, comments: int) -> Newspaper:
    """A copy with so many comments on its article."""
    copy = copied(original, name)
    run("-m", "tests.faults.preparing", str(comments), environment=copy.environment())
    return copy


def copied(original: Newspaper, name: str) -> Newspaper:
    """The same in another database of the same PostgreSQL, which copies it in no time."""
    with psycopg.connect(_sibling(original.url, "template1"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {_name(original.url)}".encode())
    return replace(original, url=_sibling(original.url, name))


def environment(url: str, changes: Mapping[str, str]) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name not in OTHERS}
    site = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET_KEY,
        "EMAIL_URL": "memorymail://",
        "NEWSROOM_RATE_LIMIT": "off",
    }
    return given | site | changes


def run(*command: str, environment: Mapping[str, str], folder: Path = ROOT) -> str:
    """What Python printed of a command in the sources in ``folder``."""
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _name(url: str) -> str:
    return url.rpartition("/")[2]


def _sibling(url: str, name: str) -> str:
    return f"{url.rpartition('/')[0]}/{name}"
