"""Personal data in a text: what counts as one number or street, and what only looks like it."""

import sys

import pytest

from comments.rules.personal_data import Found, check_digits, find_numbers, find_streets


def found(text: str) -> list[tuple[str, str]]:
    every: list[Found] = [*find_numbers(text), *find_streets(text)]
    return [(each.kind.value, text[each.start : each.end]) for each in every]


# The numbers are those that standards, issuers and regulators print as examples, or nobody's.
@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("telephone", "06 39 98 12 34"),
        ("telephone", "0639981234"),
        ("telephone", "06.39.98.12.34"),
        ("telephone", "33 (0)6 39 98 12 34"),
        ("telephone", "0033 6 39 98 12 34"),
        ("telephone", "020 7946 0958"),
        ("telephone", "07700 900123"),
        ("telephone", "02/555.12.34"),
        ("telephone", "0475 12 34 56"),
        ("telephone", "044 555 18 00"),
        ("telephone", "212-555-0123"),
        ("telephone", "٠٦٣٩٩٨١٢٣٤"),
        ("card", "4111 1111 1111 1111"),
        ("card", "378282246310005"),
        ("iban", "FR76 3000 6000 0112 3456 7890 189"),
        ("iban", "gb82west12345698765432"),
        ("nir", "2 55 08 14 168 025 38"),
        ("nir", "1 85 05 2A 006 084 35"),
        ("national_register", "85.07.30-033.28"),
        ("ahv", "756.9217.0769.85"),
        ("national_insurance", "AB 12 34 56 C"),
        ("nhs", "943 476 5919"),
        ("street", "12 bis, rue des Tanneurs"),
        ("street", "avenue Louise 120"),
        ("street", "8 place de la Halle"),
        ("street", "27b Harbour Terrace"),
    ],
)
def test_each_kind_is_found_as_it_is_written(kind: str, written: str) -> None:
    sentence = f"Look: +{written}, now." if written.startswith("33 ") else f"Look: {written}, now."
    assert found(sentence) == [(kind, written)]


def test_a_street_in_small_letters_is_found_where_somebody_lives() -> None:
    assert found("she lives at 14 elm road") == [("street", "14 elm road")]
    assert found("the 2 kids walk down the road") == []


def test_two_numbers_are_two_and_each_is_the_longest() -> None:
    assert found("06 39 98 12 34 06 39 98 12 35") == [
        ("telephone", "06 39 98 12 34"),
        ("telephone", "06 39 98 12 35"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "FR76 3000 6000 0112 3456 7890 188",
        "2 55 08 14 168 025 39",
        "85.07.30-033.29",
        "756.9217.0769.86",
        "BG 12 34 56 C",
        "943 476 5918",
        "9434765919",
        "ISBN 0306406152",
        "SIRET 732 829 320 00074",
        "le 12/03/2024 10 30",
        "09/11/2001 08 46",
        "1 250 000 000 euros",
        "3-1, 2-2, 4-0, 1-1, 0-0",
        "00 00 00 00 00",
        "les 3 places que voilà",
        "rue de Paris, 20 euros",
        "rue des Tanneurs depuis 30 ans",
        "the 14 buses that walk the hill road",
    ],
)
def test_what_fails_its_check_or_is_something_else_is_nobodys(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("valid", "number"),
    [
        (check_digits.is_luhn, "79927398713"),
        (check_digits.is_iban, "NO9386011117947"),
        (check_digits.is_nir, "255081416802538"),
        (check_digits.is_national_register, "85073003328"),
        (check_digits.is_ahv, "7569217076985"),
        (check_digits.is_nhs, "9434765919"),
        (check_digits.is_nhs, "4000079190"),
    ],
)
def test_another_last_digit_is_another_number(valid: object, number: str) -> None:
    assert callable(valid)
    last = [number[:-1] + digit for digit in "0123456789"]
    assert [each for each in last if valid(each)] == [number]


def test_a_whole_page_of_digits_is_read_in_one_go() -> None:
    """Of the groups at each place so many are tried, whatever follows."""
    calls = 0

    def count(frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    counted = []
    for length in (1_000, 2_000):
        calls = 0
        sys.setprofile(count)
        list(find_numbers("06 " * length))
        sys.setprofile(None)
        counted.append(calls)
    assert counted[1] < 2.1 * counted[0]
