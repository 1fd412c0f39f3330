"""What readers ask for by an address.

Imports models and what those stand on, fronts and searching; never admin.
"""

from .articles import article_detail, article_page, find_article
from .feeds import feed, person_feed, section_feed, topic_feed
from .fronts import edition, front_page
from .lists import archive, month, person, section, topic
from .previews import preview
from .searches import search

__all__ = [
    "archive",
    "article_detail",
    "article_page",
    "edition",
    "feed",
    "find_article",
    "front_page",
    "month",
    "person",
    "person_feed",
    "preview",
    "search",
    "section",
    "section_feed",
    "topic",
    "topic_feed",
]
