"""Before emails go out: who sends them, and where their links lead."""

import ipaddress
from collections.abc import Iterator
from email.utils import getaddresses
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.core.mail.backends import console, dummy, locmem
from django.core.validators import validate_email
from django.db import DatabaseError

from ..sites import STOCK_DOMAIN
from .mailers import mailers
from .messages import error, warning
from .settings import host_settings

# Backends that send nothing; that for files is a kind of that for the console.
SILENT = (console.EmailBackend, dummy.EmailBackend, locmem.EmailBackend)


def check_sender(**_kwargs: Any) -> list[CheckMessage]:
    """Servers refuse a sender whom nobody can be, and readers can't answer one."""
    given = settings.DEFAULT_FROM_EMAIL
    if not _is_sending() or _is_sender(given):
        return []
    return [
        error(
            33,
            f"DEFAULT_FROM_EMAIL is {given!r}: emails to readers would come from nobody.",
            "Set it to an address of your domain: The Courier <comments@courier.example>.",
        )
    ]


def check_links(**_kwargs: Any) -> list[CheckMessage]:
    """Links in emails, private addresses among them, lead to this site."""
    if not _is_sending():
        return []
    try:
        nowhere = [domain for domain in _domains() if _is_nowhere(domain)]
    except DatabaseError as fault:
        reason = str(fault).partition("\n")[0]
        return [
            warning(
                7,
                f"Where links in emails lead stands in a database that can't be read: {reason}.",
                "Set SITE_URL, or check again once the database is there.",
            )
        ]
    return [
        error(
            34,
            f"Links in emails would lead to {domain}.",
            "Set SITE_URL to what readers ask for: https://news.example.org; or mend the domain under Sites.",
        )
        for domain in nowhere
    ]


def _is_sending() -> bool:
    """Whether an email of ours would leave this machine; a backend that we don't know takes it further."""
    mailer = mailers().get("default")
    return mailer is not None and not mailer.is_of(*SILENT)


def _is_sender(given: Any) -> bool:
    """Whether it is one address, with a name or without."""
    addresses = [address for _name, address in getaddresses([given])] if isinstance(given, str) else []
    if len(addresses) != 1:
        return False
    [address] = addresses
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not _is_nowhere(address.rpartition("@")[2])


def _domains() -> Iterator[str]:
    """The host of ``SITE_URL``, else those of the sites that comments may be of."""
    given = host_settings().get("SITE_URL", "")
    if given:
        yield _host(given)
        return
    site = getattr(settings, "SITE_ID", None)
    for domain in (Site.objects.filter(pk=site) if site else Site.objects.all()).values_list(
        "domain", flat=True
    ):
        yield _host(f"//{domain}")


def _host(address: Any) -> str:
    try:
        return urlsplit(str(address)).hostname or ""
    except ValueError:
        return ""


def _is_nowhere(domain: str) -> bool:
    """Whether the domain is the one for examples (RFC 2606), or each machine's own (RFC 6761)."""
    # The dot of the root changes nothing (RFC 1034, 3.1).
    host = domain.lower().strip("[]").removesuffix(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return f".{host}".endswith((f".{STOCK_DOMAIN}", ".localhost", ".localhost.localdomain"))
    return address.is_loopback or address.is_unspecified
