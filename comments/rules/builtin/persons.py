"""Rules about who posts.

Bad standing counts for an address that anyone may have typed, too; good standing only for a proven person.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ...text.names import readings
from ..rule import Rule, at_least
from ..submissions import Submission
from ..verdicts import Reason, Verdict

REJECTED = frozenset({"rejected", "spam"})
# What a rule published counts for its author until an editor says otherwise.
DECIDED = REJECTED | {"approved", "published"}


class _Standing(Rule):
    """Looks for one standing, for as long as it lasts."""

    standing = ""
    verdict = Verdict.HOLD
    message_until: Any = ""

    def __call__(self, submission: Submission) -> Reason | None:
        person = submission.person
        if person.standing != self.standing:
            return None
        if person.until is None:
            return Reason(self.name, self.verdict)
        if person.until <= submission.now:
            return None
        return Reason(self.name, self.verdict, {"until": person.until.isoformat()})

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        until = parse_datetime(params.get("until", ""))
        if until is None:
            return str(cls.message)
        return str(cls.message_until % {"until": date_format(localtime(until), "DATETIME_FORMAT")})


class HeldPerson(_Standing):
    """Holds every comment of a person whose comments editors want to see first."""

    name = "held_person"
    risk = 30
    label = _("Person always held")
    standing = "held"
    message = _("Every comment of this person waits for an editor")
    message_until = _("Every comment of this person waits for an editor, until %(until)s")


class BannedPerson(_Standing):
    """Rejects every comment of a person whom editors have banned."""

    name = "banned_person"
    label = _("Person banned")
    standing = "banned"
    verdict = Verdict.REJECT
    message = _("This person is banned")
    message_until = _("This person is banned until %(until)s")


class FirstComment(Rule):
    """Holds the comments of all but proven persons with so many ``approved`` ones, or whom editors trust.

    Whoever moderates is trusted with everybody's.
    """

    name = "first_comment"
    informs = False
    label = _("First comment")
    message = ngettext_lazy(
        "%(found)d approved comment so far (trusted from %(limit)d)",
        "%(found)d approved comments so far (trusted from %(limit)d)",
        "found",
    )
    message_unverified = _("Not logged in, and the address is not confirmed")

    def __init__(self, *, approved: int = 1) -> None:
        at_least(1, approved=approved)
        self.approved = approved

    def __call__(self, submission: Submission) -> Reason | None:
        person = submission.person
        is_known = person.standing == "trusted" or person.approved >= self.approved
        if person.moderates or (person.identity_verified and is_known):
            return None
        params = {"limit": self.approved, "found": person.approved} if person.identity_verified else {}
        return Reason(self.name, Verdict.HOLD, params)

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        return str(cls.message % params if params else cls.message_unverified)


class RecentHistory(Rule):
    """Holds a person's comments while too many of them are rejected.

    That is more than ``share`` percent of those of the last ``days`` that don't wait any more, once there
    are ``least``.
    """

    name = "recent_history"
    risk = 20
    label = _("Often rejected")
    message = ngettext_lazy(
        "%(found)d%% of this person's comments of the last day were rejected (limit %(limit)d%%)",
        "%(found)d%% of this person's comments of the last %(days)d days were rejected (limit %(limit)d%%)",
        "days",
    )

    def __init__(self, *, days: int = 7, share: int = 30, least: int = 3) -> None:
        at_least(1, days=days, least=least)
        at_least(0, share=share)
        self.days, self.share, self.least = days, share, least

    def __call__(self, submission: Submission) -> Reason | None:
        since = submission.now - timedelta(days=self.days)
        recent = [past.status for past in submission.person.past if past.submitted >= since]
        decided = [status for status in recent if status in DECIDED]
        rejected = sum(status in REJECTED for status in decided)
        if len(decided) < self.least or rejected * 100 <= self.share * len(decided):
            return None
        # Rounded up, so that it is never the limit itself.
        found = -(-rejected * 100 // len(decided))
        return Reason(self.name, Verdict.HOLD, {"limit": self.share, "found": found, "days": self.days})


class StaffName(Rule):
    """Holds what a reader who isn't logged in posts under a name that reads like a staff member's."""

    name = "staff_name"
    risk = 30
    label = _("Name of the staff")
    message = _("Posted without a login, under the name of a member of the staff")

    def __call__(self, submission: Submission) -> Reason | None:
        if submission.person.logged_in or submission.staff_names.isdisjoint(readings(submission.name)):
            return None
        return Reason(self.name, Verdict.HOLD)
