"""What readers ask for by an address.

Imports models and what those stand on; never admin.
"""

from .articles import article_detail, article_page, edition, find_article, front_page
from .previews import preview

__all__ = ["article_detail", "article_page", "edition", "find_article", "front_page", "preview"]
