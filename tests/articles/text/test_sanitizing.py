import pytest

from articles.text.sanitizing import clean, plain, removed

ALLOWED = [
    "<p>One <em>two</em> <strong>three</strong> <b>b</b> <i>i</i><br>four</p>",
    "<h2>Two</h2><h3>Three</h3><h4>Four</h4>",
    "<ul><li>a</li></ul><ol><li>b</li></ol>",
    '<blockquote lang="fr"><p>« Oui »</p></blockquote>',
    '<p><a href="https://example.org/?a=1&amp;b=2" title="x">out</a> <a href="/en/x/">in</a></p>',
    '<p><a href="mailto:desk@example.org">write</a></p>',
    "<p>1 &lt; 2 &amp; 3</p><hr><pre><code>x</code></pre>",
]
HOSTILE = {
    "<script>alert(1)</script><p>x</p>": ("<p>x</p>", ["<script>", "text"]),
    "<p onclick=alert(1)>x</p>": ("<p>x</p>", ["onclick (<p>)"]),
    "<p style='color:red'>x</p>": ("<p>x</p>", ["style (<p>)"]),
    "<h1>x</h1>": ("x", ["<h1>"]),
    "<p>x<img src=/a.png></p>": ("<p>x</p>", ["<img>", "src (<img>)"]),
    "<a href=javascript:alert(1)>x</a>": ("<a>x</a>", ["href (<a>)"]),
    "<a href=data:text/html,x>x</a>": ("<a>x</a>", ["href (<a>)"]),
    "<a href=/ target=_blank>x</a>": ('<a href="/">x</a>', ["target (<a>)"]),
    "<iframe src=//evil.example></iframe>x": ("x", ["<iframe>", "src (<iframe>)"]),
    "<p>a\x00b\x0bc</p>": ("<p>ab\nc</p>", ["text"]),
    "<p>x</p><!-- note -->": ("<p>x</p>", ["<!-- -->"]),
}


@pytest.mark.parametrize("html", ALLOWED)
def test_what_an_article_may_hold_stays_as_it_is(html: str) -> None:
    assert clean(html) == html
    assert removed(html) == []


@pytest.mark.parametrize("html", HOSTILE)
def test_anything_else_is_left_out_and_named(html: str) -> None:
    assert (clean(html), removed(html)) == HOSTILE[html]


@pytest.mark.parametrize("html", [*ALLOWED, *HOSTILE, "<p>open", "a<b", "<<p>>", "&nbsp;&#0;", "<p><p></ul>"])
def test_what_is_clean_stays_as_it_is(html: str) -> None:
    assert clean(clean(html)) == clean(html)


def test_plain_words_have_no_markup_and_keep_their_gaps() -> None:
    assert (
        plain("<h2>One</h2><p>two &amp; <em>th</em>ree<script>x</script></p>four") == "One two & three four"
    )
