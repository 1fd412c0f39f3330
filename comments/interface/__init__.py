"""What a host's own code may do with comments; all else but what docs/names.md lists is private.

Imports decisions, discussions, forms, mail, models, people, posting, sites and targets.
"""

from ..decisions.statuses import Conflict, WithdrawnByAuthor
from ..people.confirmations import NoAddress
from ..posting.admission import Closed, LoginRequired, NotAdmitted, NotAllowed
from ..posting.duplicates import Duplicate
from ..posting.new_comments import TooManyPosts
from .deciding import decide
from .discussions import PublicComment, close, count, read, reopen
from .following import follow
from .posting import NotPublic, Posted, post

__all__ = [
    "Closed",
    "Conflict",
    "Duplicate",
    "LoginRequired",
    "NoAddress",
    "NotAdmitted",
    "NotAllowed",
    "NotPublic",
    "Posted",
    "PublicComment",
    "TooManyPosts",
    "WithdrawnByAuthor",
    "close",
    "count",
    "decide",
    "follow",
    "post",
    "read",
    "reopen",
]
