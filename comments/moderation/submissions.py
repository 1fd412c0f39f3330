"""What the rules may know of a post."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Submission:
    """The facts of one post, gathered before it is judged.

    ``time_taken`` runs from first focus to posting, and is None where no script measured it: no evidence,
    not bad evidence.  ``discussion_mode`` is "" where the site's own applies.
    Posts are counted before this one.
    """

    text: str
    site_mode: str
    discussion_mode: str
    honeypot_filled: bool
    time_taken: timedelta | None
    too_fast: timedelta
    posts_by_person: int
    posts_by_person_limit: int
    posts_by_network: int
    posts_by_network_limit: int
