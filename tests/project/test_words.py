"""One word for one act: what CHANGELOG.md says was renamed is nowhere left, in code or in a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from .sources import ROOT, files, python_files
from .test_catalogues import NAMES

FOLDERS = ("articles", "benchmarks", "comments", "newsroom", "tests")
# The name of one thing that was renamed, and by now, or still, the right one for another.
STILL_IN_USE = {
    "Act": "models.Act, what a row of the log records",
    "Batch": "decisions.undoing.Batch, all that one click did",
    "Position": "desk.cursors.Position, between two rows of a queue",
    "places": "a plain word for where things are",
    "tell": "a view of one test module, and a plain word",
    "told": "a plain word",
    "mark": "HTML's element, and a plain word",
    "Mark": "what ProseMirror, in an editor's script, calls what words can have",
}
# English words, which a sentence or a comment may hold: looked for only where they can be a name.
WORDS = {
    "grounds",
    "appeared",
    "proven",
    "Move",
    "Mail",
    "Shown",
    "Kept",
    "Place",
    "Mark",
    "May",
    "MARK",
    "ACTS",
}
AS_A_NAME = r"""(?:(?<=class )|(?<=def )|(?<=\.)|(?<=import )){0}\b|(?<![@"\w]){0}(?=\(|\.\w|__\w| =|=|: )"""
RETIRED_PHRASES = [
    r"\bmail(s|ed)?\b",
    r"\b(take|takes|taken|taking|took)( \w+){0,4} back\b",
    r"\bforget",
    r"\bso already\b",
    r"\bnothing is kept\b|\bkeeps\b|\bkept long\b",
    r"\bleft alone\b",
    r"\bEmail me: of\b|^of every\b",
]


def retired() -> Iterator[str]:
    """The names in the first column of the changelog's table, without the class they were of."""
    table = (ROOT / "CHANGELOG.md").read_text().partition("| Identifier | Now |\n|---|---|\n")[2]
    for row in table.splitlines():
        old = row.split(" | ")[0]
        for name in re.findall(r"`([^`]+)`", old.partition(", of ")[0]):
            yield name if "/" in name else name.rpartition(".")[2]


def pattern(name: str) -> str:
    """The name whole, or with a lookup of the ORM behind it."""
    if name in WORDS:
        return AS_A_NAME.format(name)
    return rf"(?<![\w/.-]){re.escape(name)}(?=__|\b)" if "/" in name else rf"(?<!\w){name}(?=__|\b)"


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in python_files(folder) if path != Path(__file__))
    yield from files(".html", ".txt", ".js")


def left(name: str, texts: dict[Path, str]) -> list[str]:
    holding = {path: text for path, text in texts.items() if name in text}
    return [str(path.relative_to(ROOT)) for path, text in holding.items() if re.search(pattern(name), text)]


@pytest.fixture(scope="module")
def texts() -> dict[Path, str]:
    return {path: path.read_text() for path in sources()}


def test_no_retired_identifier_is_left(texts: dict[Path, str]) -> None:
    names = [name for name in retired() if name not in STILL_IN_USE]
    assert len(names) > 50
    assert {name: found for name in names if (found := left(name, texts))} == {}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("TakenBack", "    :raises TakenBack: its author withdrew it."),
        ("appeared", "rows.filter(appeared__gt=version)"),
        ("Mark", "from .queues import Mark\n"),
        ("grounds", "decide(comment, to, grounds=by)"),
        ("newsroom_comments/kept.js", '{% static "newsroom_comments/kept.js" %}'),
    ],
)
def test_a_retired_identifier_is_seen(name: str, code: str) -> None:
    assert re.search(pattern(name), code)


def test_a_plain_word_is_no_identifier() -> None:
    assert not re.search(pattern("appeared"), "# The comments that appeared since.")
    assert not re.search(pattern("Move"), '"Move it above the admin."')


def test_no_sentence_of_the_interface_has_a_retired_phrase() -> None:
    catalogues = [polib.pofile(str(ROOT / name)) for name in NAMES]
    sentences = [text for entries in catalogues for e in entries for text in (e.msgid, e.msgid_plural)]
    assert [text for text in sentences if re.search("|".join(RETIRED_PHRASES), text, re.IGNORECASE)] == []


def test_every_exception_is_of_a_name_that_was_renamed() -> None:
    assert STILL_IN_USE.keys() | WORDS <= {*retired()}
