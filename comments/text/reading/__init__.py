"""A text as typed, read by its syntax: the tokens that it is made of.

Imports markup, and what finds addresses.
"""

from collections.abc import Iterator

from .markdown import read_markdown
from .nesting import settle
from .syntax import Syntax
from .tokens import Allowance, Token, read_html


def read_tokens(text: str, syntax: Syntax, allowance: Allowance) -> Iterator[Token]:
    """What a printable text is made of.

    Every tag has its partner, but for ``<br>`` and items that end with their list; none is too deep in others
    (``nesting.MAX_DEPTH``).  They are taken from the allowance, which then has what is left for links.
    """
    match syntax:
        case Syntax.MARKDOWN:
            return settle(read_markdown(text, allowance), allowance)
        case Syntax.HTML:
            return settle(read_html(text, allowance), allowance)
    return iter([Token(0, len(text), verbatim=True)])
