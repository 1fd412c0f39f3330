"""``comments.text.reading.nesting`` and the allowance, as ``clean`` uses them: what of a text is a tag."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.data.costly_texts import TEXTS, of_length
from comments.text import sanitizing
from comments.text.reading.nesting import COSTS, MAX_DEPTH
from comments.text.reading.syntax import Syntax
from comments.text.reading.tokens import Allowance
from comments.text.sanitizing import clean
from tests.allowlist import visible_text

READ = [Syntax.HTML, Syntax.MARKDOWN]
TYPED = st.lists(
    st.sampled_from(
        [
            *(
                f"<{slash}{name}>"
                for name in ("b", "i", "ul", "li", "p", "blockquote", "pre")
                for slash in ("", "/")
            ),
            *(
                "*",
                "**",
                "_",
                "`",
                "> ",
                "- ",
                "\n",
                "\n\n",
                "1. ",
                "```\n",
                "[",
                "](https://example.org/)",
                "w ",
            ),
        ]
    ),
    max_size=60,
).map("".join)


@pytest.mark.parametrize("syntax", READ)
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (
            "class Box<S> and Foo<I> bar, Opt<B>",
            "<p>class Box&lt;S&gt; and Foo&lt;I&gt; bar, Opt&lt;B&gt;</p>",
        ),
        ("List<Q>\n\nMap<P>", "<p>List&lt;Q&gt;</p><p>Map&lt;P&gt;</p>"),
        ("a <a href='https://example.org'>b", None),
        ("a</b> b</p> c</ul>", "<p>a&lt;/b&gt; b&lt;/p&gt; c&lt;/ul&gt;</p>"),
        ("<b>a</b> <b>c", "<p><b>a</b> &lt;b&gt;c</p>"),
        ("<b>a <b>c</b>", "<p>&lt;b&gt;a <b>c</b></p>"),
        ("<b/>a", "<p>&lt;b/&gt;a</p>"),
        ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<li>a", "<p>&lt;li&gt;a</p>"),
        ("a<br>b<br/>c</br>d", "<p>a<br>b<br>c<br>d</p>"),
    ],
)
def test_a_tag_that_is_never_closed_is_text(typed: str, stored: str | None, syntax: Syntax) -> None:
    if stored is None:
        assert visible_text(clean(typed, syntax)) == typed
    else:
        assert clean(typed, syntax) == stored


@pytest.mark.parametrize("syntax", READ)
@pytest.mark.parametrize("name", ["b", "q", "blockquote", "code"])
def test_tags_deeper_than_ten_are_shown_as_typed(name: str, syntax: Syntax) -> None:
    typed = f"<{name}>" * 15 + "word" + f"</{name}>" * 15 + "x" * 4000
    stored = clean(typed, syntax)
    assert stored.count(f"<{name}>") == MAX_DEPTH
    assert stored.count(f"&lt;{name}&gt;") == stored.count(f"&lt;/{name}&gt;") == 15 - MAX_DEPTH


def test_elements_above_the_allowance_are_shown_as_typed() -> None:
    typed = "<b>x</b>" * 40
    shown = visible_text(clean(typed))
    most = Allowance(len(typed)).elements
    assert shown == "x" * most + "<b>x</b>" * (40 - most)
    written = "".join(f"{number}. a\n" for number in range(1, 61))
    stored = clean(written, Syntax.MARKDOWN)
    items = stored.count("<li>")
    assert 0 < items < 60
    assert visible_text(stored) == " ".join(
        ["a"] * items + [f"{number}. a" for number in range(items + 1, 61)]
    )


@pytest.mark.parametrize("length", [300, 3_000])
def test_bleach_is_given_no_more_than_the_allowance(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, since time can't be: benchmarks/cleaning.py says what an element costs."""
    given: list[str] = []
    monkeypatch.setattr(sanitizing, "_bleach", lambda markup: given.append(markup) or markup)
    for name in TEXTS:
        for syntax in Syntax:
            clean(of_length(name, length), syntax)
    # Each has two tags, and items are cheaper; the first paragraph comes on top.
    costs = (markup.count("<") - (1 - COSTS["li"]) * markup.count("li>") for markup in given)
    assert max(costs) <= 2 * (Allowance(length).elements + 1)
    assert max(map(depth_of, given)) <= 4 * MAX_DEPTH
    # One that goes on in many paragraphs is written as often, with its attributes.
    assert max(map(len, given)) <= 4 * length


def depth_of(markup: str) -> int:
    depth = deepest = 0
    for closes in re.findall("<(/?)", markup):
        depth += -1 if closes else 1
        deepest = max(deepest, depth)
    return deepest


@given(TYPED, st.sampled_from(READ))
def test_no_word_is_lost_whatever_stands_around_it(typed: str, syntax: Syntax) -> None:
    assert visible_text(clean(typed, syntax)).count("w") == typed.count("w")
