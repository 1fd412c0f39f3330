"""Whole numbers as strangers write them: in addresses, in hidden fields, on buttons."""


def natural_number(text: str | None, *, digits: int = 9) -> int | None:
    """The number that ``text`` spells in at most so many ASCII digits, or None.

    Nine digits fit django-comments' 32-bit ids.
    """
    known = text is not None and text.isascii() and text.isdigit() and len(text) <= digits
    return int(text) if known and text else None
