"""What the comment section keeps: one row an idea, one file a model.

Imports targets and text.
"""

from .append_only import AppendOnlyError
from .commenters import AddressKey, Commenter, Standing
from .community.recommendations import Recommendation
from .decisions import Act, Decision
from .discussions import Discussion, DiscussionState, ModerationMode, listed_targets
from .earlier_texts import EarlierText
from .emails import Email, EmailKind
from .findings import Finding
from .followings import Following
from .lists import BlockedDomain, ListedWord, RejectionReason, SavedReply, WordList
from .moderated_sites import ModeratedSite, moderated_by
from .moderation.appeals import Appeal, AppealOutcome
from .moderation.digests import DeskDigest
from .moderation.notes import Note
from .moderation.saved_filters import SavedFilter
from .reader_comments import Follow, ReaderComment, Status
from .reports import Report, ReportReason
from .standing_changes import StandingChange

__all__ = [
    "Act",
    "AddressKey",
    "Appeal",
    "AppealOutcome",
    "AppendOnlyError",
    "BlockedDomain",
    "Commenter",
    "Decision",
    "DeskDigest",
    "Discussion",
    "DiscussionState",
    "EarlierText",
    "Email",
    "EmailKind",
    "Finding",
    "Follow",
    "Following",
    "ListedWord",
    "ModeratedSite",
    "ModerationMode",
    "Note",
    "ReaderComment",
    "Recommendation",
    "RejectionReason",
    "Report",
    "ReportReason",
    "SavedFilter",
    "SavedReply",
    "Standing",
    "StandingChange",
    "Status",
    "WordList",
    "listed_targets",
    "moderated_by",
]
