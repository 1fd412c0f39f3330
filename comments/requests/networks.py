"""Which network a request came from.  A whole address is never stored."""

import ipaddress
import logging
import re
from functools import cache

from django.http import HttpRequest

from ..conf import UNIX, conf

logger = logging.getLogger(__name__)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# What nginx calls a client that came over a Unix socket, in X-Forwarded-For too.
SOCKET = "unix:"
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
    hosts = address.max_prefixlen - prefix
    return f"{type(address)(int(address) >> hosts << hosts)}/{prefix}"


def _client_address(request: HttpRequest) -> Address | None:
    """``REMOTE_ADDR``, or the right-most hop of ``X-Forwarded-For`` that is no trusted proxy."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and not conf.trusted_proxies:
        _warn_of_unnamed_proxy()
        return None
    address = None
    for hop in reversed([*(forwarded.split(",") if forwarded else ()), _nearest(request)]):
        address = _parse(hop)
        if not _is_trusted(hop, address):
            break
    if address is None:
        _warn_of_no_address()
    return address


def _nearest(request: HttpRequest) -> str:
    """``REMOTE_ADDR``; ``SOCKET`` where it is no address, but gunicorn's "" or waitress's "localhost"."""
    remote: str = request.META.get("REMOTE_ADDR", "")
    return remote if _parse(remote) else SOCKET


def _is_trusted(hop: str, address: Address | None) -> bool:
    if address is None:
        return hop.strip() == SOCKET and UNIX in conf.trusted_proxies
    networks = (_parse_network(proxy) for proxy in conf.trusted_proxies if proxy != UNIX)
    return any(address in network for network in networks if network)


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
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        logger.error("NEWSROOM_COMMENTS['TRUSTED_PROXIES'] holds %r, which is no network.", text)
        return None
    # As a dual-stack socket's log has it; the hop that is compared is itself again (``_parse``).
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    return ipaddress.ip_network((mapped, max(network.prefixlen - 96, 0))) if mapped else network


@cache
def _warn_of_unnamed_proxy() -> None:
    logger.warning(
        "X-Forwarded-For arrives, but NEWSROOM_COMMENTS['TRUSTED_PROXIES'] names no proxy, nor 'unix' for "
        "one that connects over a Unix socket: posts are not limited by network."
    )


@cache
def _warn_of_no_address() -> None:
    logger.warning(
        "A request came without an address, as over a Unix socket: posts are not limited by network, and all "
        "who report without a login are one. Name 'unix' in NEWSROOM_COMMENTS['TRUSTED_PROXIES'], and let "
        "the proxy send X-Forwarded-For."
    )
