"""Numbers of persons in a text: groups of digits, tried together as people write them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from . import check_digits, telephones
from .found import Found, Kind

# What stands between two groups of one number: a sign, with a space on either side at most.
BETWEEN = re.compile(r"[ \u00a0\u2009\u202f]?[.\-\u2010\u2011\u2013/()]?[ \u00a0\u2009\u202f]?")
GROUP = re.compile(r"\d+")
# The Corsican letter of a NIR stands among digits.
CORSICAN = re.compile(r"(?<!\d)[1-8] ?\d\d ?\d\d ?2[AB](?: ?\d{3}){2} ?\d\d(?!\d)", re.I)
IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![^\W_])", re.I)
NATIONAL_INSURANCE = re.compile(
    r"(?<![^\W_])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"([ -]?)\d\d\1\d\d\1\d\d\1[A-D](?![^\W_])",
    re.I,
)
# Groups of one number, digits of the shortest and of the longest.
MOST_GROUPS = 8
FEWEST_DIGITS = 9
MOST_DIGITS = 19
# A number that says of itself that it is another one: of a book, a company, an invoice.
OTHERS = re.compile(
    r"(?:isbn|issn|siret|siren|ean|doi|rcs|tva|vat|kbo|bce|invoice|facture|order|commande|arxiv|n[o°º])"
    r"(?:[- ]?1[03])?\s?(?:no\.?|n[°º])?\s?[:#/]?\s?$",
    re.I,
)
NHS = re.compile(r"\bNHS\b", re.I)
# Characters before a number in which a word may say what it is.
BEFORE = 24


class Group(NamedTuple):
    digits: str
    start: int
    end: int


class Run(NamedTuple):
    """Some groups of digits one after the other, as they may make one number."""

    text: str
    groups: Sequence[Group]

    @property
    def start(self) -> int:
        return self.groups[0].start

    @property
    def end(self) -> int:
        return self.groups[-1].end

    @property
    def digits(self) -> str:
        return "".join(group.digits for group in self.groups)

    @property
    def shape(self) -> list[int]:
        return [len(group.digits) for group in self.groups]

    @property
    def before(self) -> str:
        return self.text[max(self.start - BEFORE, 0) : self.start]


def _is_nhs(run: Run) -> bool:
    """Of ten digits every eleventh number passes: so as it is written, or where it says so."""
    says_so = run.shape == [3, 3, 4] or NHS.search(run.before)
    return bool(says_so) and check_digits.is_nhs(run.digits)


def _is_national_register(run: Run) -> bool:
    is_so_written = run.shape in ([11], [6, 5], [6, 3, 2], [2, 2, 2, 3, 2])
    return is_so_written and check_digits.is_national_register(run.digits)


def _is_telephone(run: Run) -> bool:
    return telephones.is_telephone(run.text, [(group.digits, group.start, group.end) for group in run.groups])


# The first that fits is what it is.
KINDS: Sequence[tuple[Kind, Callable[[Run], bool]]] = (
    (Kind.AHV, lambda run: check_digits.is_ahv(run.digits)),
    (Kind.NIR, lambda run: check_digits.is_nir(run.digits)),
    (Kind.CARD, lambda run: check_digits.is_card(run.digits)),
    (Kind.TELEPHONE, _is_telephone),
    (Kind.NATIONAL_REGISTER, _is_national_register),
    (Kind.NHS, _is_nhs),
)


def find_numbers(text: str) -> Iterator[Found]:
    """Each number of a person, from the beginning to the end of the digits; letters' numbers first."""
    taken: list[tuple[int, int]] = []
    for found in _lettered(text):
        taken.append((found.start, found.end))
        yield found
    for groups in _chains(text):
        yield from (
            found
            for found in _of_chain(text, groups)
            if not any(found.start < end and start < found.end for start, end in taken)
        )


def _lettered(text: str) -> Iterator[Found]:
    for match in IBAN.finditer(text):
        if check_digits.is_iban("".join(match[0].split()).upper()):
            yield Found(Kind.IBAN, *match.span())
    for match in NATIONAL_INSURANCE.finditer(text):
        yield Found(Kind.NATIONAL_INSURANCE, *match.span())
    for match in CORSICAN.finditer(text):
        if check_digits.is_nir("".join(match[0].split()).upper()):
            yield Found(Kind.NIR, *match.span())


def _chains(text: str) -> Iterator[list[Group]]:
    """Groups of digits with nothing between them but what parts a number's."""
    chain: list[Group] = []
    for match in GROUP.finditer(text):
        group = Group(_decimals(match[0]), *match.span())
        if chain and not BETWEEN.fullmatch(text, chain[-1].end, group.start):
            yield chain
            chain = []
        chain.append(group)
    if chain:
        yield chain


def _decimals(digits: str) -> str:
    """Of any script, as ASCII has them."""
    return "".join(str(unicodedata.decimal(digit)) for digit in digits)


def _of_chain(text: str, groups: Sequence[Group]) -> Iterator[Found]:
    """The longest number at each group; the next is looked for behind it."""
    place = 0
    while place < len(groups):
        run, kind = _longest(Run(text, groups[place : place + MOST_GROUPS]))
        if kind:
            yield Found(kind, run.start, run.end)
        place += len(run.groups) if kind else 1


def _longest(run: Run) -> tuple[Run, Kind | None]:
    """So many of the groups, from the first, as make a number, and its kind; None where none do."""
    digits = sum(run.shape)
    while digits >= FEWEST_DIGITS:
        if digits <= MOST_DIGITS and (kind := _kind_of(run)):
            return run, kind
        digits -= len(run.groups[-1].digits)
        run = Run(run.text, run.groups[:-1])
    return run, None


def _kind_of(run: Run) -> Kind | None:
    kind = next((kind for kind, fits in KINDS if fits(run)), None)
    is_another = kind is not None and (len(set(run.digits)) == 1 or OTHERS.search(run.before))
    return None if is_another else kind
