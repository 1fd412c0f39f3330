"""Markdown as readers habitually type it: a part of CommonMark 0.31.2, mixed with the HTML they may write.

Read are emphasis by ``*`` and ``_``, code in backticks and fences, ``[words](https://…)``, quotations by
``>``, lists by ``-``, ``*``, ``+`` and numbers, and a backslash before punctuation.  The rest is text:
headings, rules, images, references, tables, code by indentation.  Where readers of a comment expect something
else than CommonMark's authors, they get it:

- A line end is a line break, as in every comment before; so a line without ``>`` is no part of the quotation
  above it, nor is one without indentation a part of the item above it (CommonMark goes on, "lazily").
- A list counts from 1, since what is shown is not the number typed: ``1986. What a year`` stays itself.
- What would show nothing is text: an empty item, an empty quotation, a link without words.
- In a typed ``<pre>`` or ``<code>`` there is no Markdown, as there was none before, nor is there in a bare
  address.

Imports the tokens, and what finds addresses.
"""

from collections.abc import Iterator

from ..tokens import Allowance, Token
from .blocks import Blocks

__all__ = ["read_markdown"]


def read_markdown(text: str, allowance: Allowance) -> Iterator[Token]:
    """The tags that Markdown makes of a text, those that were typed, and what stands between them."""
    return Blocks(text, allowance).read()
