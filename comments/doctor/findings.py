"""What the doctor says of one thing: it works, it is wrong and so mended, or nothing could be found out."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    WORKS = "ok"
    # Nothing that need be mended, but worth a line: a choice of the host's, or what couldn't be tried.
    NOTED = "note"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """``said`` is of ``subject``; ``mend`` is the line to add, and ``detail`` for who asks for more."""

    state: State
    subject: str
    said: str
    mend: str = ""
    detail: str = ""

    def __str__(self) -> str:
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.state:<5}  {self.subject}: {self.said}{mend}"


def works(subject: str, said: str, detail: str = "") -> Finding:
    return Finding(State.WORKS, subject, said, detail=detail)


def noted(subject: str, said: str, mend: str = "", detail: str = "") -> Finding:
    return Finding(State.NOTED, subject, said, mend, detail)


def wrong(subject: str, said: str, mend: str, detail: str = "") -> Finding:
    return Finding(State.WRONG, subject, said, mend, detail)


def in_one_line(error: BaseException) -> str:
    """What an error says, with its kind, on one line and without its last full stop."""
    said = " ".join(str(error).split()).rstrip(".?!")
    return f"{type(error).__name__}: {said}"[:300] if said else type(error).__name__
