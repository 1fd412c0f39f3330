"""The template tags for Jinja2, under the same names: an extension for a host's environment.

``comment_count`` and the others are functions there, ``page_part`` is a block.  All take the request from
the context, where Django's backend puts it.  The section itself is made of Django's templates.
"""

from typing import Any

from django.http import HttpRequest
from jinja2 import Environment, nodes, pass_context
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro

from .templatetags import reader_comments

FUNCTIONS = {
    "reader_comments": pass_context(reader_comments.reader_comments),
    "thread_list": pass_context(reader_comments.thread_list),
    "comments_shown": pass_context(reader_comments.comments_shown),
    "comment_counts": reader_comments.comment_counts,
    "comment_count": reader_comments.comment_count,
}


class CommentsExtension(Extension):
    """For ``extensions`` in the options of Django's Jinja2 backend, or for ``Environment``."""

    tags = {"page_part"}

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.globals |= FUNCTIONS

    def parse(self, parser: Parser) -> nodes.Node:
        """``{% page_part "name" %}…{% endpage_part %}``, as Django's templates write it."""
        line = next(parser.stream).lineno
        name = parser.parse_expression()
        body = parser.parse_statements(("name:endpage_part",), drop_needle=True)
        kept = self.call_method("_kept", [nodes.ContextReference(), name])
        return nodes.CallBlock(kept, [], [], body).set_lineno(line)

    def _kept(self, context: Context, name: str, caller: Macro) -> Any:
        request: HttpRequest | None = context.get("request")
        # A plain text: what is kept is read where there may be no Jinja2.
        return reader_comments.kept_part(request, name, lambda: str(caller()))
