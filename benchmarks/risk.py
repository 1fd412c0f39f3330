"""How well the rules about persons at risk find what they are for: precision and recall, on texts of our own.

Usage: python benchmarks/risk.py [--wrong]

Precision: of what a rule held, how much it was for.  Recall: of what it was for, how much it held.  What
another of these rules is for counts as wrong, too.  The exit status is 1 where one falls below LEAST.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from benchmarks.data.risky_comments import BY_RULE, comments
from comments.rules import Submission
from comments.rules.builtin import RULES
from comments.rules.submissions import Lists
from comments.rules.words import Entry

# In percent: (precision, recall).
LEAST = (80, 75)
NAMES = [name for name in BY_RULE if name]


class Asked(NamedTuple):
    """One comment: whether a rule ought to hold it, and whether it did."""

    language: str
    text: str
    ought: bool
    held: bool


@dataclass(frozen=True)
class Score:
    """How many comments a rule held rightly and wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return 100 * self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(self.right + self.missed, 1)


def shipped() -> Lists:
    """Editors' lists as ``riskwords`` fills them."""
    from comments.upkeep.risk_words import LANGUAGES, LISTS, words

    every = [word for language in LANGUAGES for word in words(language)]
    found = {str(which): tuple(Entry(word) for mine, word in every if mine == which) for which in LISTS}
    return replace(Lists(), **found)


def ask(name: str, lists: Lists) -> Iterator[Asked]:
    rule = RULES[name]()
    for language, text, ought in comments():
        held = rule(Submission(text=text, lists=lists)) is not None
        yield Asked(language, text, ought == name, held)


def score(asked: Iterable[Asked]) -> Score:
    said = [(one.ought, one.held) for one in asked]
    return Score(said.count((True, True)), said.count((False, True)), said.count((True, False)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="each comment held wrongly or missed, too")
    options = parser.parse_args()
    django.setup()
    lists, scores = shipped(), []
    print("| rule | language | comments | right | wrong | missed | precision | recall |")
    print("|---|---|---|---|---|---|---|---|")
    for name in NAMES:
        every = [*ask(name, lists)]
        for language in BY_RULE[name]:
            scores.append(score(one for one in every if one.language == language))
            _print(name, language, scores[-1])
        for one in every if options.wrong else ():
            if one.ought != one.held:
                print(f"    {'missed' if one.ought else 'wrong'}: {one.text}")
    return int(any(found.precision < LEAST[0] or found.recall < LEAST[1] for found in scores))


def _print(name: str, language: str, found: Score) -> None:
    numbers = [found.right + found.missed, found.right, found.wrong, found.missed]
    shares = [f"{found.precision:.0f} %", f"{found.recall:.0f} %"]
    print(f"| `{name}` | {language} | {' | '.join(map(str, [*numbers, *shares]))} |")


if __name__ == "__main__":
    sys.exit(main())
