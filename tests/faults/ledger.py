"""What readers and editors were told, against what is in the database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .newspapers import Newspaper
from .stream import LOST, TOKEN, Answer

COMMENTS = """
    SELECT ours.xtdcomment_ptr_id, ours.source, ours.status, ours.public, stock.is_public
    FROM newsroom_comments_readercomment ours
    JOIN django_comments stock ON stock.id = ours.xtdcomment_ptr_id
"""
LOGGED = "SELECT comment_number, to_status FROM newsroom_comments_decision"
COUNTED = "SELECT id, public_count FROM newsroom_comments_discussion"
PUBLIC = "SELECT discussion_id, COUNT(*) FROM newsroom_comments_readercomment WHERE public GROUP BY 1"


@dataclass(frozen=True)
class Stored:
    number: int
    token: str
    status: str
    public: bool


class Ledger:
    """Of one newspaper and all that was answered of it."""

    def __init__(self, newspaper: Newspaper, answers: Iterable[Answer]) -> None:
        self.newspaper = newspaper
        self.answers = [*answers]

    @cached_property
    def told(self) -> Counter[tuple[str, int]]:
        """How many were answered what, by act and status; 0 for a lost connection."""
        return Counter((answer.act, answer.status) for answer in self.answers)

    @cached_property
    def stored(self) -> list[Stored]:
        """The comments of the stream."""
        return [
            Stored(number, found[0], status, bool(ours) or bool(stock))
            for number, source, status, ours, stock in self.newspaper.rows(COMMENTS)
            if (found := TOKEN.search(source))
        ]

    def acknowledged(self) -> set[str]:
        return {answer.token for answer in self.answers if answer.act == "post" and answer.status == 302}

    def statuses(self, act: str) -> set[int]:
        return {status for told, status in self.told if told == act}

    def faults(self) -> list[str]:
        """A sentence for each thing that is not as it was said; none where all is well."""
        return [
            *self._faults_of_posts(),
            *self._faults_of_decisions(),
            *self._faults_of_pages(),
            *self._faults_of_counts(),
        ]

    def _faults_of_posts(self) -> Iterator[str]:
        times = Counter(row.token for row in self.stored)
        sent = {answer.token for answer in self.answers if answer.act == "post"}
        yield from (f"{token}: acknowledged, not stored" for token in self.acknowledged() - times.keys())
        yield from (f"{token}: stored {number} times" for token, number in times.items() if number > 1)
        yield from (f"{token}: stored, never sent" for token in times.keys() - sent)
        yield from (
            f"{answer.token}: answered {answer.status} without {answer.lacks}"
            for answer in self.answers
            if answer.lacks
        )

    def _faults_of_decisions(self) -> Iterator[str]:
        wanted = {answer.token: answer for answer in self.answers if answer.act in {"approved", "rejected"}}
        done = {answer.token: answer.act for answer in wanted.values() if answer.status in {200, 409}}
        logged: defaultdict[int, list[str]] = defaultdict(list)
        for number, to in self.newspaper.rows(LOGGED):
            logged[number].append(to)
        for row in self.stored:
            asked = wanted[row.token].act if row.token in wanted else "pending"
            if row.status not in {"pending", asked} or row.public != (row.status == "approved"):
                yield f"{row.token}: {row.status}, public: {row.public}; asked for: {asked}"
            if row.status != done.get(row.token, row.status):
                yield f"{row.token}: {row.status}, though the editor was told {done[row.token]}"
            expected = ["pending"] if row.status == "pending" else ["pending", row.status]
            if sorted(logged[row.number]) != sorted(expected):
                yield f"{row.token}: the log says {logged[row.number]}"

    def _faults_of_pages(self) -> Iterator[str]:
        shown = frozenset().union(*(answer.shown for answer in self.answers))
        approved = {answer.token for answer in self.answers if answer.act == "approved"}
        yield from (f"{token}: on a page, and nobody approved it" for token in shown - approved)

    def _faults_of_counts(self) -> Iterator[str]:
        public = dict(self.newspaper.rows(PUBLIC))
        for discussion, counted in self.newspaper.rows(COUNTED):
            if counted != public.get(discussion, 0):
                yield f"discussion {discussion} counts {counted}, and {public.get(discussion, 0)} are public"

    def summary(self) -> str:
        """One line: who was told what how often, and what is stored."""
        acts: defaultdict[str, list[str]] = defaultdict(list)
        for (act, status), number in sorted(self.told.items()):
            acts[act].append(f"{number} × {'no answer' if status == LOST else status}")
        parts = [f"{act}: {', '.join(said)}" for act, said in sorted(acts.items())]
        public = sum(row.public for row in self.stored)
        parts.append(f"stored: {len(self.stored)}, of {len(self.acknowledged())} acknowledged")
        return "; ".join([*parts, f"public: {public}"])
