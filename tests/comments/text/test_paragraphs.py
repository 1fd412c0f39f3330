"""``comments.text.paragraphs``, as ``clean`` uses it."""

import re

import pytest

from comments.text.sanitizing import clean


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("one\n\ntwo\nthree", "<p>one</p><p>two<br>three</p>"),
        ("one\r\n\r\n\r\ntwo\rthree", "<p>one</p><p>two<br>three</p>"),
        ("one<br><br/>two<br>three", "<p>one</p><p>two<br>three</p>"),
        ("<p>one</p>\n<p>two</p>", "<p>one</p><p>two</p>"),
        ("one <b>two\n\nthree</b> four", "<p>one <b>two</b></p><p><b>three</b> four</p>"),
        ("a <b>b</b> <i>c</i>", "<p>a <b>b</b> <i>c</i></p>"),
        ("<b><i>x</b>y</i>", "<p><b><i>x</i></b><i>y</i></p>"),
        (
            "<ul>\n<li>a</li>\n<li>b\nc\n\n\n\nd</li>\n</ul>\nafter",
            "<ul><li>a</li><li>b<br>c<br><br>d</li></ul><p>after</p>",
        ),
        ("<ul>a<ol><li>b</ol></ul>", "<ul><li>a</li><li><ol><li>b</li></ol></li></ul>"),
        ("<li>a</li><li>b</li>", "<p>a</p><p>b</p>"),
        ("<blockquote>a\n\nb</blockquote>c", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
        ("<b>a<blockquote>b</blockquote></b>", "<p><b>a</b></p><blockquote><p><b>b</b></p></blockquote>"),
        ("<p><b></b></p><ul></ul>x", "<p>x</p>"),
        ("<pre><code>\nif x:\n\n    y\n</code></pre>z", "<pre><code>if x:\n\n    y\n</code></pre><p>z</p>"),
    ],
)
def test_line_breaks_make_paragraphs_and_blocks_come_out_well_formed(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("See https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a_(b))!", ["https://example.org/a_(b)"]),
        ("« https://example.org/?a=1&b=2 », non ?", ["https://example.org/?a=1&amp;b=2"]),
        ("«https://example.org/été»…", ["https://example.org/été"]),
        ("HTTP://EXAMPLE.ORG, http://localhost:8000/", ["HTTP://EXAMPLE.ORG", "http://localhost:8000/"]),
        ("https:// ftp://example.org example.org me@example.org https://me@example.org", []),
        ("<code>https://example.org</code> <pre>https://example.org</pre>", []),
        ("<a href='https://example.org'>https://example.net</a>", ["https://example.org"]),
    ],
)
def test_bare_web_addresses_become_links_and_nothing_else_does(typed: str, addresses: list[str]) -> None:
    assert re.findall('href="([^"]*)"', clean(typed)) == addresses
