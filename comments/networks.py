"""Which network a request came from.  A whole address is never kept."""

import ipaddress
import logging
from collections.abc import Sequence
from functools import cache

from django.http import HttpRequest

from .conf import conf

logger = logging.getLogger(__name__)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def network_of(request: HttpRequest) -> str:
    """The client's /24 (IPv4) or /48 (IPv6), or "" where it can't be known."""
    return _around(_client_address(request))


def network_around(address: str) -> str:
    """The /24 or /48 that ``address`` lies in, or "" where it is none."""
    return _around(_parse(address))


def _around(address: Address | None) -> str:
    if address is None:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, prefix), strict=False))


def _client_address(request: HttpRequest) -> Address | None:
    """``REMOTE_ADDR``, or the right-most hop of ``X-Forwarded-For`` that is no trusted proxy."""
    nearest = _parse(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "")
    if not forwarded:
        return nearest
    if not conf.trusted_proxies:
        _warn_once()
        return None
    proxies = [ipaddress.ip_network(proxy) for proxy in conf.trusted_proxies]
    if nearest is None or not _is_among(nearest, proxies):
        return nearest
    for hop in reversed(forwarded.split(",")):
        nearest = _parse(hop.strip())
        if nearest is None or not _is_among(nearest, proxies):
            break
    return nearest


def _is_among(address: Address, networks: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    return any(address in network for network in networks)


def _parse(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


@cache
def _warn_once() -> None:
    logger.warning(
        "X-Forwarded-For arrives, but NEWSROOM_COMMENTS['TRUSTED_PROXIES'] names no proxy: "
        "posts are not limited by network."
    )
