"""In which syntax a text was typed."""

from enum import StrEnum

from ...conf import conf


class Syntax(StrEnum):
    """How a comment's text is read.  Each stores its own: what was typed in one is never read as another.

    ``PLAIN``: every character is itself.  ``HTML``: the tags and entities that readers may write are read.
    ``MARKDOWN``: those, and the part of CommonMark that ``reading.markdown`` names.
    """

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"

    @classmethod
    def of_new_texts(cls) -> "Syntax":
        """The one that a text is typed in now, by the host's setting."""
        return cls.MARKDOWN if conf.markdown else cls.HTML
