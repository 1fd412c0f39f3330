"""Whether a number of digits and capitals is one that its issuer may have given.

Each is a line of arithmetic from its own standard; no library does less for a host than bring itself along.
"""

# Sex 1 and 2, and 3, 4, 7 and 8 for numbers that are provisional.
NIR_SEXES = frozenset("123478")
# A month that isn't known is 20, or from 30 to 42, or from 50 on (INSEE).
NIR_MONTHS = {*range(1, 13), 20, *range(30, 43), *range(50, 100)}
# Corsica's departments in the key's arithmetic.
CORSICA = {"2A": "19", "2B": "18"}
# Nobody is born later in this century, for as long as this code is likely to run.
LATEST_YEAR = 60
# Characters of an IBAN, by country (ISO 13616); the others' are 15 to 34.
IBAN_LENGTHS = {
    "AT": 20,
    "BE": 16,
    "CH": 21,
    "DE": 22,
    "DK": 18,
    "ES": 24,
    "FI": 18,
    "FR": 27,
    "GB": 22,
    "IE": 22,
    "IT": 27,
    "LI": 21,
    "LU": 20,
    "MC": 27,
    "NL": 18,
    "NO": 15,
    "PL": 28,
    "PT": 25,
    "SE": 24,
}
# By which digits a payment card's number begins, and how many it has (ISO/IEC 7812, the issuers' ranges).
CARDS = (
    (range(4, 5), {13, 16, 19}),
    (range(51, 56), {16}),
    (range(2221, 2721), {16}),
    (range(34, 35), {15}),
    (range(37, 38), {15}),
    (range(300, 306), {14}),
    (range(36, 37), {14}),
    (range(38, 40), {14}),
    (range(6011, 6012), {16, 19}),
    (range(644, 660), {16, 19}),
    (range(3528, 3590), {16, 19}),
    (range(62, 63), {16, 17, 18, 19}),
)


def is_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def is_card(digits: str) -> bool:
    """A payment card's number: an issuer's range, its length, and Luhn's digit."""
    issued = any(
        len(digits) in lengths and int(digits[: len(str(begin.start))]) in begin for begin, lengths in CARDS
    )
    return issued and is_luhn(digits)


def is_iban(text: str) -> bool:
    """ISO 13616: the country's length, and the remainder 1 by 97 (ISO/IEC 7064)."""
    length = IBAN_LENGTHS.get(text[:2])
    if len(text) != length if length else not 15 <= len(text) <= 34:
        return False
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def is_nir(text: str) -> bool:
    """France's number of social security: thirteen places and a key of two (INSEE)."""
    number = text[:5] + CORSICA.get(text[5:7], text[5:7]) + text[7:]
    if len(number) != 15 or not number.isdigit() or number[0] not in NIR_SEXES:
        return False
    return int(number[3:5]) in NIR_MONTHS and int(number[13:]) == 97 - int(number[:13]) % 97


def is_national_register(digits: str) -> bool:
    """Belgium's number of the national register: a date of birth, a place among that day's, and by 97.

    The months of numbers for who isn't registered are 20 or 40 higher; who was born from 2000 on has a 2
    before the number in its arithmetic.
    """
    if len(digits) != 11 or int(digits[2:4]) % 20 > 12 or int(digits[2:4]) > 52 or int(digits[4:6]) > 31:
        return False
    centuries = ("", "2") if int(digits[:2]) < LATEST_YEAR else ("",)
    return int(digits[9:]) in {97 - int(century + digits[:9]) % 97 for century in centuries}


def is_ahv(digits: str) -> bool:
    """Switzerland's AHV number: 756, and a check digit as EAN-13 has it."""
    if len(digits) != 13 or not digits.startswith("756"):
        return False
    return (sum(map(int, digits[::2])) + 3 * sum(map(int, digits[1::2]))) % 10 == 0


def is_nhs(digits: str) -> bool:
    """England's and Wales's NHS number: ten digits, the last of them by 11."""
    if len(digits) != 10:
        return False
    weighed = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True))
    return (11 - weighed % 11) % 11 == int(digits[9])
