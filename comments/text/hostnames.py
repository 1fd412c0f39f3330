"""The host that an address leads to, whatever is done to hide it."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote

from .normalizing import without_format

# Browsers read the ideographic full stops as dots (UTS #46).
DOTS = ".。．｡"
LONGEST = 253  # RFC 1035
PREFIX = "xn--"
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
    """``ascii_domain`` of a host's name in a link, where a part of it may be written as ``%65``."""
    return ascii_domain(unquote(name))


def ascii_domain(name: str) -> str:
    """A domain in lower case and in ASCII (RFC 5890, A-labels), without dots at its ends.

    As it is where it is longer than one can be, or has nothing between two dots; whether anybody may have it
    isn't asked.  Letters are those that browsers read (UTS #46, nontransitional).  Python's own IDNA is that
    of 2003, by which "straße" is "strasse": by now another name, and perhaps another owner's.
    """
    name = unicodedata.normalize("NFKC", without_format(unicodedata.normalize("NFKC", name)))
    # Letter by letter: no sigma is a last one.
    name = unicodedata.normalize("NFKC", "".join(char.lower() for char in name))
    name = re.sub(f"[{DOTS}]", ".", name).strip(".")
    labels = name.split(".")
    return ".".join(map(_a_label, labels)) if len(name) <= LONGEST and all(labels) else name


def unicode_domain(name: str) -> str:
    """The same domain in its own letters (RFC 5890, U-labels), for one that ``ascii_domain`` gave."""
    return ".".join(map(_u_label, name.split(".")))


def _a_label(label: str) -> str:
    return label if label.isascii() else PREFIX + label.encode("punycode").decode()


def _u_label(label: str) -> str:
    if not label.startswith(PREFIX):
        return label
    try:
        letters = label.removeprefix(PREFIX).encode().decode("punycode")
    except UnicodeError:
        return label
    # No half of a surrogate pair: databases take none.
    return letters if letters and letters.isprintable() else label


def domain_among(host: str, domains: Collection[str]) -> str:
    """The first of ``domains``, as ``plain_host`` writes them, that ``host`` is or lies below; "" if none."""
    labels = host.split(".")
    above = (".".join(labels[start:]) for start in range(len(labels)))
    return next((domain for domain in above if domain in domains), "")
