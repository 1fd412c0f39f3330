"""Comments of a WordPress site come in, on the objects that a map names for its posts.

A chunk is one transaction.  Each comment keeps where it came from, as its key and in the log: to import it
again, after an interruption or an erasing, stores nothing.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from ..decisions import adoptions
from ..decisions.log import ADOPTED
from ..models import Commenter, Decision, Discussion, ReaderComment, Status
from ..models.transactions import writing
from ..targets import find
from . import imported_rows
from .wordpress import Refused, WordPressComment

SIZE = 200
# What is said of an import, in this order; what else there was follows.
OUTCOMES = ("in the file", "imported", "would be imported", "imported before")
# What other sites' programs said, and no reader.
PINGS = {"pingback", "trackback"}


@dataclass(frozen=True)
class Destination:
    """Where the comments of one post go: to the object with this key; ``origin`` names the post for good."""

    guid: str
    origin: str
    pk: str


def read_map(lines: Iterable[str]) -> dict[str, Destination]:
    """The destinations by the posts' numbers, from what ``importwordpress --map`` wrote.

    :raises Refused: a line is none of such a map.
    """
    posts = {}
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            posts[str(said["id"])] = Destination(said["guid"], said["key"], str(said["article"]))
        except (ValueError, TypeError, KeyError):
            raise Refused(f"line {number} is no line of a map") from None
    return posts


@dataclass
class Import:
    """One export; ``lose`` is told of each loss, in one sentence."""

    label: str
    posts: dict[str, Destination]
    lose: Callable[[str], None]
    dry: bool = False
    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(OUTCOMES, 0)))
    # How many comments are on each post that the map doesn't name.
    unmapped: Counter[str] = field(default_factory=Counter)
    # Whose parents aren't there yet, in this reading and in the one before; readings in which nothing moved.
    _waiting: set[str] = field(default_factory=set)
    _awaited: set[str] = field(default_factory=set)
    _stuck: int = 0
    # What was looked at and is not stored.
    _left_out: set[str] = field(default_factory=set)
    _is_first: bool = True
    _last: tuple[str, Model | None] = ("", None)

    def run(self, read: Callable[[], Iterable[WordPressComment]]) -> None:
        """Store the comments that ``read`` gives, each time from the beginning.

        Once, where parents stand before their replies, as WordPress writes them; else again for the replies
        that waited.  One whose parent never comes begins a thread.

        :raises Refused: the file can't be read.
        """
        while self._is_first or self._waiting:
            stored = self.counts["imported"]
            self._awaited, self._waiting = self._waiting, set()
            for chunk in _chunks(read()):
                self._chunk(chunk)
            moved = self._is_first or self.counts["imported"] > stored
            self._stuck = 0 if moved else self._stuck + 1
            self._is_first = False

    def _count(self, outcome: str) -> None:
        self.counts[outcome] += self._is_first

    def _chunk(self, chunk: Sequence[WordPressComment]) -> None:
        comments = [comment for comment in chunk if self._is_readers(comment)]
        if self.dry:
            for comment in comments:
                if self._row(comment):
                    self._count("would be imported")
        elif comments:
            self._store(comments)

    def _is_readers(self, comment: WordPressComment) -> bool:
        """Whether it is a reader's on a post that came in; what else it is gets counted, once."""
        self._count("in the file")
        kind = comment.said.get("type", "")
        destination = self.posts.get(comment.post)
        if kind in PINGS:
            self._count(f"{kind}s")
        elif kind not in {"", "comment"}:
            self._leave(comment, f"it is a {kind}")
        elif destination is None or destination.guid != comment.guid:
            self._count("on posts that the map doesn’t name")
            self.unmapped[comment.post] += self._is_first
        else:
            return comment.number not in self._left_out
        return False

    @writing()
    def _store(self, comments: Sequence[WordPressComment]) -> None:
        known = self._known(comments)
        stored: list[tuple[ReaderComment, str]] = []
        for comment in comments:
            origin, parent = self.posts[comment.post].origin, comment.said.get("parent", "")
            note = _note(origin, comment.number)
            if note in known:
                self._count("imported before")
                continue
            above = known.get(_note(origin, parent), 0)
            is_lost = parent not in {"", "0"} and not above
            if is_lost and not self._uproots(parent):
                self._waiting.add(comment.number)
                continue
            made = self._row(comment)
            if made is None:
                continue
            if is_lost:
                self.lose(f"comment {comment.number}: its parent {parent} is not there: it begins a thread")
            row, status = made
            row.parent_id = above
            row.discussion = Discussion.objects.start(row.target)
            row.duplicate_key = _digest(note)
            row.commenter = Commenter.objects.identify(user_id=None, address=row.user_email)
            adoptions.insert(row, status)
            known[note] = row.pk
            stored.append((row, note))
            self.counts["imported"] += 1
        adoptions.log_inserted(stored)

    def _uproots(self, parent: str) -> bool:
        """Whether whose parent isn't here begins a thread: where nothing moves any more, and the parent
        doesn't wait itself, or all of them wait in a circle.
        """
        return self._stuck > 1 or (self._stuck == 1 and parent not in self._awaited)

    def _known(self, comments: Sequence[WordPressComment]) -> dict[str, int]:
        """The numbers here of those comments, and of their parents, that are here already."""
        notes = {
            _digest(note): note
            for comment in comments
            for number in (comment.number, comment.said.get("parent", ""))
            for note in (_note(self.posts[comment.post].origin, number),)
        }
        rows = ReaderComment.objects.filter(duplicate_key__in=notes).values_list("duplicate_key", "pk")
        found = {notes[key]: pk for key, pk in rows}
        # An erasing takes the key away; what the log says stays, so that nothing erased comes back.
        keys = {self.posts[comment.post].pk for comment in comments}
        discussions = Discussion.objects.filter(content_type=self._type, object_pk__in=keys)
        erased = Decision.objects.filter(
            comment__discussion__in=list(discussions),
            comment__status=Status.ERASED,
            rule=ADOPTED,
            note__in=notes.values(),
        )
        return found | dict(erased.values_list("note", "comment_number"))

    @property
    def _type(self) -> ContentType:
        return ContentType.objects.get_by_natural_key(*self.label.split("."))

    def _leave(self, comment: WordPressComment, why: str) -> None:
        if comment.number not in self._left_out:
            self._left_out.add(comment.number)
            self.counts["left out"] += 1
            self.lose(f"comment {comment.number}: {why}")

    def _row(self, comment: WordPressComment) -> tuple[ReaderComment, Status] | None:
        """The comment as it is to be stored, and in which status; None, and said, where it can't be."""
        target = self._target(self.posts[comment.post].pk)
        if target is None:
            self._leave(comment, "what it was on is not here")
            return None
        if not comment.number.isdecimal():
            self._leave(comment, "it has no number")
            return None
        losses: list[str] = []
        row = imported_rows.row_of(comment.said, target, losses.append)
        if row is None:
            self._leave(comment, "nothing of its text can be shown")
            return None
        for what in dict.fromkeys(losses):
            self.lose(f"comment {comment.number}: {what}")
        row.target = target
        row.content_type, row.object_pk = self._type, self.posts[comment.post].pk
        return row, imported_rows.STATUSES.get(comment.said.get("approved", ""), Status.PENDING)

    def _target(self, pk: str) -> Model | None:
        """The object with this key; a post's comments stand together."""
        if self._last[0] != pk:
            self._last = pk, find(self.label, pk)
        return self._last[1]


def _chunks(comments: Iterable[WordPressComment]) -> Iterator[list[WordPressComment]]:
    rest = iter(comments)
    while chunk := list(islice(rest, SIZE)):
        yield chunk


def _note(origin: str, number: str) -> str:
    """What the log says of where it came from."""
    return f"WordPress: comment {number} of {origin}"


def _digest(note: str) -> str:
    return hashlib.sha256(json.dumps(["wordpress", note]).encode()).hexdigest()
