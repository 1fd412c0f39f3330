"""The moderation desk, inside the host's own admin site.

Imports desk, discussions, people, decisions and what those stand on; never views.
"""

from .comments import ReaderCommentAdmin
from .digests import DeskDigestAdmin
from .discussions import DiscussionAdmin
from .emails import EmailAdmin
from .lists.entries import BlockedDomainAdmin, ListedWordAdmin
from .lists.offered_texts import RejectionReasonAdmin, SavedReplyAdmin
from .logs.decisions import DecisionAdmin
from .logs.standing_changes import StandingChangeAdmin
from .people.commenters import CommenterAdmin
from .sites import ModeratedSiteAdmin

__all__ = [
    "BlockedDomainAdmin",
    "CommenterAdmin",
    "DecisionAdmin",
    "DeskDigestAdmin",
    "DiscussionAdmin",
    "EmailAdmin",
    "ListedWordAdmin",
    "ModeratedSiteAdmin",
    "ReaderCommentAdmin",
    "RejectionReasonAdmin",
    "SavedReplyAdmin",
    "StandingChangeAdmin",
]
