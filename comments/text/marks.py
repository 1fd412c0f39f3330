"""Combining marks: which of them are accents, and how many one character can bear."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

# What may be left out of a word, and it is still the same: the accents of Latin, Greek and Cyrillic, the
# points of Hebrew, Arabic and Syriac, what belongs to symbols, variation selectors.  In any other script a
# mark is a part of a letter, most often a vowel.
ACCENT = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0730-\u074a\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    "\u17b4\u17b5\u180b-\u180d\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ua66f-\ua672"
    "\ua674-\ua67d\ua69e\ua69f\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
)
# What most texts in most languages are made of: none is a mark, nor what can't be shown as it was typed.
UNMARKED = re.compile(
    "[\t\n\x20-\x7e\xa0-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff"
    "\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uac00-\ud7a3\U0001f300-\U0001faff]*+"
)
# What `re` takes for neither letter nor space has all marks.  Format characters and tags part no stack: what
# stands in `T<b>…</b>` is drawn upon the T.
MAYBE_MARK = r"[^\x00-\xac\xae-\u02ff\w\s]"
MAYBE_STACK = re.compile(rf"{MAYBE_MARK}(?>(?:{MAYBE_MARK}|<[^<>]*+>){{3,}})")
CHARACTER_OR_TAG = re.compile(r"<[^<>]*+>|.", re.DOTALL)
# Above, below, or wherever else marks of one combining class stand.
MOST_IN_PLACE = 3
# A syllable has up to seven in Tibetan and Burmese; a letter of Hebrew, with its cantillation, six.
MOST = 8


def limit_marks(text: str) -> str:
    """``text``, which may have tags, with no more marks upon a character than any orthography puts there.

    The first ones stay.
    """
    if UNMARKED.fullmatch(text):
        return text
    return MAYBE_STACK.sub(lambda run: "".join(_limited(run[0])), text)


def _limited(run: str) -> Iterator[str]:
    places: Counter[str | int] = Counter()
    for part in CHARACTER_OR_TAG.findall(run):
        category = unicodedata.category(part) if len(part) == 1 else "Cf"
        if category[0] == "M":
            # The letters under a letter of Tibetan, and most vowels, have no class.
            place = unicodedata.combining(part) or part
            if places[place] == MOST_IN_PLACE or places.total() == MOST:
                continue
            places[place] += 1
        elif category != "Cf":
            places.clear()
        yield part
