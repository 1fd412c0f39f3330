"""Quotations, lists and fences, where readers of comments expect something else than CommonMark's authors."""

import pytest

from comments.text.reading.syntax import Syntax
from comments.text.sanitizing import clean
from tests.allowlist import visible_text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        # A line break is a line break, and what isn't marked is no part of the block above.
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("> quoted\nanswer", "<blockquote><p>quoted</p></blockquote><p>answer</p>"),
        ("> a\n> b\n>\n> c", "<blockquote><p>a<br>b</p><p>c</p></blockquote>"),
        ("So:\n- a\n- b\nThat's it.", "<p>So:</p><ul><li>a</li><li>b</li></ul><p>That's it.</p>"),
        ("- a\n  b\n\n  c\n- d", "<ul><li>a<br>b<br><br>c</li><li>d</li></ul>"),
        # A list is numbered as it was typed.
        ("1. a\n2. b\n4. c", "<ol><li>a</li><li>b</li></ol><p>4. c</p>"),
        ("1. a\n1. b\n1. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
        ("1. a\n1. b\n2. c", "<ol><li>a</li><li>b</li></ol><p>2. c</p>"),
        ("1986. What a year", "<p>1986. What a year</p>"),
        ("0. a", "<p>0. a</p>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        # What would show nothing is text, and so is what we don't read.
        (">", "<p>&gt;</p>"),
        ("a\n>\n>\nb", "<p>a<br>&gt;<br>&gt;<br>b</p>"),
        ("-\n\n- a", "<p>-</p><ul><li>a</li></ul>"),
        ("a\n* * *\nb\n---\n***", "<p>a<br>* * *<br>b<br>---<br>***</p>"),
        ("```\n```", "<p>```<br>```</p>"),
        ("```hello", "<p>```hello</p>"),
        ("``` two words\na\n```", "<p>``` two words<br>a<br>```</p>"),
        ("# Title\n\n    four spaces\n\n| a | b |", "<p># Title</p><p>four spaces</p><p>| a | b |</p>"),
        ("    - a", "<p>- a</p>"),
        # Indentation stays in code.
        ("```py\nif x:\n\n    y <b>\n```", "<pre><code>if x:\n\n    y &lt;b&gt;</code></pre>"),
        ("- a\n  ```\n    b\n  ```", "<ul><li>a<pre><code>  b</code></pre></li></ul>"),
        ("~~~\n\tx\n~~~~", "<pre><code>\tx</code></pre>"),
        ("```\nnever closed\n  x", "<pre><code>never closed\n  x</code></pre>"),
        # HTML of before.
        ("<ul>\n<li>a</li>\n    <li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<blockquote>\n- a\n</blockquote>\nb", "<blockquote><ul><li>a</li></ul></blockquote><p>b</p>"),
        ("<pre>\n- a\n\n> *b*\n</pre> *c*", "<pre>- a\n\n&gt; *b*\n</pre><p><em>c</em></p>"),
        ("<pre>\n- a", "<p>&lt;pre&gt;</p><ul><li>a</li></ul>"),
        ("> <pre>\n> *a*\n> </pre>", "<blockquote><pre>*a*\n</pre></blockquote>"),
        ("> <b>a\n\nb</b>", "<blockquote><p><b>a</b></p></blockquote><p><b>b</b></p>"),
    ],
)
def test_blocks_are_what_readers_mean(typed: str, stored: str) -> None:
    assert clean(typed, Syntax.MARKDOWN) == stored


@pytest.mark.parametrize("marker", ["> ", "- ", "1. "])
def test_blocks_deeper_than_ten_are_shown_as_typed(marker: str) -> None:
    typed = marker * 15 + "word\n\n" + "x" * 6_000
    shown = visible_text(clean(typed, Syntax.MARKDOWN))
    levels = 10 if marker == "> " else 5
    assert shown == " ".join([(marker * (15 - levels) + "word").strip(), "x" * 6_000])
