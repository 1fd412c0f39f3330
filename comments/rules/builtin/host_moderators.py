"""Rules of the site that hosts us, from before it had ours."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..rule import Rule
from ..submissions import Opinion, Submission
from ..verdicts import Reason, Verdict


class HostModerators(Rule):
    """Does what the ``CommentModerator`` says that the host registered with django-comments-xtd.

    What it doesn't allow is rejected, what it moderates is held; where it fails the comment is held.
    """

    name = "host_moderators"
    risk = 20
    label = _("The site’s own moderators")
    verdicts = {
        Opinion.REFUSED: Verdict.REJECT,
        Opinion.HELD: Verdict.HOLD,
        Opinion.FAILED: Verdict.HOLD,
    }
    messages: Mapping[str, Any] = {
        Opinion.REFUSED: _("The site's own moderator %(moderator)s does not allow it"),
        Opinion.HELD: _("The site's own moderator %(moderator)s wants an editor to see it"),
        Opinion.FAILED: _("Held: the site's own moderator %(moderator)s failed"),
    }

    def __call__(self, submission: Submission) -> Reason | None:
        moderator = submission.moderator
        if moderator is None or moderator.opinion is Opinion.ALLOWED:
            return None
        params = {"moderator": moderator.name, "opinion": moderator.opinion.value}
        return Reason(self.name, self.verdicts[moderator.opinion], params)

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        return str(cls.messages[params["opinion"]] % params)
