"""Emphasis, code and links, mixed with HTML and with addresses."""

import re

import pytest

from comments.text.reading.syntax import Syntax
from comments.text.sanitizing import clean, guard


@pytest.mark.parametrize(
    "typed",
    [
        "a * b, 2 * 3 * 4, 5*3",
        "footnote*",
        "snake_case and _private, a_b_c",
        "2 > 1, x >= y, -> and =>",
        "C:\\Users\\new",
        "[sic], [1] and (2), a[i](j)",
        "`, it's so",
        "don't *ever, _never",
        "***",
        "~~no~~",
    ],
)
def test_a_mark_in_prose_stays_itself(typed: str) -> None:
    assert clean(typed, Syntax.MARKDOWN) == f"<p>{typed.replace('>', '&gt;')}</p>"


@pytest.mark.parametrize(
    ("typed", "inside"),
    [
        ("**bold** *italic* __bold__ _italic_", "<strong>bold</strong> <em>italic</em> " * 2),
        ("`<b>` ``a`b`` `&lt;`", "<code>&lt;b&gt;</code> <code>a`b</code> <code>&amp;lt;</code>"),
        ("`a\n    b`", "<code>a<br>    b</code>"),
        ("<code>  a\n  b</code>", "<code>  a<br>  b</code>"),
        ("<code>*a* `b`</code> *c*", "<code>*a* `b`</code> <em>c</em>"),
        ("<b>*a*</b> **<i>b</i>**", "<b><em>a</em></b> <strong><i>b</i></strong>"),
        ("<b>a **b</b> c**", "<b>a <strong>b</strong></b><strong> c</strong>"),
        ("*a</em>b*", "<em>a&lt;/em&gt;b</em>"),
        ("*a <b>c* d", "<em>a &lt;b&gt;c</em> d"),
        ("\\*a\\* \\<b>c</b> \\&lt;", "*a* &lt;b&gt;c&lt;/b&gt; &amp;lt;"),
        ("¯\\_(ツ)_/¯", "¯_(ツ)_/¯"),
        ("&copy; *&eacute;*", "© <em>é</em>"),
        ("*a\n\nb*", "*a</p><p>b*"),
    ],
)
def test_marks_and_tags_stand_side_by_side(typed: str, inside: str) -> None:
    assert clean(typed, Syntax.MARKDOWN) == f"<p>{inside.strip()}</p>"


@pytest.mark.parametrize(
    ("typed", "links"),
    [
        ("[a *b*](https://example.org/)", [("https://example.org/", "a <em>b</em>")]),
        ("[a](https://example.org/?b=1&amp;c=\\(2)", [("https://example.org/?b=1&amp;c=(2", "a")]),
        ("[a](https://example.org/b_(c)_d)", [("https://example.org/b_(c)_d", "a")]),
        ("[a](<https://example.org/b(c>)", [("https://example.org/b(c", "a")]),
        ("[a](HTTPS://EXAMPLE.ORG)", [("HTTPS://EXAMPLE.ORG", "a")]),
        ("[https://a.example](https://example.org)", [("https://example.org", "https://a.example")]),
        ("![a](https://example.org/b.png)", [("https://example.org/b.png", "a")]),
        (
            "[a [b](https://b.example) c](https://c.example)",
            [("https://b.example", "b"), ("https://c.example", "https://c.example")],
        ),
        ("**https://example.org/f**", [("https://example.org/f",) * 2]),
        ("_https://example.org/h_", [("https://example.org/h",) * 2]),
        (
            "https://example.org/a_(b)_c *d* https://example.org/e_(f)_g",
            [("https://example.org/a_(b)_c",) * 2, ("https://example.org/e_(f)_g",) * 2],
        ),
        ("[a](https://example.org)_b_", [("https://example.org", "a")]),
        ("`https://example.org`", []),
        ("[a](javascript:1) [b](/c) [d](example.org) [e](#f) [g](mailto:h@example.org)", []),
        (
            "[](https://example.org/b) [ ](<https://example.org/c>)",
            [("https://example.org/b",) * 2, ("https://example.org/c",) * 2],
        ),
        ("[a] (b), [a][b], [a]: /b", []),
    ],
)
def test_words_with_a_web_address_are_a_link(typed: str, links: list[tuple[str, str]]) -> None:
    stored = clean(typed, Syntax.MARKDOWN)
    assert re.findall('<a href="([^"]*)">(.*?)</a>', stored) == links
    assert guard(stored).count('rel="nofollow ugc noopener"') == len(links)


def test_what_is_no_link_is_shown_as_typed() -> None:
    for typed in (
        "[a](javascript:alert(1))",
        "[a](/b)",
        "[a](https://example.org",
        "[a](https://example.org b)",
    ):
        assert re.sub("</?a[^>]*>", "", clean(typed, Syntax.MARKDOWN)) == f"<p>{typed}</p>"


def test_a_title_is_kept() -> None:
    typed = '[a](https://example.org "say \\"hi\\" & \'bye\'")'
    title = "say &quot;hi&quot; &amp; &#x27;bye&#x27;"
    assert clean(typed, Syntax.MARKDOWN) == f'<p><a href="https://example.org" title="{title}">a</a></p>'
