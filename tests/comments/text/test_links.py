"""Links in a text: whatever readers will see as one, once each, and where it really leads."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from comments.text.hostnames import domain_among, host_of, plain_host
from comments.text.links import find_hosts, find_links
from comments.text.reading.syntax import Syntax
from comments.text.sanitizing import clean
from comments.text.visible import read

PIECES = [
    "http://a.example",
    "https://B.example/x?y=1&z=2",
    "HTTP://user:secret@c.example:8080/",
    "http&#58;//d.example",
    "ht\u202atp://e.example",
    "http://ｆ.example",
    "http://g%2eexample/",
    "www.h.example",
    '<a href="http://i.example/">',
    "<a href='https://j&#46;example'>",
    "<a href=http://k.example title=x>",
    '<a title="href=http://no.example" href="https://l.example">',
    '<a href="javascript:1">',
    '<a href="/here">',
    "</a>",
    "<b>",
    "</b>",
    "<br>",
    "<li>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    *("[", "](http://m.example)", "](<https://n.example/> 'x')", "*", "_", "`", "\n> ", "\n- "),
    "<p>",
    "<x>",
    "<",
    "&",
    "(",
    ")",
    ".",
    " ",
    "\r\n",
    "words",
]


def links(text: str) -> list[tuple[str, str]]:
    return [(link.host, text[link.start : link.end]) for link in find_links(read(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No link: 3.5, and/or, e.g. this.", []),
        ("See http://a.example/x.", [("a.example", "http://a.example/x")]),
        ("(www.a.example)", [("www.a.example", "www.a.example")]),
        ("www... or WWW.", []),
        (
            "www.a.example&http://b.example",
            [("www.a.example", "www.a.example"), ("b.example", "http://b.example")],
        ),
        (
            '<a href="http://a.example">http://a.example</a>',
            [("a.example", '<a href="http://a.example">http://a.example</a>')],
        ),
        (
            '<a href="http://a.example">one</a> http://b.example',
            [("a.example", '<a href="http://a.example">one</a>'), ("b.example", "http://b.example")],
        ),
        (
            '<a href="http://a.example">one <a href="http://b.example">two</a></a>',
            [
                ("a.example", '<a href="http://a.example">one '),
                ("b.example", '<a href="http://b.example">two</a>'),
            ],
        ),
        ('<a href="javascript:1">http://a.example</a>', [("a.example", "http://a.example")]),
        ('<a href="/here">here</a>', []),
        ('<a href="//a.example">here</a> <a href="http://b.example"></a>', []),
        ('<a href="//a.example">http://b.example</a>', [("b.example", "http://b.example")]),
        ('<a href="http://a.example">one', [("a.example", "http://a.example")]),
        (
            "<code>http://a.example</code> <pre>http://b.example</pre> <b>http://c.example</b>",
            [("c.example", "http://c.example")],
        ),
        ("http://me@a.example www.b@c.example", []),
        ("http://a.example<b>.evil</b>", [("a.example", "http://a.example")]),
        ("http://a</li>.example", [("a", "http://a")]),
        ("http&#58;//a.example!", [("a.example", "http&#58;//a.example")]),
        ("<x http://a.example>", [("a.example", "http://a.example")]),
    ],
)
def test_each_link_is_found_once_and_where_it_stands(text: str, found: list[tuple[str, str]]) -> None:
    assert links(text) == found


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://good.example@evil.example/", "evil.example"),
        ("http://good.example:80@evil.example:81/", "evil.example"),
        ("https://EVIL.Example.", "evil.example"),
        ("//evil.example/good.example", "evil.example"),
        ("https:\\\\evil.example\\good.example", "evil.example"),
        ("http://evil.example?good.example", "evil.example"),
        ("http://evil.example#@good.example", "evil.example"),
        ("http://ev%69l.example", "evil.example"),
        ("http://ｅｖｉｌ．example", "evil.example"),
        ("http://evil。example", "evil.example"),
        ("http://ev\u00adil.example", "evil.example"),
        ("http://bücher.example", "xn--bcher-kva.example"),
        ("http://xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("http://[2001:db8::7]:80/", "[2001:db8::7]"),
        ("http://é" + "x" * 300, "é" + "x" * 300),
        ("http://é..example", "é..example"),
        ("http://", ""),
        ("evil.example", ""),
        ("/evil.example", ""),
        ("javascript:evil.example", ""),
        ("mailto:a@evil.example", ""),
        ("", ""),
    ],
)
def test_an_address_leads_where_a_browser_would_go(address: str, host: str) -> None:
    assert host_of(address) == host


def test_a_domain_has_all_that_lies_below_it() -> None:
    blocked = {"evil.example", "x.good.example"}
    hosts = ["evil.example", "a.b.evil.example", "notevil.example", "good.example", "y.x.good.example", ""]
    assert [domain_among(host, blocked) for host in hosts] == [
        "evil.example",
        "evil.example",
        "",
        "",
        "x.good.example",
        "",
    ]


@pytest.mark.parametrize(
    "unseen", ["\u00ad", "\u034f", "\u200b", "\u200d", "\u2060", "\ufe0f", "\ufeff", "\U000e0061"]
)
def test_what_nobody_sees_hides_no_host(unseen: str) -> None:
    hidden = f"ev{unseen}il{unseen}.ex{unseen}ample"
    [found] = find_hosts(read(f"Go to {hidden} now"))
    assert (found.host, found.start, found.end) == ("evil.example", 6, 6 + len(hidden))


def test_a_host_is_found_where_a_tag_begins_a_word() -> None:
    text = "so<b>evil.example</b> and a_b-c.example.."
    assert [link.host for link in find_hosts(read(text))] == ["evil.example", "a_b-c.example"]


def test_a_host_is_found_without_a_link_too() -> None:
    text = "Write to me@Evil.example, or see evil。example"
    assert [(link.host, text[link.start : link.end]) for link in find_hosts(read(text))] == [
        ("evil.example", "Evil.example"),
        ("evil.example", "evil。example"),
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(Syntax))
def test_whatever_cleaning_makes_a_link_is_found_and_nothing_else(typed: str, syntax: Syntax) -> None:
    # A link around a blank is one to click, but none to read: the rule learns of it by ``linked_hosts``.
    linked = html.fromstring(f"<div>{clean(typed, syntax)}</div>").xpath("//a[normalize-space()]/@href")
    hosts = {plain_host(urlsplit(address).hostname) for address in linked}
    assert hosts == {link.host for link in find_links(read(typed, syntax))}
