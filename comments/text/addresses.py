"""Addresses as readers type and paste them, of email and of a web site, made what they stand for."""

import re
import unicodedata

from .hostnames import DOTS, ascii_domain, unicode_domain
from .normalizing import without_format

# Whatever is longer is nobody's address.
LONGEST = 1_000
# What a domain is made of: letters, marks and digits (RFC 5892, 2.1), and what may stand between some of them
# (A.3 to A.7); dots, too, and capitals, which become small.
LETTERS = frozenset({"Ll", "Lu", "Lo", "Lm", "Mn", "Mc", "Nd"})
BETWEEN = frozenset("-.\u00b7\u0375\u05f3\u05f4\u30fb")
WEB = re.compile(r"(https?):/*", re.IGNORECASE)
# Read by a standard's letter it would be another scheme than those.
HOST_AND_PORT = re.compile(r"[^/?#@:]+:[0-9]+(?:[/?#]|$)")


def clean_address(typed: str) -> str:
    """The email address that is meant, all in ASCII wherever anybody can have it.  Idempotent.

    NFKC (UAX #15), without what nobody sees and the sentence's punctuation behind it; the domain as DNS has
    it, without the joiners that a few scripts may have there.  What is no address is left to a validator.
    """
    if len(typed) > LONGEST:
        return typed
    text = unicodedata.normalize("NFKC", without_format(unicodedata.normalize("NFKC", typed))).strip()
    local, at, domain = text.rpartition("@")
    if not at:
        return text
    domain, behind = _without_punctuation(re.sub(f"[{DOTS}]", ".", domain))
    if "'" in behind:
        # A quotation's; none ends a domain, though a mailbox may begin so.
        local = local.removeprefix("'")
    return f"{local}@{ascii_domain(domain) if all(map(_is_in_domains, domain)) else domain}"


def compared(address: str) -> str:
    """What all spellings of one address have in common."""
    return clean_address(address).casefold()


def may_be_address(typed: str) -> bool:
    """Whether something stands on both sides of an ``@``, whatever its width."""
    return all(clean_address(typed).rpartition("@"))


def spellings(address: str) -> set[str]:
    """An address that ``clean_address`` gave, in DNS's letters and in its own: a host may store either."""
    local, at, domain = address.rpartition("@")
    return {address, f"{local}{at}{unicode_domain(domain)}"}


def holds_address(text: str, address: str) -> bool:
    """Whether a text, such as a name, tells an address that ``clean_address`` gave."""
    written = unicodedata.normalize("NFKC", without_format(text)).casefold()
    return bool(address) and any(spelling.casefold() in written for spelling in spellings(address))


def clean_website(typed: str) -> str:
    """The web site that is meant, as far as its beginning says; "" for a mere scheme.  Idempotent."""
    if len(typed) > LONGEST:
        return typed
    text = typed.strip("".join(char for char in {*typed} if char.isspace() or not without_format(char)))
    scheme = WEB.match(text)
    if scheme:
        rest = text[scheme.end() :]
        return rest and f"{scheme[1].lower()}://{rest}"
    return f"https://{text}" if HOST_AND_PORT.match(text) else text


def _without_punctuation(domain: str) -> tuple[str, str]:
    """Without what ends the sentence or the quotation around it, and that; a bracket may be the address's."""
    kept = domain.rstrip("".join(char for char in {*domain} if char != "]" and not _is_letter(char)))
    return kept, domain[len(kept) :]


def _is_in_domains(char: str) -> bool:
    return char in BETWEEN or _is_letter(char)


def _is_letter(char: str) -> bool:
    return unicodedata.category(char) in LETTERS
