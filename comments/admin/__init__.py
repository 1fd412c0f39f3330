"""The moderation desk, inside the host's own admin site."""

from .comments import ReaderCommentAdmin
from .decisions import DecisionAdmin
from .discussions import DiscussionAdmin

__all__ = ["DecisionAdmin", "DiscussionAdmin", "ReaderCommentAdmin"]
