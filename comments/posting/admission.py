"""Whether a reader may post at all, before a word of the post is looked at."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from ..models import Discussion
from ..requests.permission import refusal
from ..requests.readers import must_log_in


class NotAdmitted(Exception):
    """Nothing was stored; its text is the sentence that says why, in the active language."""


class Closed(NotAdmitted):
    """Comments on the object are closed, or hidden."""


class LoginRequired(NotAdmitted):
    """The host asks for a login (``LOGIN_REQUIRED``), which this reader hasn't."""


class NotAllowed(NotAdmitted):
    """The host's ``MAY_COMMENT`` refuses this reader."""


def admit(target: Model, discussion: Discussion, user: Any) -> None:
    """Let ``user``, None for a reader without a login, post to the discussion of ``target``.

    :raises NotAdmitted: its subclass says which way it is refused.
    """
    if not discussion.is_open:
        raise Closed(_("Comments are closed."))
    if must_log_in(target, user):
        raise LoginRequired(_("You must be logged in to post a comment."))
    why = refusal(target, user)
    if why:
        raise NotAllowed(why)
