"""Addresses as they are typed, and what all spellings of one have in common."""

import re
from itertools import cycle

import pytest
from django import forms
from hypothesis import assume, example, given
from hypothesis import strategies as st

from comments.forms import AddressField
from comments.text.addresses import clean_address, clean_website, compared, holds_address, spellings
from comments.text.hostnames import ascii_domain, unicode_domain

LOCAL = "abcXYZ012.!#$%&'*+/=?^_`{|}~-"
# Of scripts with capitals and without, with marks, and with letters that lower case or NFKC change.
LETTERS = "abzAZ09éÉüßẞøŁıİſςΣσжЖאبक़िかが。漢한ﬁⅧ"
UNSEEN = "\u00ad\u034f\u061c\u200b\u200e\u202e\u2060\u2066\u3164\ufe0f\ufeff\U000e0041"
BEHIND = " \n\u2028\u3000.,;:!?»”）】。，、؛।…\u00ad"
labels = st.text(LETTERS, min_size=1, max_size=8)
domains = st.lists(labels, min_size=1, max_size=3).map(".".join)
mostly_good = st.builds(
    "{}@{}.example{}".format,
    st.text("abXY12+'é", min_size=1, max_size=9),
    domains,
    st.text(BEHIND, max_size=2),
)
addresses = st.builds("{}@{}".format, st.text(LOCAL, min_size=1, max_size=8), domains)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("ada", "ada"),
        ("ada@[192.0.2.1]", "ada@[192.0.2.1]"),
        ("ada@exam ple.org", "ada@exam ple.org"),
        ("ada@exam»ple.org»", "ada@exam»ple.org"),
        ("«ada»@Example.ORG.", "«ada»@example.org"),
        ('"a@b"@example.org', '"a@b"@example.org'),
        ("ada@نامه\u200cای.example", "ada@xn--mgba3gch31f.example"),
        ("x" * 2000 + "@example.org»", "x" * 2000 + "@example.org»"),
    ],
)
def test_what_is_no_address_is_made_none(typed: str, meant: str) -> None:
    assert clean_address(typed) == meant


@given(addresses | st.text(st.characters(), max_size=40))
@example("ﷺ@ﷺ.example")
@example("e\u200d\u0301@e\u200d\u0301.example")
def test_cleaning_is_idempotent(typed: str) -> None:
    cleaned = clean_address(typed)
    assert clean_address(cleaned) == cleaned
    assert compared(cleaned) == compared(typed)


@given(mostly_good | st.emails())
def test_what_the_form_takes_is_printable_ascii_and_taken_again(typed: str) -> None:
    field = AddressField(max_length=254)
    try:
        taken = field.clean(typed)
    except forms.ValidationError:
        assume(False)
    assert (taken.isascii(), taken.isprintable(), field.clean(taken)) == (True, True, taken)


@given(addresses, st.lists(st.sampled_from(UNSEEN), min_size=1, max_size=5), st.text(BEHIND, max_size=3))
def test_no_spelling_makes_another_person(address: str, unseen: list[str], behind: str) -> None:
    written = "".join(map("".join, zip(address, cycle(unseen), strict=False))) + behind
    wide = re.sub("[!-~]", lambda char: chr(ord(char[0]) + 0xFEE0), address)
    # Letter by letter: a sigma at a word's end would become another one.
    small = "".join(map(str.lower, address))
    assert {*map(compared, (written, wide, small, clean_address(address)))} == {compared(address)}


@given(domains)
def test_a_domain_is_known_by_both_of_its_spellings(domain: str) -> None:
    in_ascii = ascii_domain(domain)
    assert ascii_domain(unicode_domain(in_ascii)) == in_ascii
    assert spellings(f"a@{in_ascii}") == {f"a@{in_ascii}", f"a@{unicode_domain(in_ascii)}"}


SURROGATE = "xn--" + "\ud800".encode("punycode").decode()


@pytest.mark.parametrize(
    "domain", ["xn--.example", "xn--\u00e9", "xn--99999999.example", f"{SURROGATE}.example"]
)
def test_a_domain_that_spells_nothing_has_one_spelling(domain: str) -> None:
    assert unicode_domain(domain) == domain


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("I am A@Müller.example", True),
        ("a＠xn--mller-kva.example", True),
        ("a@mül\u00adler.example", True),
        ("a@muller.example", False),
        ("", False),
    ],
)
def test_a_text_holds_an_address_in_either_spelling(text: str, holds: bool) -> None:
    assert holds_address(text, "a@xn--mller-kva.example") is holds
    assert not holds_address(text, "")


@given(st.text(st.characters(), max_size=40) | st.text(":/htps1.ab \u200b", max_size=20))
def test_cleaning_a_web_site_is_idempotent(typed: str) -> None:
    assert clean_website(clean_website(typed)) == clean_website(typed)
