"""The site's next release: what a deployment brings beside the one that runs."""

import re
import shutil
from pathlib import Path

from ..project.sources import ROOT
from .newspapers import Newspaper, run

PARTS = ("articles", "comments", "newsroom", "templates")
# Which no page of this release has.
SIGN = "<!-- the next release -->"
COLUMN = "next_release"


def next_release(folder: Path, newspaper: Newspaper) -> Path:
    """A copy of the sources whose comments have one more column, with an index, and whose pages a sign.

    Its migration is written by Django, and not carried out.
    """
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", folder)
    edit(
        folder / "comments/models/reader_comments.py",
        r"^    revision = ",
        f"    {COLUMN} = models.CharField(max_length=10, null=True, db_index=True)\n    revision = ",
    )
    edit(folder / "templates/base.html", r"</body>", f"{SIGN}</body>")
    environment = newspaper.environment()
    run("manage.py", "makemigrations", "newsroom_comments", environment=environment, folder=folder)
    return folder


def edit(path: Path, pattern: str, words: str) -> None:
    text, number = re.subn(pattern, words, path.read_text(), count=1, flags=re.MULTILINE)
    assert number == 1, f"{path.name} has no {pattern}"
    path.write_text(text)
