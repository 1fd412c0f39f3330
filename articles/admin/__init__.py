"""Where editors write and publish, inside the host's own admin site.

Imports publishing, pictures, models and what those stand on; never views.
"""

from .articles import ArticleAdmin
from .pictures import PictureAdmin

__all__ = ["ArticleAdmin", "PictureAdmin"]
