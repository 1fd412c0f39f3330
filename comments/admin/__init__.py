"""The moderation desk, inside the host's own admin site."""

from .commenters import CommenterAdmin
from .comments import ReaderCommentAdmin
from .decisions import DecisionAdmin
from .discussions import DiscussionAdmin
from .lists import BlockedDomainAdmin, ListedWordAdmin
from .mails import MailAdmin
from .rejection_reasons import RejectionReasonAdmin
from .standing_changes import StandingChangeAdmin

__all__ = [
    "BlockedDomainAdmin",
    "CommenterAdmin",
    "DecisionAdmin",
    "DiscussionAdmin",
    "ListedWordAdmin",
    "MailAdmin",
    "ReaderCommentAdmin",
    "RejectionReasonAdmin",
    "StandingChangeAdmin",
]
