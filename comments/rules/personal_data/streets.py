"""Street addresses: a house's number beside a street, in French and English.

A public square is written like anybody's home: an editor tells them apart.
"""

import re
from collections.abc import Iterator

from .found import Found, Kind

LETTER = r"[^\W\d_]"
WORD = rf"{LETTER}[\w'’.-]{{0,24}}"
SPACE = r"[ \t\u00a0\u202f]{1,3}"
NUMBER = r"(?<![\w.,/])\d{1,4}"
FRENCH = (
    r"rue|avenue|av\.|boulevard|bd\.?|bld\.?|chemin|ch\.|allée|allee|impasse|quai|square|ruelle|sentier|faubourg"
    r"|chaussée|chaussee|passage|venelle|rond-point|résidence|residence|lotissement|esplanade|montée|rte\.?"
)
# What is many a thing beside a street: only between a number and a capital, or "de la".
FRENCH_OTHERS = r"place|route|cours|cité|villa|clos|hameau"
ARTICLES = r"(?:(?:de|du|des|la|le|les|l|d)['’\s]\s{0,2}){0,2}"
ENGLISH = (
    r"street|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|drive|dr\.?|close|court|crescent|gardens|terrace|boulevard"
    r"|blvd\.?|grove|mews|way|parade|hill|walk|row"
)
CAPITAL = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]{0,24}"
# Somebody lives there: then small letters will do.
LIVES = r"(?:lives?|living|stays?|house|home|address|flat|parents|is|found)\b[^.!?\n]{0,12}\b(?:at|is|:)"

BIS = rf"(?:{SPACE}?(?:bis|ter|quater|[a-d]))?"
# A number of something else: "rue de Paris 20 euros".
NO_UNIT = rf"(?![\w%]|[.,:]\d|{SPACE}?(?:ans|euros?|€|personnes|fois|h\b))"

STREETS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{NUMBER}{BIS},?{SPACE}(?:{FRENCH}){SPACE}{ARTICLES}{WORD}(?:{SPACE}{CAPITAL}){{0,3}}",
        rf"{NUMBER}{BIS},?{SPACE}(?:{FRENCH_OTHERS}){SPACE}{ARTICLES}{CAPITAL}(?:{SPACE}{CAPITAL}){{0,3}}",
        # Belgium and Switzerland have the number behind.
        rf"(?<!\w)(?:{FRENCH}|{FRENCH_OTHERS}){SPACE}{ARTICLES}{CAPITAL}"
        rf"(?:{SPACE}(?:{CAPITAL}|de|du|des|la|le)){{0,4}},?{SPACE}(?:n[°o]{SPACE}?)?\d{{1,3}}{BIS}{NO_UNIT}",
        rf"{NUMBER}[a-d]?,?{SPACE}(?:{CAPITAL}{SPACE}){{1,3}}(?:{ENGLISH})(?!\w)",
        rf"(?<!\w){LIVES}{SPACE}(?P<street>{NUMBER}[a-d]?,?{SPACE}(?:{WORD}{SPACE}){{1,3}}(?:{ENGLISH}))(?!\w)",
    )
)


def find_streets(text: str) -> Iterator[Found]:
    for pattern in STREETS:
        yield from (Found(Kind.STREET, *match.span(match.lastgroup or 0)) for match in pattern.finditer(text))
