"""``comments.text.sanitizing``: what a reader typed is what is read, and nothing of it runs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.text import sanitizing
from comments.text.markup import TAG, printable
from comments.text.reading.syntax import Syntax
from comments.text.sanitizing import (
    MAX_LENGTH,
    MAX_TAGS,
    clean,
    escape_plain,
    guard,
    removed,
    safe_url,
)
from tests.allowlist import ATTRIBUTES, TAGS, outside_allow_list, visible_text

REL = ' rel="nofollow ugc noopener"'

# What readers and attackers type: pieces of markup among any text.
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in sorted(TAGS)]
    + [f"</{tag}>" for tag in sorted(TAGS)]
    + [
        "\n",
        "\n\n",
        " ",
        "<",
        ">",
        "&",
        "&lt;",
        "&amp;",
        "&copy;",
        "&#x202e;",
        "&amp;lt;",
        '"',
        "'",
        "(",
        ")",
        ".",
    ]
    + [
        "<a href='https://example.org/?a=1&b=2' title='&quot;x'>",
        "<a href=javascript:1>",
        "https://example.org/a",
    ]
    + [
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<svg>",
        "<style>",
        "<textarea>",
        "<math>",
        "<p/x>",
        "<b onclick=1>",
    ]
    + [
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "\n- ",
        "\n> ",
        "\n1. ",
        "[",
        "](https://example.org/)",
        "](javascript:1)",
        "\\",
    ]
)
MARKUP = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)
ANYTHING = st.one_of(MARKUP, st.text(alphabet=st.characters(exclude_categories=[]), max_size=60))
SYNTAX = st.sampled_from(Syntax)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a<b", "a<b"),
        ("if a<b and c>d", "if a<b and c>d"),
        ("x < y, I <3 you, a <- b, <!, </, <?", "x < y, I <3 you, a <- b, <!, </, <?"),
        ("<!-- see? --> and <![CDATA[x]]>", "<!-- see? --> and <![CDATA[x]]>"),
        ("<script>alert(1)</script> after", "<script>alert(1)</script> after"),
        (
            "<style>p{}</style> <textarea> <plaintext> after",
            "<style>p{}</style> <textarea> <plaintext> after",
        ),
        ("AT&T, &copy and &nosuch;", "AT&T, &copy and &nosuch;"),
        ("&copy; &lt;b&gt; &amp;lt;", "© <b> &lt;"),
        ('<a href="', '<a href="'),
    ],
)
def test_what_is_no_allowed_tag_is_read_as_it_was_typed(typed: str, text: str) -> None:
    assert visible_text(clean(typed)) == text
    assert visible_text(guard(clean(typed))) == text


def test_an_authors_link_keeps_its_text_and_title() -> None:
    stored = clean(
        '<a href="https://example.org" title="Say &quot;hi&quot;" onclick="x()"><b>Here</b> & there</a>'
    )
    link = '<a href="https://example.org" title="Say &quot;hi&quot;"{}><b>Here</b> &amp; there</a>'
    assert stored == f"<p>{link.format('')}</p>"
    assert guard(stored) == f'<p dir="auto">{link.format(REL)}</p>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:1",
        "vbscript:99",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:1",
        "java&Tab;script&colon;1",
        "&#x6a;avascript:1",
        "&#106avascript:1",
        "\x01javascript:1",
        "java\tscript:1",
        "data:text/html,x",
        "//example.org",
        "/path",
        "#respond",
        "https:example.org",
        "http:///example.org",
        "https://example.org@example.net",
        "https://example.org\\@example.net",
        "https://example.org:port",
        "http://[::1",
        # No browser goes there, and the guard takes the address off.
        "https://www.1.2",
        "https://999.1.1.1/",
        "https://example.0x1",
        "https://example.１/",
        "https://ex%20ample.org",
        "https://ex%2fample.org",
    ],
)
def test_other_addresses_are_not_linked(address: str) -> None:
    for quoted in (f'"{address}"', f"'{address}'", address):
        link = f"<a href={quoted}>text</a>"
        assert "<a" not in clean(link)
        assert "href" not in guard(link)
        assert "href" not in sanitizing._bleach(link)
    assert safe_url(address) == ""


def test_entities_in_an_address_are_read_before_it_is_judged() -> None:
    assert (
        clean("<a href='https://exa&#10;mple.org'>x</a><a href='https://exa&#x202e;mple.org'>y</a>")
        == "<p>xy</p>"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "HTTPS://example.org:8443/a?b=c&d=%20#e",
        "https://exämple.org/L'Été_(x)",
        "http://[::1]/",
        "http://192.0.2.1:8000/",
        "https://1.example.org",
        "https://ex%61mple.org",
    ],
)
def test_plain_web_addresses_are_returned_as_they_are(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://a\nb",
        "https://a b",
        "https://a\x00",
        "https://\ud800",
        "https://a/\u202eb",
        'https://a"b',
    ],
)
def test_web_addresses_with_spaces_controls_or_quotes_are_refused(url: str) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n\t",
        "<p><b> </b></p>",
        "&nbsp;&#x200b;",
        "\u200b\ufeff\u3164\u2800",
        "\x00\ud800",
        "<br><ul><li></ul>",
    ],
)
def test_what_shows_nothing_is_empty(typed: str) -> None:
    assert clean(typed) == ""


def test_unprintable_characters_go_and_the_words_around_them_stay() -> None:
    typed = "a\x00b\x1b\x85\ud800c\ufffe\U0010ffff\u202ed\u202c &#x202e;e &#0; \t\u2067f\u2069"
    assert clean(typed) == "<p>ab<br>cd e \ufffd \t\u2067f\u2069</p>"
    assert guard("a\x00\ud800\u202e&#x202e;b") == "ab"


def test_a_row_that_we_did_not_clean_may_be_as_deep_as_it_likes() -> None:
    assert guard("<b>" * 10_000 + "word" + "</b>" * 10_000).count("word") == 1


def test_each_paragraph_shown_has_its_own_direction_and_none_that_was_typed() -> None:
    typed = (
        "<p dir=rtl>a</p><ul dir=ltr><li dir=rtl>b</li></ul><blockquote>c</blockquote><pre dir=auto>d</pre>"
    )
    stored = clean(typed)
    assert stored == "<p>a</p><ul><li>b</li></ul><blockquote><p>c</p></blockquote><pre>d</pre>"
    shown = (
        '<p dir="auto">a</p><ul><li dir="auto">b</li></ul>'
        '<blockquote><p dir="auto">c</p></blockquote><pre dir="ltr">d</pre>'
    )
    assert guard(stored) == shown
    assert guard(shown) == shown
    assert guard("<p dir=rtl>a</p><pre dir=auto>\n\nb</pre>") == '<p dir="auto">a</p><pre dir="ltr">b</pre>'


def test_too_much_is_refused_before_it_is_parsed() -> None:
    assert clean("x" * MAX_LENGTH) == f"<p>{'x' * MAX_LENGTH}</p>"
    with pytest.raises(ValueError, match="the limit is 10000"):
        clean("x" * (MAX_LENGTH + 1))
    assert guard("<q>" * (MAX_TAGS + 1)) == "&lt;q&gt;" * (MAX_TAGS + 1)


def test_old_plain_text_is_never_read_as_html() -> None:
    stored = escape_plain("<b>1</b> &lt; 2\n\nhttps://example.org/?a=1&b=2\r\n" + "x" * MAX_LENGTH)
    link = '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>'
    assert stored == f"<p>&lt;b&gt;1&lt;/b&gt; &amp;lt; 2</p><p>{link}<br>{'x' * MAX_LENGTH}</p>"


def test_editors_are_told_what_was_removed() -> None:
    typed = "<a href='javascript:1' title=ok>x</a> <B onclick=\"go()\">y</B>\u202e\r\n<a href=https://example.org>z</a>"
    assert removed(typed) == ["a href='javascript:1'", 'b onclick="go()"', "U+202E"]
    assert removed("<script>is shown</script>, a<b, plain") == []


def test_the_check_knows_the_same_allow_list_and_sees_what_is_outside() -> None:
    assert sanitizing.ALLOWED_TAGS == TAGS
    assert {**sanitizing.ALLOWED_ATTRIBUTES, "a": sanitizing.ALLOWED_ATTRIBUTES["a"] | {"rel"}} == ATTRIBUTES
    hostile = '<p onclick="x"><a href="javascript:1">x</a><img src=x><!-- c --><script>x</script></p>'
    faults = outside_allow_list(hostile)
    assert faults[:3] == ["<p onclick>", "href=javascript:1", "<img>"]
    assert len(faults) == 5


@given(ANYTHING, SYNTAX)
def test_whatever_is_typed_comes_out_inside_the_allow_list(typed: str, syntax: Syntax) -> None:
    assert outside_allow_list(clean(typed, syntax)) == []
    assert " dir=" not in re.sub(">[^<]*", "", clean(typed, syntax))
    assert outside_allow_list(guard(typed)) == []


@given(ANYTHING, SYNTAX)
def test_bleaching_what_is_stored_changes_nothing(typed: str, syntax: Syntax) -> None:
    stored = clean(typed, syntax)
    assert sanitizing._bleach(stored) == stored


@given(ANYTHING, SYNTAX)
def test_guarding_what_is_shown_changes_nothing(typed: str, syntax: Syntax) -> None:
    for shown in (guard(clean(typed, syntax)), guard(typed)):
        assert guard(shown) == shown


@given(ANYTHING, SYNTAX)
def test_the_guard_adds_only_the_rel_to_what_is_stored(typed: str, syntax: Syntax) -> None:
    stored = clean(typed, syntax)
    assert visible_text(guard(stored)) == visible_text(stored)
    assert guard(stored).count("<") == stored.count("<")


@given(st.text(alphabet=st.characters(exclude_characters="&"), max_size=80))
def test_plain_text_is_read_as_it_was_typed(typed: str) -> None:
    if TAG.search(typed) is None:
        expected = " ".join(printable(typed).split())
        assert visible_text(guard(clean(typed))) in {expected, ""}
        assert visible_text(guard(escape_plain(typed))) in {expected, ""}
