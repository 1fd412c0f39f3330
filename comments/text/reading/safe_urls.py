"""Which addresses may be linked."""

import re
from functools import lru_cache
from ipaddress import IPv4Address
from urllib.parse import urlsplit

from ..hostnames import plain_host

# In a host's name, be it written as ``%20``.
FORBIDDEN = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
# What ends like this is an IP address, or nothing: "www.1.2" is a version's number.
NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$")


@lru_cache(maxsize=1024)
def safe_url(url: str) -> str:
    """Return ``url`` when it is a plain http(s) address of a host, else "".

    One link is asked about three times: by us, by bleach and by the guard.
    """
    if not url.isprintable() or set(url) & set(' <>"`\\'):
        return ""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (reading it is the check)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and "@" not in parts.netloc
    return url if is_web and _is_host(parts.netloc, parts.hostname or "") else ""


def _is_host(netloc: str, name: str) -> bool:
    """Whether browsers go there (URL Standard, "host parsing"): the guard takes the address off any other."""
    if netloc.startswith("["):
        return True
    plain = plain_host(name)
    if not plain or FORBIDDEN.search(plain):
        return False
    return NUMBER.search(plain) is None or _is_ip_address(plain)


def _is_ip_address(name: str) -> bool:
    try:
        IPv4Address(name)
    except ValueError:
        return False
    return True
