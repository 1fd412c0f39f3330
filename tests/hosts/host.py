"""A foreign site, made in a folder of its own as its developers would make it."""

import os
import shutil
import socket
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..project.sources import ROOT
from ..test_host import pieces

# In one process: to start it is most of the cost.
WALK = """
import django, runpy, sys
from django.apps import apps
from django.core.management import call_command
sys.path.insert(0, "")
django.setup()
call_command("check")
call_command("migrate", verbosity=0)
runpy.run_path("walk.py")
if apps.is_installed("django_newsroom.comments"):
    call_command("newsroomdoctor", stdout=sys.stderr)
"""


@dataclass(frozen=True)
class Recipe:
    """What ``host.toml`` in the site's folder says; ``README.md`` beside this file says of what."""

    folder: Path
    settings: str
    start: list[str] = field(default_factory=list)
    pieces: dict[str, str] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, folder: Path) -> "Recipe":
        said: dict[str, Any] = tomllib.loads((folder / "host.toml").read_text())
        return cls(folder, **said)

    @property
    def requirements(self) -> Path:
        return self.folder / "requirements.txt"

    @property
    def is_dear(self) -> bool:
        """Whether it wants an environment of its own."""
        return self.requirements.exists()


@dataclass(frozen=True)
class Host:
    """The site in ``folder``, and the Python that runs it; ``library`` is where ours is, if not installed."""

    recipe: Recipe
    folder: Path
    interpreter: Path
    library: Path | None = None

    def run(self, *command: str) -> str:
        """What a command of the environment says: a script, or a program that stands beside its Python."""
        program = self.interpreter.parent / command[0]
        words = [str(program), *command[1:]] if program.exists() else [str(self.interpreter), *command]
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        given = {"DJANGO_SETTINGS_MODULE": self.recipe.settings, "PYTHONDONTWRITEBYTECODE": "1"}
        library = {"PYTHONPATH": str(self.library)} if self.library else {}
        done = subprocess.run(
            words, cwd=self.folder, env=kept | given | library, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def make(self) -> None:
        """The framework's project, README's pieces, and the site's own files above them."""
        if self.recipe.start:
            self.run(*self.recipe.start)
        texts = {piece.file: piece.text for piece in pieces() if piece.file}
        for name, place in self.recipe.pieces.items():
            path = self.folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text((path.read_text() if path.exists() else "") + texts[name])
        shutil.copytree(self.recipe.folder / "site", self.folder, dirs_exist_ok=True)

    def walk(self) -> str:
        shutil.copy(self.recipe.folder / "walk.py", self.folder)
        return self.run("-c", WALK)


def has(need: str) -> bool:
    """Whether here is a program ("npm", "this or that"), or a server at an address ("127.0.0.1:3306")."""
    host, _colon, port = need.partition(":")
    if not port:
        return any(shutil.which(name) for name in need.split(" or "))
    with socket.socket() as there:
        return there.connect_ex((host, int(port))) == 0


def in_this_environment(recipe: Recipe, folder: Path) -> Host:
    return Host(recipe, _site(folder), Path(sys.executable), library(folder))


def library(folder: Path) -> Path:
    """Beside a site, the sources of this checkout under the names that they have in the wheel."""
    made = folder / "library"
    package = made / "django_newsroom"
    package.mkdir(parents=True)
    shutil.copy(ROOT / "newsroom" / "wheel" / "__init__.py", package)
    for app in ("articles", "comments"):
        (package / app).symlink_to(ROOT / app)
    return made


def in_its_own_environment(recipe: Recipe, folder: Path, wheel: Path) -> Host:
    """With the wheel, and what the site wants of PyPI."""
    environment = folder / "environment"
    _uv("venv", "--python", sys.executable, str(environment))
    interpreter = environment / "bin" / "python"
    wanted = ["--requirement", str(recipe.requirements), str(wheel)]
    _uv("pip", "install", "--python", str(interpreter), *wanted)
    return Host(recipe, _site(folder), interpreter)


def _site(folder: Path) -> Path:
    site = folder / "site"
    site.mkdir()
    return site


def _uv(*command: str) -> None:
    done = subprocess.run(["uv", "--quiet", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
