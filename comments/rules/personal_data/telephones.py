"""Telephone numbers, as the countries of our readers write them, and those that begin with +."""

from collections.abc import Sequence

# ITU-T E.164: at most fifteen digits with the country's.
INTERNATIONAL = range(9, 16)
# France 10, Belgium 9 and 10, Switzerland 10, the United Kingdom 10 and 11, with the 0.
NATIONAL = range(9, 12)
# In groups of so many digits; in two groups they may be any.
SHAPES = frozenset(
    {
        (2, 2, 2, 2, 2),
        (4, 2, 2, 2),
        (4, 3, 3),
        (2, 4, 4),
        (2, 3, 2, 2),
        (3, 2, 2, 2),
        (3, 3, 2, 2),
        (3, 3, 4),
        (3, 4, 4),
        (4, 3, 4),
        (5, 3, 3),
    }
)
# Between the area and the rest alone: "02/123.45.67".
SLASH = "/"
# Whatever goes on so from a number before is a part of that.
GOES_ON = frozenset("/.-+,")

Groups = Sequence[tuple[str, int, int]]


def is_telephone(text: str, groups: Groups) -> bool:
    """Whether groups of digits, each with its start and its end in the text, are a telephone's number."""
    digits = "".join(group for group, _start, _end in groups)
    first = groups[0][1]
    if text[max(first - 1, 0) : first] == "+":
        return digits[0] != "0" and len(digits) in INTERNATIONAL
    if digits.startswith("00"):
        return digits[2] != "0" and len(digits) - 2 in INTERNATIONAL and _is_one(text, groups)
    return _is_national(text, groups, digits) or _is_american(text, groups)


def _is_national(text: str, groups: Groups, digits: str) -> bool:
    before = text[max(groups[0][1] - 1, 0) : groups[0][1]]
    if digits[0] != "0" or len(digits) not in NATIONAL or before in GOES_ON or not _is_one(text, groups):
        return False
    if len(groups) == 1:
        return len(digits) > NATIONAL.start
    shape = tuple(len(group) for group, _start, _end in groups)
    return shape in SHAPES or (len(shape) == 2 and 1 < shape[0] < 6)


def _is_american(text: str, groups: Groups) -> bool:
    """Three, three and four, the first two beginning with neither 0 nor 1, with more than spaces between."""
    if [len(group) for group, _start, _end in groups] != [3, 3, 4]:
        return False
    between = _between(text, groups)
    begins = {group[0] for group, _start, _end in groups[:2]}
    return begins.isdisjoint("01") and bool(set("".join(between)) & set("-.)\u2010\u2011"))


def _is_one(text: str, groups: Groups) -> bool:
    """A slash parts dates, too: 09/11/2001."""
    return not any(SLASH in between for between in _between(text, groups)[1:])


def _between(text: str, groups: Groups) -> list[str]:
    ends = [end for _group, _start, end in groups[:-1]]
    starts = [start for _group, start, _end in groups[1:]]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]
