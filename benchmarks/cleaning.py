"""What the costliest texts take to clean, as a multiple of what prose of their length does.

Usage: python benchmarks/cleaning.py [--rounds N] [--only WORDS] [--all]

Processor seconds of one process; each text takes turns with prose, and the quickest round of either
counts.  The exit status is 1 where one costs more than MOST_TIMES as much.
"""

import argparse
import os
import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from benchmarks.data.costly_texts import PROSE, TEXTS, of_length, repeated
from comments.text.reading.syntax import Syntax
from comments.text.sanitizing import MAX_LENGTH, clean

MOST_TIMES = 8
MOST_SHOWN = 20
LENGTHS = (100, 300, 1_000, 3_000, MAX_LENGTH)


def ratio(text: str, prose: str, syntax: Syntax, rounds: int) -> tuple[float, float]:
    """How many times as much as prose a text takes, and its seconds."""
    # Plain prose takes a way of its own, so short that it measures nothing: a post is read as Markdown.
    usual = Syntax.MARKDOWN if syntax is Syntax.PLAIN else syntax
    texts, proses = [], []
    for _round in range(rounds):
        texts.append(_once(text, syntax))
        proses.append(_once(prose, usual))
    return min(texts) / min(proses), min(texts)


def _once(text: str, syntax: Syntax) -> float:
    start = process_time()
    clean(text, syntax)
    return process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--only", default="", help="the texts whose name holds this")
    parser.add_argument("--all", action="store_true", help=f"not only the worst {MOST_SHOWN}")
    options = parser.parse_args()
    rows = []
    for syntax in (Syntax.MARKDOWN, Syntax.HTML, Syntax.PLAIN):
        for length in LENGTHS:
            prose = repeated(PROSE)(length)
            for name in TEXTS:
                if options.only in name:
                    times, seconds = ratio(of_length(name, length), prose, syntax, options.rounds)
                    rows.append((times, name, syntax.value, length, seconds * 1_000))
    rows.sort(reverse=True)
    print("| text | read as | characters | milliseconds | times prose |\n|---|---|---|---|---|")
    for times, name, syntax, length, milliseconds in rows if options.all else rows[:MOST_SHOWN]:
        print(f"| `{name}` | {syntax} | {length:,} | {milliseconds:.2f} | {times:.1f} |")
    return int(rows[0][0] > MOST_TIMES)


if __name__ == "__main__":
    sys.exit(main())
