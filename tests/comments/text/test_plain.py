"""Stored HTML as plain text."""

import pytest

from comments.text.plain import plain_text


@pytest.mark.parametrize(
    ("stored", "text", "links"),
    [
        ("<p>v<b>ia</b>gra</p>", "viagra", []),
        ("<p>&eacute;t&#233; &amp;eacute; &lt;b&gt;</p>", "été &eacute; <b>", []),
        ("<p>one</p><p>two<br>three</p>", "one two three", []),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "a b c", []),
        ('<p>l’<a href="https://a.example/?b=1&amp;c=2" title="T &gt;">été</a></p>', "l’été", [
            "https://a.example/?b=1&c=2",
            "T >",
        ]),
        ("no markup & more", "no markup & more", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_it_is_what_readers_see(stored: str, text: str, links: list[str]) -> None:
    shown, found = plain_text(stored)
    assert (" ".join(shown.split()), found) == (text, links)
