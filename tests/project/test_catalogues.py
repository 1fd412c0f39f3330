"""Every sentence is in the catalogues, translated, and what is compiled is what was written."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.requirements import require

from .sources import APPS, ROOT, python_files, run

NAMES = [f"{package}/locale/fr/LC_MESSAGES/django.po" for package in (*APPS, "newsroom")]
FRENCH = [name for name in NAMES if "/fr/" in name]
each_catalogue = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources whose catalogues were just made from the code."""
    require(shutil.which("xgettext") and shutil.which("msgfmt"), "gettext's tools (Debian: gettext)")
    copy = tmp_path_factory.mktemp("catalogues")
    for name in (".ci", "newsroom", "templates", *APPS):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "manage.py", copy)
    assert run(".ci/catalogues", cwd=copy) == (0, "")
    return copy


def sentences(path: Path) -> list[tuple[str, str, str, dict[int, str]]]:
    assert path.is_file()
    catalogue = polib.mofile(str(path)) if path.suffix == ".mo" else polib.pofile(str(path))
    return sorted((e.msgid, e.msgctxt or "", e.msgstr, e.msgstr_plural) for e in catalogue)


@each_catalogue
def test_a_catalogue_holds_what_the_code_says(name: str, remade: Path) -> None:
    up_to_date = (ROOT / name).read_text() == (remade / name).read_text()
    assert up_to_date, "run .ci/catalogues, translate what is new, run it again"


@each_catalogue
def test_every_sentence_is_translated_and_none_is_a_guess(name: str) -> None:
    catalogue = polib.pofile(str(ROOT / name))
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []


@each_catalogue
def test_a_compiled_catalogue_is_the_one_that_was_written(name: str) -> None:
    assert sentences((ROOT / name).with_suffix(".mo")) == sentences(ROOT / name)


def test_there_is_no_catalogue_that_nobody_checks() -> None:
    found = ROOT.glob("*/locale/*/LC_MESSAGES/*.po")
    assert sorted(str(path.relative_to(ROOT)) for path in found) == sorted(NAMES)


@pytest.mark.parametrize("name", FRENCH)
def test_french_punctuation_never_begins_a_line(name: str) -> None:
    """French sets a space before « : ; ? ! » and inside guillemets, and no line may break there."""
    catalogue = polib.pofile(str(ROOT / name))
    texts = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if re.search(r" [:;?!»]|« ", text)] == []


# Read by the host's people in English, or (plaintext) the sentences of other sites that are taken out.
ENGLISH = {"checks", "checks.py", "doctor", "management", "migrations", "demo", "importing", "plaintext.py"}
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
LOGS = {"info", "warning", "error", "exception"}
SENTENCE = re.compile(r"[A-Z]\S* .*[.!?:]", re.DOTALL)


def unmarked(source: str) -> list[str]:
    """The sentences in a module that no catalogue gets, but those for the log and for who reads the code."""
    tree = ast.parse(source)
    seen = {id(part) for one in ast.walk(tree) if _needs_no_mark(one) for part in ast.walk(one)}
    texts = (part for part in ast.walk(tree) if isinstance(part, ast.Constant) and id(part) not in seen)
    return [str(text.value) for text in texts if SENTENCE.fullmatch(str(text.value))]


def _needs_no_mark(part: ast.AST) -> bool:
    if isinstance(part, ast.Call):
        return {getattr(part.func, "id", ""), getattr(part.func, "attr", "")} & (MARKS | LOGS) != set()
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def modules() -> Iterator[Path]:
    for package in (*APPS, "newsroom"):
        for path in python_files(package):
            if not ENGLISH & set(path.relative_to(ROOT).parts):
                yield path


def test_every_sentence_in_the_code_is_marked_for_translation() -> None:
    found = {str(path.relative_to(ROOT)): unmarked(path.read_text()) for path in modules()}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}


def test_an_unmarked_sentence_is_seen() -> None:
    code = (
        '"""A doc string."""\nlogger.info("It went out.")\n_("Say it.")\nraise ValueError("No such thing.")'
    )
    assert unmarked(code) == ["No such thing."]
