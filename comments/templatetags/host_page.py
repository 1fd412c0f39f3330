"""``{% load host_page %}{% host_page %}``: ``{% extends "base.html" %}`` for hosts that may have none."""

from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.loader_tags import ExtendsNode

HOSTS = "base.html"
OURS = "newsroom_comments/bare.html"

register = template.Library()


class HostPageNode(ExtendsNode):
    """Extends the host's page, or a plain one of ours where there is none.

    A host may call its own otherwise, or have one page alone; its readers would post, and get a 500 for an
    answer.  What is missing further up is the host's to know.
    """

    # It stands behind the `{% load %}` that knows it.
    must_be_first = False

    def get_parent(self, context: template.Context) -> Any:
        try:
            return self.find_template(HOSTS, context)
        except template.TemplateDoesNotExist as missing:
            if missing.args != (HOSTS,):
                raise
            return self.find_template(OURS, context)


@register.tag
def host_page(parser: Parser, _token: Token) -> HostPageNode:
    return HostPageNode(parser.parse(), FilterExpression(f'"{HOSTS}"', parser))
