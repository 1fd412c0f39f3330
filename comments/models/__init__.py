"""What the comment section keeps: one row an idea, one file a model."""

from .commenters import AddressKey, Commenter, Standing
from .decisions import Decision
from .discussions import Discussion, DiscussionState, ModerationMode
from .earlier_texts import EarlierText
from .reader_comments import ReaderComment, Status

__all__ = [
    "AddressKey",
    "Commenter",
    "Decision",
    "Discussion",
    "DiscussionState",
    "EarlierText",
    "ModerationMode",
    "ReaderComment",
    "Standing",
    "Status",
]
