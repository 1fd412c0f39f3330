"""``{% load stories %}``: what an article's page says to machines."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import metadata
from ..stories import Linked, Story

register = template.Library()


@register.simple_tag(takes_context=True)
def story_data(context: template.Context, story: Story, more: Mapping[str, Any] | None = None) -> SafeString:
    """The article and the way to it as JSON-LD; ``more`` are properties that the site adds to the article."""
    absolute = context["request"].build_absolute_uri
    nodes = [metadata.news_article(story, absolute, more), metadata.breadcrumbs(story, absolute)]
    return metadata.data_block(nodes)


@register.simple_tag(takes_context=True)
def person_data(context: template.Context, person: Any) -> SafeString:
    """Somebody with a byline, as JSON-LD."""
    return metadata.data_block([metadata.person(person, context["request"].build_absolute_uri)])


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """``path`` on the host that was asked."""
    address: str = context["request"].build_absolute_uri(path)
    return address


register.filter("territorial", metadata.territorial)
register.filter("news_language", metadata.news_language)
register.filter("line", metadata.line)


@register.filter
def linked(one: Linked) -> SafeString:
    """The name, as a link where it leads somewhere."""
    if not one.address:
        return format_html("{}", one.name)
    return format_html('<a href="{}">{}</a>', one.address, one.name)


@register.filter
def enumerated(several: Sequence[Linked]) -> SafeString:
    """Names in a sentence: “A, B and C”."""
    names = [linked(one) for one in several]
    if len(names) < 2:
        return format_html_join("", "{}", ((name,) for name in names))
    first = format_html_join(", ", "{}", ((name,) for name in names[:-1]))
    # Translators: the last two of several names.
    return format_html("{} {} {}", first, _("and"), names[-1])
