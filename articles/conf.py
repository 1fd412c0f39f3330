"""What the host's settings say to this app."""

from django.conf import settings


def site_name() -> str:
    """``SITE_NAME``: what pages and feeds call the site; "" where the host names none."""
    return str(getattr(settings, "SITE_NAME", ""))
