"""What a reader sent."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from ..models import Discussion
from ..text.reading.syntax import Syntax


@dataclass(frozen=True)
class Post:
    """What a reader sent, valid as far as one form can know.

    ``name``, ``email`` and ``url`` may be empty; ``source`` is the text as typed, in ``syntax``, and ``html``
    what cleaning makes of it, None where that is still to be done.
    ``confirmed``: the reader has shown that ``email`` is theirs.  ``network`` is the client's /24 or /48, or
    "".  ``submitted`` is set where a post is brought in that was made earlier; flood limits count it at that
    time.  ``request`` is for the host's own moderators.
    ``follow`` is what the reader wants to be emailed, one of ``Follow``'s values or "".
    ``replaces`` is the id of the comment whose author edits it: this becomes its text.
    ``discussion`` is the target's, and ``parent_place`` the root and the level of the comment replied to,
    where they are known already; else they are looked up.
    """

    target: Model
    site_id: int
    source: str
    name: str
    email: str
    url: str
    user: Any = None
    confirmed: bool = False
    parent_id: int = 0
    honeypot_filled: bool = False
    time_taken: timedelta | None = None
    prefilled: bool = False
    network: str = ""
    submitted: datetime | None = None
    request: Any = None
    follow: str = ""
    replaces: int = 0
    html: str | None = None
    discussion: Discussion | None = None
    parent_place: tuple[int, int] | None = None
    syntax: Syntax = field(default_factory=Syntax.of_new_texts)

    @property
    def user_id(self) -> Any:
        return self.user.pk if self.user else None

    @property
    def is_identity_verified(self) -> bool:
        """Whether a login or a confirmed address shows who sent it."""
        return self.user is not None or self.confirmed
