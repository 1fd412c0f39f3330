"""Web addresses that stand in a text without a tag: where each begins, and where it ends.

The one place that decides it: cleaning makes links of what is found here, and the rules count the same.

After Unicode's draft on link detection (UTS #58), but for prose.  Browsers copy addresses percent-encoded, so
what isn't ASCII beside one is more often the sentence's than the address's.  Hence other scripts' punctuation
ends a link.  A letter of a script without spaces between words ends it right behind an ASCII letter or digit,
as in `example.org/x에서`, and wherever the link itself follows such a letter; else it is the address's.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from typing import NamedTuple

# A label has 63 characters at most (RFC 1035), and forty labels are more than any address has.
LABEL = r"(?>(?:[\w-]|%[0-9a-f]{2}|[^\x00-\x7f]){1,63})"
# Looked at closer only where a host's name goes on: with a letter, a digit or a picture.
WWW = r"www\.(?u:[\w%\u2600-\u27bf\U0001f000-\U0001faff])"
# With a scheme and maybe a user's name; or from `www.` on, where that is no part of any other address.
ADDRESS = re.compile(
    rf"""(?:(?<![a-z0-9])https?://(?>(?:[^\x00-\x20\x7f-\U0010ffff<>"`\\/?\#@]*@)*)|(?<![a-z0-9@./\\-])(?={WWW}))
    (?P<host>\[[0-9a-f:.]++\]|(?>{LABEL}(?:\.{LABEL}){{0,39}}))(?!@)
    (?:\.(?=:[0-9]|[/?\#]))?(?::[0-9]{{1,5}}+)?""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
DELIMITERS = frozenset(' <>"`\\\x7f') | {*map(chr, range(0x20))}
# Money, accents without a letter, arrows and the like; pictures stay.
NO_PICTURES = frozenset({"Sc", "Sk", "Sm"})
# Pictures by category that are the sentence's behind a host: arrows, lines, bullets, ❓ and ❗.
DRAWN = re.compile("[\u2190-\u21ff\u2500-\u25ff\u2753-\u2755\u2757\u2794-\u27be\u2b05-\u2b07]")
SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
# None of these ends a link: punctuation of sentences and of Markdown, which may stand in an address;
SOFT = ".,;:!?'*~|"
# punctuation by category, but of words: the Catalan and the Japanese dot, Hebrew's signs, Tibetan's dot;
IN_WORDS = "\u00b7\u0387\u30fb\u05be\u05f3\u05f4\u0f0b"
# the same, though never in a host's name: apostrophe, hyphens, en dash, and what joins letters in Persian.
JOINERS = "\u200c\u200d"
IN_PATHS = "\u2019\u2010\u2011\u2013" + JOINERS
NEVER_LAST = frozenset(SOFT + IN_WORDS + IN_PATHS)
POSSESSIVES = frozenset({"'s", "\u2019s"})
OPENED_BY = {")": "(", "]": "[", "}": "{"}
# So many brackets in each other, or what follows the first of them would be read again for each.
DEEPEST = 3
# Nothing of it ends an address, whatever stands before it: most addresses are of nothing else.
PLAIN = re.compile(r"[A-Za-z0-9/_.:?#=%$&@+~!*'^-]*+")
# Two addresses of one list.
NEXT_ONE = re.compile("[,;|](?:https?://|www\\.)", re.IGNORECASE | re.ASCII)
# Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese; and Korean, which adds particles to what it names.
UNSPACED = re.compile(
    "[\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3041-\u30fa\u30fc-\u318f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua48c\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# A name of letters and digits alone.
SPACED = re.compile(r"[\w.-]++")


class Autolink(NamedTuple):
    """text[start:end], to be shown as a link to ``href``, should that be an address that may be linked."""

    start: int
    end: int
    href: str


def find_autolinks(text: str) -> Iterator[Autolink]:
    """Every web address of a text without tags, in order; in time linear in the text's length."""
    if not may_hold_autolinks(text):
        return
    done = 0
    # What follows one is read as a text of its own, as it will be when the link is a tag.
    while match := ADDRESS.search(rest := text[done:]):
        start, host = match.start(), _host(match["host"])
        end = match.start("host") + len(host)
        if host == match["host"]:
            end = _end_of_path(rest, match.end(), before=rest[start - 1 : start])
        if host and host.casefold() != "www":
            yield Autolink(done + start, done + end, _href(rest[start:end]))
        done += end


def may_hold_autolinks(text: str) -> bool:
    """False where nothing in a text can begin an address; as quick as can be."""
    return "://" in text or "www." in text.lower()


def _href(address: str) -> str:
    address = address.replace("\u200c", "%E2%80%8C").replace("\u200d", "%E2%80%8D")
    return address if "://" in address[:8] else f"https://{address}"


def _host(name: str) -> str:
    """What of ``name`` is a host's, up to a sign of the sentence's or to what no top-level domain has."""
    if name.isascii() or (SPACED.fullmatch(name) and not UNSPACED.search(name)):
        return name.rstrip(SOFT + "-_")
    name = name[: _first(name, lambda number: _is_boundary(name[number]) or name[number] in IN_PATHS)]
    last = name.rfind(".") + 1
    # None is of ASCII letters and of a script without spaces.
    name = name[: _first(name, lambda number: number > last and _runs_on(name, number))]
    return name.rstrip(SOFT + IN_WORDS + "-_")


def _first(text: str, is_sought: Callable[[int], bool]) -> int:
    return next(filter(is_sought, range(len(text))), len(text))


def _end_of_path(text: str, start: int, *, before: str) -> int:
    """Where the address ends whose path begins at ``start``, if any does.

    ``before`` is the character before the address.
    """
    if not text.startswith(("/", "?", "#"), start):
        return start
    opened: list[int] = []
    is_glued, end = UNSPACED.match(before) is not None, _after_plain(text, start)
    while end < len(text) and len(opened) <= DEEPEST and not _is_outside(text, end, is_glued):
        if text[end] in OPENED_BY.values():
            opened.append(end)
        elif text[end] in OPENED_BY:
            if not opened or text[opened[-1]] != OPENED_BY[text[end]]:
                break
            opened.pop()
        end = _after_plain(text, end + 1)
    return _trimmed(text, opened[0] if opened else end, NEVER_LAST | {*before} & {"_"})


def _after_plain(text: str, start: int) -> int:
    plain = PLAIN.match(text, start)
    return plain.end() if plain else start


def _trimmed(text: str, end: int, never_last: Set[str]) -> int:
    while text[end - 1] in never_last or text[end - 2 : end] in POSSESSIVES:
        end -= 1
    return end


def _is_outside(text: str, place: int, is_glued: bool) -> bool:
    char = text[place]
    if char in JOINERS:
        return text[place - 1].isascii()
    is_drawn = DRAWN.match(char) is not None
    is_prose = is_drawn or _runs_on(text, place) or (is_glued and _is_unspaced(char))
    return is_prose or _is_boundary(char) or NEXT_ONE.match(text, place) is not None


def _runs_on(text: str, place: int) -> bool:
    """Whether a sentence goes on there without a space, behind an ASCII word or its punctuation."""
    before = text[place - 1]
    return _is_unspaced(text[place]) and before.isascii() and (before.isalnum() or before in ".,;!")


@lru_cache(maxsize=4096)
def _is_boundary(char: str) -> bool:
    if char.isascii():
        return char in DELIMITERS
    category = unicodedata.category(char)
    is_sign = category[0] in "CPZ" or category in NO_PICTURES
    return is_sign and char not in NEVER_LAST | SKIN_TONES


@lru_cache(maxsize=4096)
def _is_unspaced(char: str) -> bool:
    return UNSPACED.match(char) is not None or unicodedata.category(char) == "So"
