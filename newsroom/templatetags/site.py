"""What every page of the site says of the site; without a request too, as the pages for errors need it."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The site's name, in the page's language where it is nobody's own."""
    return str(settings.SITE_NAME)
