"""Which site is asked, what it is called, and where links in emails begin."""

from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site
from django.http import HttpRequest

from .conf import conf
from .text.names import single_line

# The domain, and the name, that django.contrib.sites writes into a new database.
STOCK_DOMAIN = "example.com"


def site_of(request: HttpRequest | None) -> Site:
    """The site asked; the first one where the table doesn't know this host, so that no comment is lost."""
    try:
        if request is None and not getattr(settings, "SITE_ID", ""):
            return Site.objects.earliest("pk")
        return Site.objects.get_current(request)
    except Site.DoesNotExist:
        return Site.objects.earliest("pk")


def site_address(site: Site) -> str:
    """The scheme and the host of the site's links."""
    return conf.site_url or f"https://{site.domain}"


def site_name(site: Site) -> str:
    """What emails call the site, on one line; never empty but where its domain is."""
    stored = "" if site.name == STOCK_DOMAIN else site.name
    return single_line(conf.site_name) or single_line(stored) or urlsplit(site_address(site)).netloc


def names_of(sites: Collection[int] | None) -> dict[int, str]:
    """What the desk calls these sites, or all, by number."""
    known = Site.objects.all() if sites is None else Site.objects.filter(pk__in=sites)
    return {site.pk: site.name or site.domain for site in known.order_by("name", "pk")}
