"""Rules about posts that hands don't make."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..rule import Rule, at_least
from ..submissions import MOST_POSTS, Submission
from ..verdicts import Reason, Verdict


class Honeypot(Rule):
    """Takes for spam what fills in a field that people don't see."""

    name = "honeypot"
    label = _("Hidden field filled in")
    message = _("A field that people don't see was filled in")

    def __call__(self, submission: Submission) -> Reason | None:
        return Reason(self.name, Verdict.SPAM) if submission.honeypot_filled else None


class TooFast(Rule):
    """Takes for spam what was written in less than so many ``seconds``, where the script measured it.

    Where nothing but the text was left to fill in, which may be pasted, it only holds.  Whoever claims that
    gains nothing: without a measure there is no evidence at all.
    """

    name = "too_fast"
    risk = 10
    label = _("Too fast")
    message = _("Posted %(found)s seconds after the first key (limit %(limit)s)")

    def __init__(self, *, seconds: float = 2) -> None:
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 <= seconds < 3600:
            raise ValueError(f"seconds is {seconds!r}, not a number from 0 to 3600")
        self.least = timedelta(seconds=seconds)

    def __call__(self, submission: Submission) -> Reason | None:
        taken = submission.time_taken
        if taken is None or taken >= self.least:
            return None
        verdict = Verdict.HOLD if submission.prefilled else Verdict.SPAM
        return Reason(self.name, verdict, {"limit": _seconds(self.least), "found": _seconds(taken)})

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        return super().sentence({name: number_format(value) for name, value in params.items()})


def _seconds(time: timedelta) -> float:
    """2 rather than 2.0: people read it."""
    seconds = time.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds


class Flood(Rule):
    """Refuses for now, when one ``person`` or one ``network`` posts too much.

    The options are pairs: so many posts in so many seconds.  The only rule of ours that refuses.
    """

    name = "flood"
    message = ngettext_lazy(
        "%(found)d post in %(seconds)d seconds (limit %(limit)d)",
        "%(found)d posts in %(seconds)d seconds (limit %(limit)d)",
        "found",
    )

    def __init__(self, *, person: Sequence[int] = (4, 60), network: Sequence[int] = (20, 60)) -> None:
        for name, limit in (("person", person), ("network", network)):
            if not isinstance(limit, list | tuple) or len(limit) != 2:
                raise ValueError(f"{name} is {limit!r}, not (posts, seconds)")
            at_least(1, **{f"{name}'s posts": limit[0], f"{name}'s seconds": limit[1]})
            if limit[0] > MOST_POSTS:
                raise ValueError(f"{name} is {limit!r}: posts are counted up to {MOST_POSTS}")
        self.person, self.network = person, network

    def __call__(self, submission: Submission) -> Reason | None:
        if not submission.rate_limited:
            return None
        by_person = [past.submitted for past in submission.person.past]
        return self._judge(submission.now, by_person, *self.person) or self._judge(
            submission.now, submission.network_posts, *self.network
        )

    def _judge(self, now: datetime, times: Iterable[datetime], limit: int, seconds: int) -> Reason | None:
        since = now - timedelta(seconds=seconds)
        # This post, and those before it.
        found = 1 + sum(time > since for time in times)
        if found <= limit:
            return None
        params: dict[str, Any] = {"limit": limit, "found": found, "seconds": seconds}
        return Reason(self.name, Verdict.REFUSE, params)
