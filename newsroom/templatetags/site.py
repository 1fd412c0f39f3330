"""What every page of the site says of the site; without a request too, as the pages for errors need it."""

from collections.abc import Sequence

from django import template
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.urls import reverse
from django.utils.translation import get_language

from articles.models import Article

LATEST = 5

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The site's name, in the page's language where it is nobody's own."""
    return str(settings.SITE_NAME)


@register.simple_tag(takes_context=True)
def home_address(context: template.Context) -> str:
    """The front page that a page belongs to: of its edition, or of its language."""
    edition = context.get("edition")
    active = _language()
    if not edition and active == settings.LANGUAGE_CODE:
        return reverse("newsroom_articles:front_page")
    return reverse("newsroom_articles:edition", args=[edition or active])


@register.simple_tag
def latest_headlines() -> Sequence[Article]:
    """The latest articles in the page's language; none where the database doesn't answer."""
    shown = ("headline", "short_headline", "language", "slug")
    try:
        return list(Article.objects.published().filter(language=_language()).only(*shown)[:LATEST])
    except (DatabaseError, InterfaceError):
        return []


def _language() -> str:
    active = get_language()
    return active if active in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
