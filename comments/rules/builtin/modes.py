"""Rules for newsrooms that see comments before the public does; whoever moderates has seen their own."""

from django.utils.translation import gettext_lazy as _

from ..rule import Rule
from ..submissions import Submission
from ..verdicts import Reason, Verdict


class PreModerated(Rule):
    """Holds every comment where an editor is to see it first."""

    name = "pre_moderated"
    informs = False
    label = _("Everything waits")
    message = _("Held: on this site every comment waits for an editor (setting MODE)")

    def __call__(self, submission: Submission) -> Reason | None:
        held = not submission.discussion_mode and submission.site_mode != "post"
        return Reason(self.name, Verdict.HOLD) if held and not submission.person.moderates else None


class DiscussionPreModerated(Rule):
    """Holds every comment of a discussion that editors chose to see first."""

    name = "discussion_pre_moderated"
    informs = False
    label = _("Everything in this discussion waits")
    message = _("Held: in this discussion every comment waits for an editor")

    def __call__(self, submission: Submission) -> Reason | None:
        held = submission.discussion_mode == "pre"
        return Reason(self.name, Verdict.HOLD) if held and not submission.person.moderates else None
