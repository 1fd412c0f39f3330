"""Whole numbers as strangers write them: in addresses, in hidden fields, on buttons."""

import re

from django.urls import register_converter

# One spelling each: no sign, no blank, no zero ahead, no digit of another script.
NUMBER = re.compile("0|[1-9][0-9]*")
# django-comments' ids are 32-bit integers.
HIGHEST_ID = 2**31 - 1
# Fits a discussion's version, a 64-bit column.
VERSION_DIGITS = 18


def natural_number(text: str | None, *, digits: int = 9) -> int | None:
    """The number that ``text`` spells in at most so many digits, or None."""
    return int(text) if text and len(text) <= digits and NUMBER.fullmatch(text) else None


def comment_id(text: str | None) -> int | None:
    """The id of a comment that ``text`` spells, or None."""
    number = natural_number(text, digits=10)
    return number if number and number <= HIGHEST_ID else None


class CommentConverter:
    """A comment's id in an address; one that is spelled otherwise is no address of ours."""

    regex = "[0-9]+"

    def to_python(self, text: str) -> int:
        number = comment_id(text)
        if number is None:
            raise ValueError(text)
        return number

    def to_url(self, number: int) -> str:
        return str(number)


register_converter(CommentConverter, "newsroom_comment")
