"""From a headline in any script to the last part of an address: pure, knows no database."""

from hashlib import blake2b

from django.utils.text import slugify

try:
    import anyascii
except ImportError:  # The extra isn't installed: letters of other scripts are left out.
    anyascii = None  # type: ignore[assignment]

LONGEST = 200
# Letters that Unicode takes apart into none of ASCII.
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})


def slug_of(headline: str, longest: int = LONGEST) -> str:
    """ASCII letters, digits, hyphens, always the same for a headline; an id where nothing of it remains."""
    readable = headline.translate(LIGATURES)
    slug = slugify(anyascii.anyascii(readable) if anyascii else readable)
    return slug[:longest].strip("-_") or blake2b(headline.encode(), digest_size=5).hexdigest()


def numbered(slug: str, number: int, longest: int = LONGEST) -> str:
    """``slug`` told apart from its namesakes: "harbour-2"."""
    ending = f"-{number}"
    return slug[: longest - len(ending)].rstrip("-") + ending
