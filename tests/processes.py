"""The site in a process of its own, with the settings and the database of a test."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection

from .project.sources import ROOT


def environment(**changes: str) -> dict[str, str]:
    """In which the site serves the database of a test, which must have no transaction open."""
    database = connection.settings_dict
    user = "{USER}:{PASSWORD}@{HOST}:{PORT}".format(**database)
    place = "sqlite:///" if connection.vendor == "sqlite" else f"postgres://{user}/"
    return os.environ | {"DATABASE_URL": f"{place}{database['NAME']}"} | changes


@contextmanager
def gunicorn(bind: str, said: list[str], **changes: str) -> Iterator[str]:
    """Serves by gunicorn, and gives the line that says where; what it logs later goes into ``said``."""
    command = [sys.executable, "-m", "gunicorn", "--bind", bind, "newsroom.wsgi"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(**changes), stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        try:
            yield next(line for line in server.stderr if "Listening at" in line)
        finally:
            server.terminate()
            said += server.communicate()[1].splitlines()


@contextmanager
def mortal(environment: Mapping[str, str], *arguments: str) -> Iterator[int]:
    """Serves by ``tests.browser.mortal``, and gives the port."""
    command = [sys.executable, "-m", "tests.browser.mortal", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()
