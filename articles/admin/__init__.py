"""Where editors write and publish, inside the host's own admin site.

Imports publishing, models and what those stand on; never views.
"""

from .articles import ArticleAdmin

__all__ = ["ArticleAdmin"]
