"""A body typed or pasted as plain text is read as one; HTML is left as HTML."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.text import bodies, sanitizing

PLAIN = {
    "One\n\nTwo": "<p>One</p>\n<p>Two</p>",
    "One\r\n\r\nTwo\r\n": "<p>One</p>\n<p>Two</p>",
    "One\r\rTwo": "<p>One</p>\n<p>Two</p>",
    "One\n \u00a0\t\n\n\nTwo": "<p>One</p>\n<p>Two</p>",
    "One\n\u200b\n\ufeff\u00a0\nTwo": "<p>One</p>\n<p>Two</p>",
    "One\x0cTwo\u2029Three": "<p>One</p>\n<p>Two</p>\n<p>Three</p>",
    "a\x0bb\x1cc\x1dd\x1ee\x1ff\x85g\u2028h": "<p>a b c d e f g h</p>",
    "One line,\r\nwrapped.": "<p>One line, wrapped.</p>",
    "We saw:\n- a ship\n- a train\n\nThen home.": (
        "<p>We saw:</p>\n<ul>\n<li>a ship</li>\n<li>a train</li>\n</ul>\n<p>Then home.</p>"
    ),
    "• a ship\n•\u00a0a train": "<ul>\n<li>a ship</li>\n<li>a train</li>\n</ul>",
    "– Oui.\n— Non,\ndit-il.\n\n– Si.": "<p>– Oui.</p>\n<p>— Non, dit-il.</p>\n<p>– Si.</p>",
    "the years 1990\n- 1995 were good": "<p>the years 1990 - 1995 were good</p>",
    "the years 1990\n– 1995 were good": "<p>the years 1990 – 1995 were good</p>",
    "-word\n-word": "<p>-word -word</p>",
    "- a\n  wrapped\n- b": "<ul>\n<li>a wrapped</li>\n<li>b</li>\n</ul>",
    'One <em>word</em>\n\n<a href="/x/">Two</a>': ('<p>One <em>word</em></p>\n<p><a href="/x/">Two</a></p>'),
    "One<br>two\n\nThree": "<p>One<br>two</p>\n<p>Three</p>",
    "- <strong>A</strong> ship": "<ul>\n<li><strong>A</strong> ship</li>\n</ul>",
    "H<sub>2</sub>O": "<p>H<sub>2</sub>O</p>",
    "1 < 2 & 3 > 2": "<p>1 &lt; 2 &amp; 3 &gt; 2</p>",
    "if a<b then c": "<p>if a&lt;b then c</p>",
    "a<b and c>d": "<p>a&lt;b and c&gt;d</p>",
    "<3 & <- & <": "<p>&lt;3 &amp; &lt;- &amp; &lt;</p>",
    "I <heart you": "<p>I &lt;heart you</p>",
    "&lt;p&gt; is a tag": "<p>&lt;p&gt; is a tag</p>",
    "": "",
    " \n ": "",
}
HTML = [
    "<p>One\n\ntwo</p>\n\n<p>Three</p>",
    "<h2>One</h2>\n\nLoose\n\nwords",
    "<ul><li>- a</li></ul>",
    "<pre>a\n\n- b</pre>",
    "<pre>\n\na</pre>",
    '<pre lang="fr">\n\n\n\n</pre>',
    "a\n\n<hr>\n\nb",
    '<figure data-picture="7"><figcaption>One <em>two</em></figcaption></figure>',
    '<figure data-picture="7"></figure>\n<p>One</p>',
]


@pytest.mark.parametrize("text", PLAIN)
def test_without_a_block_blank_lines_part_paragraphs_and_dashes_make_lists(text: str) -> None:
    assert bodies.stored(text) == PLAIN[text]
    assert bodies.removed(text) == []


@pytest.mark.parametrize("text", HTML)
def test_a_body_that_holds_a_block_is_left_as_html(text: str) -> None:
    assert bodies.stored(text) == text


@pytest.mark.parametrize("text", ["<P>One\n\ntwo</P>", "<p class=x>One\n\ntwo", "<p hidden>One\n\ntwo</p>"])
def test_a_block_is_one_however_it_is_written(text: str) -> None:
    assert bodies.stored(text) == "<p>One\n\ntwo</p>"


def test_markup_over_several_paragraphs_is_in_each() -> None:
    html = bodies.stored("<em>One\n\ntwo</em>")
    assert html.startswith("<p><em>One</em></p>")
    assert html.endswith("<p><em>two</em></p>")


def test_what_an_article_cant_hold_is_left_out_of_a_text_too() -> None:
    text = "One <img src=/x.png>\n\n<script>x()</script>Two"
    assert bodies.stored(text) == "<p>One</p>\n<p>Two</p>"
    assert bodies.removed(text) == ["<img>", "src (<img>)", "<script>", "text"]


FOREIGN = {
    "<div>One.</div><div>Two.</div>": ("<p>One.</p>\n<p>Two.</p>", ["<div>"]),
    "<DIV hidden>One.\n\n- a</DIV>": ("<p>One.</p>\n<ul>\n<li>a</li>\n</ul>", ["<div>", "hidden (<div>)"]),
    "<h1>Title</h1>Text": ("<h2>Title</h2>Text", ["<h1>"]),
    "<div><p>One</p></div><div>Two</div>": ("<p>One</p><p>Two</p>", ["<div>"]),
    "<p>a</p><td>1</td><td>2</td>": ("<p>a</p> 1  2 ", ["<td>"]),
    "<figure><img src=x><figcaption>Two</figcaption></figure><p>x</p>": (
        "<p>Two</p><p>x</p>",
        ["<figure>", "<img>", "src (<img>)", "<figcaption>"],
    ),
    "One<figure data-picture=x>two</figure>three": (
        "One<p>two</p>three",
        ["<figure>", "data-picture (<figure>)"],
    ),
    "<figcaption>x</figcaption>": ("<p>x</p>", ["<figcaption>"]),
    "<dl><dt>One<dd>Two</dl>": ("<p>One</p>\n<p>Two</p>", ["<dl>", "<dt>", "<dd>"]),
    "<section>a<ul><li><div>b</div><div>c</div></li></ul></section>": (
        "<p>a</p><ul><li><p>b</p><p>c</p></li></ul>",
        ["<section>", "<div>"],
    ),
}


@pytest.mark.parametrize("html", FOREIGN)
def test_a_block_that_an_article_cant_hold_is_named_and_its_words_stay_apart(html: str) -> None:
    assert (bodies.stored(html), bodies.removed(html)) == FOREIGN[html]


PIECES = [
    "\n\n",
    "\n",
    "\r\n",
    "- ",
    "• ",
    "<",
    ">",
    "<p>",
    "</p>",
    "<pre>",
    '<pre lang="a>b">',
    "</pre>",
    "&#10;",
    "<em>",
    "</em>",
    "<br>",
    "<div>",
    "</div>",
    "<h1>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<caption>",
    "<figure>",
    '<figure data-picture="7">',
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "&",
    "a",
    " ",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_saving_twice_changes_nothing(text: str) -> None:
    once = bodies.stored(text)
    assert bodies.stored(once) == once
    assert sanitizing.clean(once) == once


@pytest.mark.parametrize("first", ["", "\n", "\r\n"])
@pytest.mark.parametrize("blank", ["", "\n", "\r\n", "&#10;"])
def test_a_preformatted_text_has_the_lines_that_a_browser_shows_of_it(first: str, blank: str) -> None:
    """A line break right after the tag is none of them (HTML Standard, "in body")."""
    shown = "\n" * bool(blank and first) + "a\n"
    stored = bodies.stored(f"<pre>{first}{blank}a\n</pre>")
    assert stored == (f"<pre>\n{shown}</pre>" if shown.startswith("\n") else f"<pre>{shown}</pre>")
    assert bodies.stored(stored) == stored


@given(st.text(st.sampled_from("ab</ \n-&;1!=")))
def test_no_word_of_a_text_without_a_tag_is_lost(text: str) -> None:
    kept = sanitizing.plain(bodies.stored(text))
    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in text if sign.isalnum()]
    assert bodies.removed(text) == []


@pytest.mark.django_db
def test_a_text_is_read_when_it_is_saved_and_the_page_shows_the_same(client: Client) -> None:
    article = Article.objects.create(
        headline="x", slug="x", language="en", status="published", body="One\r\n\r\n- two\r\n- three"
    )
    article.refresh_from_db()
    assert article.body == "<p>One</p>\n<ul>\n<li>two</li>\n<li>three</li>\n</ul>"
    assert article.body in client.get("/en/x/").content.decode()


@pytest.mark.django_db
def test_a_text_that_came_by_another_way_is_shown_in_paragraphs_too(client: Client) -> None:
    Article.objects.create(headline="x", slug="x", language="en", status="published", body="x")
    Article.objects.update(body="One\n\nTwo")
    assert "<p>One</p>\n<p>Two</p>" in client.get("/en/x/").content.decode()
