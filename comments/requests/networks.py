"""Which network a request came from.  A whole address is never stored."""

import ipaddress
import logging
import re
from collections.abc import Sequence
from functools import cache

from django.http import HttpRequest

from ..conf import conf

logger = logging.getLogger(__name__)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# Some proxies write the port with the address: 192.0.2.7:4711, [2001:db8::7]:4711.
WITH_PORT = re.compile(r"\[(?P<v6>[^\]]*)\](:\d+)?|(?P<v4>[\d.]+):\d+")


def network_of(request: HttpRequest) -> str:
    """The client's /24 (IPv4) or /48 (IPv6), or "" where it can't be known."""
    return _around(_client_address(request))


def network_around(address: str) -> str:
    """The /24 or /48 that ``address`` lies in, or "" where it is none."""
    return _around(_parse(address))


def _around(address: Address | None) -> str:
    if address is None:
        return ""
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
    proxies = [network for network in map(_parse_network, conf.trusted_proxies) if network]
    if nearest is None or not _is_among(nearest, proxies):
        return nearest
    for hop in reversed(forwarded.split(",")):
        nearest = _parse(hop)
        if nearest is None or not _is_among(nearest, proxies):
            break
    return nearest


def _is_among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _parse(text: str) -> Address | None:
    """The address in a hop; an IPv4 address that a dual-stack socket gives as IPv6 is itself again."""
    with_port = WITH_PORT.fullmatch(text.strip())
    try:
        address = ipaddress.ip_address(with_port["v6"] or with_port["v4"] if with_port else text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


@cache
def _parse_network(text: str) -> Network | None:
    """One of ``TRUSTED_PROXIES``; what can't be read is trusted in nothing, and said once."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        logger.error("NEWSROOM_COMMENTS['TRUSTED_PROXIES'] holds %r, which is no network.", text)
        return None


@cache
def _warn_once() -> None:
    logger.warning(
        "X-Forwarded-For arrives, but NEWSROOM_COMMENTS['TRUSTED_PROXIES'] names no proxy: "
        "posts are not limited by network."
    )
