"""What the desk costs with a million comments, beside what it costs with ten thousand, or with ten.

Each line is one thing that somebody does.  The two databases take turns, and the quickest of many rounds
counts, so that a busy machine disturbs both alike.
"""

import argparse
import os
import sys
from pathlib import Path

import django


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the databases for another run")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--only", default="", help="only the lines that contain this")
    arguments = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from benchmarks.lines import databases, tables

    databases.make()
    over = tables.show(arguments.only, arguments.rounds)
    databases.close(drop=not arguments.keep)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
