"""The tutorial's own blocks, run in an empty folder with the wheel, lead to the first decision."""

import shutil
from pathlib import Path

import pytest

from ..project.sources import ROOT
from .snippets import snippets, typed, write

# Runs where the commands ran.
WALK = """
from django.contrib.auth.models import User
from django.test import Client
from stories.models import Story
from first_decision import is_approved, is_held, is_read
story = Story.objects.get()
reader, stranger, editor = (Client(SERVER_NAME="localhost") for _ in range(3))
is_held(reader, story)
assert editor.login(username="editor", password="ink-on-my-hands")
is_approved(editor)
is_read(stranger, story)
"""


@pytest.mark.database
def test_whoever_follows_the_tutorial_decides_on_a_first_comment(
    where_pip_looks: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "courier"
    folder.mkdir()
    shutil.copy(ROOT / "tests" / "host" / "first_decision.py", folder)
    (folder / "walk.py").write_text(WALK)
    typed(folder, "python -m pip install --quiet django-newsroom\n", **where_pip_looks)
    steps = [*snippets((ROOT / "docs" / "tutorial.md").read_text())]
    for step in steps:
        if step.file:
            write(folder, step)
        else:
            then = "python walk.py\n" if step is steps[-1] else ""
            typed(folder, step.text + then, **where_pip_looks)
