"""What readers reach.

Imports posting, discussions, people, mail and what those stand on; never ``admin``.
"""

from .community.recommendations import recommend
from .confirmations import confirm, forget, request_confirmation
from .edits import edit
from .feeds import feed_of_object, feed_of_site
from .followings import follow, following, unsubscribe
from .news import news
from .outcomes.appeals import appeal
from .outcomes.digests import unsubscribe_digest
from .outcomes.emails import choose_outcome, unsubscribe_outcome
from .pages import mail_page, permalink, reader_page, received
from .posts import post, preview
from .reports import report, reported
from .reserved_names import name
from .withdrawals import withdraw

__all__ = [
    "appeal",
    "choose_outcome",
    "confirm",
    "edit",
    "feed_of_object",
    "feed_of_site",
    "follow",
    "following",
    "forget",
    "mail_page",
    "name",
    "news",
    "permalink",
    "post",
    "preview",
    "reader_page",
    "received",
    "recommend",
    "report",
    "reported",
    "request_confirmation",
    "unsubscribe",
    "unsubscribe_digest",
    "unsubscribe_outcome",
    "withdraw",
]
