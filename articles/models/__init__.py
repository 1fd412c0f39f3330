"""What the newsroom keeps: one row an idea, one file a model.

Imports text and languages.
"""

from .addresses import FormerAddress
from .articles import Article
from .corrections import Correction
from .fronts import Placement
from .people import Credit, Person, Role
from .pictures import Picture, PictureUse
from .querysets import ArticleQuerySet
from .revisions import Revision
from .sections import Section, Topic

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Correction",
    "Credit",
    "FormerAddress",
    "Person",
    "Picture",
    "PictureUse",
    "Placement",
    "Revision",
    "Role",
    "Section",
    "Topic",
]
