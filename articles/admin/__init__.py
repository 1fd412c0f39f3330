"""Where editors write and publish, inside the host's own admin site.

Imports publishing, previews, pictures, models and what those stand on; never views.
"""

from .articles import ArticleAdmin
from .fronts import PlacementAdmin
from .people import PersonAdmin
from .pictures import PictureAdmin
from .sections import SectionAdmin, TopicAdmin

__all__ = ["ArticleAdmin", "PersonAdmin", "PictureAdmin", "PlacementAdmin", "SectionAdmin", "TopicAdmin"]
