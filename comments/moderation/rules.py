"""The rules: one small class each.  A rule looks at a submission and gives a reason, or nothing.

To add one, write the class and name it in ``RULES``.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from .submissions import Submission
from .verdicts import Reason, Verdict


class Rule:
    """``name`` is what the log keeps; ``message`` is what an editor reads, filled with a reason's params."""

    name = ""
    message: Any = ""

    def __call__(self, submission: Submission) -> Reason | None:
        raise NotImplementedError


class PreModerated(Rule):
    """Holds every comment where an editor is to see it first."""

    name = "pre_moderated"
    message = _("Held: on this site every comment waits for an editor (setting MODE)")

    def __call__(self, submission: Submission) -> Reason | None:
        held = not submission.discussion_mode and submission.site_mode != "post"
        return Reason(self.name, Verdict.HOLD) if held else None


class DiscussionPreModerated(Rule):
    """Holds every comment of a discussion that editors chose to see first."""

    name = "discussion_pre_moderated"
    message = _("Held: in this discussion every comment waits for an editor")

    def __call__(self, submission: Submission) -> Reason | None:
        return Reason(self.name, Verdict.HOLD) if submission.discussion_mode == "pre" else None


class Honeypot(Rule):
    """Takes for spam what fills in a field that people don't see."""

    name = "honeypot"
    message = _("A field that people don't see was filled in")

    def __call__(self, submission: Submission) -> Reason | None:
        return Reason(self.name, Verdict.SPAM) if submission.honeypot_filled else None


class TooFast(Rule):
    """Takes for spam what was written faster than anyone types."""

    name = "too_fast"
    message = _("Posted %(found)s seconds after the first key (limit %(limit)s)")

    def __call__(self, submission: Submission) -> Reason | None:
        taken = submission.time_taken
        if taken is None or taken >= submission.too_fast:
            return None
        params = {"found": _seconds(taken), "limit": _seconds(submission.too_fast)}
        return Reason(self.name, Verdict.SPAM, params)


def _seconds(time: timedelta) -> float:
    """2 rather than 2.0: people read it."""
    seconds = time.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds


class Flood(Rule):
    """Refuses for now, when one person or one network posts too quickly."""

    name = "flood"
    message = _("%(found)s posts in a short time (limit %(limit)s)")

    def __call__(self, submission: Submission) -> Reason | None:
        counts = [
            (submission.posts_by_person, submission.posts_by_person_limit),
            (submission.posts_by_network, submission.posts_by_network_limit),
        ]
        for found, limit in counts:
            if found >= limit:
                return Reason(self.name, Verdict.REFUSE, {"found": found, "limit": limit})
        return None


class Crashed(Rule):
    """Never asked: the reason that the pipeline gives for a rule that failed."""

    name = "crashed"
    message = _("Held: the rule “%(rule)s” failed")


RULES: tuple[Rule, ...] = (PreModerated(), DiscussionPreModerated(), Honeypot(), TooFast(), Flood())
MESSAGES: dict[str, Any] = {rule.name: rule.message for rule in RULES} | {Crashed.name: Crashed.message}


def sentence(reason: Mapping[str, Any]) -> str:
    """What an editor reads of a stored reason (``Reason.as_json``), in the active language."""
    message = MESSAGES.get(reason["rule"])
    return str(message) % reason["params"] if message else str(reason["rule"])
