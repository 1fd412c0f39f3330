"""What came of an import: counts, and every loss, kept in a file and not in memory."""

import json
from collections import Counter
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self

from .entries import cut


class Report:
    """Counts by kind and outcome; losses in their order, each with the article it is of."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._losses = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed by ``__exit__``

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._losses.close()

    def count(self, kind: str, outcome: str, number: int = 1) -> None:
        self.counts[kind, outcome] += number

    def lose(self, what: str, where: str = "") -> None:
        self._losses.write(json.dumps([printable(what), printable(where)]) + "\n")

    @property
    def losses(self) -> Iterator[tuple[str, str]]:
        """What was lost, and where."""
        self._losses.seek(0)
        for row in self._losses:
            what, where = json.loads(row)
            yield what, where

    def lines(self) -> Iterator[str]:
        """One line a kind, "posts: 58 in the file, 57 imported", in the order in which they came."""
        kinds: dict[str, list[str]] = {}
        for (kind, outcome), number in self.counts.items():
            kinds.setdefault(kind, []).append(f"{number} {outcome}")
        for kind, said in kinds.items():
            yield f"{kind}: {', '.join(said)}"
        for what, where in self.losses:
            yield f"not imported: {what}{f' ({where})' if where else ''}"


def printable(text: str) -> str:
    """``text`` on one line, without what a terminal would obey; the beginning of a long one."""
    return cut("".join(character if character.isprintable() else " " for character in text), 300)


def row(**values: Any) -> str:
    """One line of a map."""
    return json.dumps(values, ensure_ascii=False) + "\n"
