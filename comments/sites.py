"""What the site is called, and where links in emails begin."""

from urllib.parse import urlsplit

from django.contrib.sites.models import Site

from .conf import conf
from .text.names import single_line

# The domain, and the name, that django.contrib.sites writes into a new database.
STOCK_DOMAIN = "example.com"


def site_address(site: Site) -> str:
    """The scheme and the host of the site's links."""
    return conf.site_url or f"https://{site.domain}"


def site_name(site: Site) -> str:
    """What emails call the site, on one line; never empty but where its domain is."""
    stored = "" if site.name == STOCK_DOMAIN else site.name
    return single_line(conf.site_name) or single_line(stored) or urlsplit(site_address(site)).netloc
