"""What the rules may know of a post: facts, none of which depends on a rule's options."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from ..text import visible
from ..text.reading.syntax import Syntax
from .words import Entry

# So many of a person's and of a network's posts are looked at, the newest ones.
MOST_POSTS = 200


@dataclass(frozen=True)
class Past:
    """An earlier post of the same person: when it was made, and its status now."""

    submitted: datetime
    status: str


@dataclass(frozen=True)
class Person:
    """Who posts, as far as it is known.

    ``moderates``: they may decide which comments are public.  ``identity_verified``: by a login or a
    confirmed address; else all that is said here is said of the address as typed, by whomever.  ``until``
    ends a bad ``standing`` ("held", "banned"; also "trusted" and "").  ``past`` has the newest
    ``MOST_POSTS`` posts, newest first.
    """

    logged_in: bool = False
    moderates: bool = False
    identity_verified: bool = False
    approved: int = 0
    standing: str = ""
    until: datetime | None = None
    past: tuple[Past, ...] = ()


class Opinion(StrEnum):
    """What a host's moderator made of a post."""

    ALLOWED = "allowed"
    HELD = "held"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Moderator:
    """A host's ``CommentModerator`` by its class's name, and what it said."""

    name: str
    opinion: Opinion


@dataclass(frozen=True)
class Lists:
    """The lists that editors keep."""

    banned_words: tuple[Entry, ...] = ()
    suspect_words: tuple[Entry, ...] = ()
    self_harm: tuple[Entry, ...] = ()
    threats: tuple[Entry, ...] = ()
    accusations: tuple[Entry, ...] = ()
    blocked_domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Submission:
    """The facts of one post, gathered before it is judged; it is counted nowhere in them.

    ``text`` is as it was typed, in ``syntax``, and ``linked_hosts`` are those that its links lead to once it
    is cleaned; of the address there is only the domain.  ``discussion_mode`` is "" where the site's own
    applies.  ``time_taken`` runs from first focus to posting, and is None where no script measured it: no
    evidence, not bad evidence.  ``prefilled``: all but the text stood in the form when that began, as the
    script says.  ``network_posts`` says when the newest ``MOST_POSTS`` posts of the network were made, newest
    first; ``same_texts`` how many comments by anyone have the same words.  ``staff_names`` are what the
    staff's names are compared by (``text.names.readings``).
    """

    text: str
    name: str = ""
    website: str = ""
    address_domain: str = ""
    linked_hosts: tuple[str, ...] = ()
    site_mode: str = "pre"
    discussion_mode: str = ""
    honeypot_filled: bool = False
    time_taken: timedelta | None = None
    prefilled: bool = False
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    rate_limited: bool = True
    person: Person = Person()
    network_posts: tuple[datetime, ...] = ()
    same_texts: int = 0
    staff_names: frozenset[str] = frozenset()
    lists: Lists = Lists()
    moderator: Moderator | None = None
    syntax: Syntax = Syntax.HTML

    @cached_property
    def shown(self) -> visible.VisibleText:
        """The text as readers will see it."""
        return visible.read(self.text, self.syntax)
