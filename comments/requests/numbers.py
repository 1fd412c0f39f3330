"""Whole numbers as strangers write them: in addresses, in hidden fields, on buttons."""

# Fits a discussion's version, a 64-bit column.
VERSION_DIGITS = 18


def natural_number(text: str | None, *, digits: int = 9) -> int | None:
    """The number that ``text`` spells in at most so many ASCII digits, or None.

    Nine digits fit django-comments' 32-bit ids.
    """
    known = text is not None and text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if known and text else None
