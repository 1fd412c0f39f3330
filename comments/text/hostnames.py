"""The host that an address leads to, whatever is done to hide it."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote

# Browsers read the ideographic full stops as dots (UTS #46).
DOTS = ".。．｡"
LONGEST = 253  # RFC 1035
ADDRESS = re.compile(r"(?P<scheme>(?i:https?):)?(?P<slashes>[/\\]*+)(?P<authority>[^/\\?#]*+)")


def host_of(address: str) -> str:
    """The host that a browser would go to, as ``plain_host`` writes it; "" where the address names none.

    What looks like a host before an ``@`` is a user's name; the port doesn't count.
    """
    parts = ADDRESS.match(address.strip())
    if parts is None or not (parts["scheme"] or len(parts["slashes"]) > 1):
        return ""
    return plain_host(re.sub(r":\d*$", "", parts["authority"].rpartition("@")[2]))


def plain_host(name: str) -> str:
    """A host's name in lower case and ASCII (IDNA), without a last dot; as it is where IDNA can't."""
    name = unicodedata.normalize("NFKC", unquote(name))
    name = "".join(char for char in name if unicodedata.category(char) != "Cf").casefold()
    name = re.sub(f"[{DOTS}]", ".", name).strip(".")
    if name.isascii() or len(name) > LONGEST:
        return name
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def domain_among(host: str, domains: Collection[str]) -> str:
    """The first of ``domains``, as ``plain_host`` writes them, that ``host`` is or lies below; "" if none."""
    labels = host.split(".")
    above = (".".join(labels[start:]) for start in range(len(labels)))
    return next((domain for domain in above if domain in domains), "")
