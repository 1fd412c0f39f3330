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
    '<figure data-picture="7"><figcaption>One <em>two</em></figcaption></figure>',
    '<figure data-picture="123456789012345678"></figure>',
    '<table lang="fr"><caption>x</caption><thead><tr><th scope="col" colspan="2">a</th></tr></thead>'
    '<tbody><tr><td rowspan="2"><p>1</p></td><td>2</td></tr></tbody>'
    "<tfoot><tr><td>3</td></tr></tfoot></table>",
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
    "<td style=x colspan=0>1</td>": ("1", ["<td>", "style (<td>)", "colspan (<td>)"]),
    "<table><tr><td colspan=0><th scope=x>1</table>": (
        "<table><tbody><tr><td></td><th>1</th></tr></tbody></table>",
        ["colspan (<td>)", "scope (<th>)"],
    ),
    "<figure data-picture=07><img src=/a.png>x</figure>": (
        "x",
        ["<figure>", "data-picture (<figure>)", "<img>", "src (<img>)"],
    ),
    '<figure data-picture="7 onload=x" onload=x>x</figure>': (
        "x",
        ["<figure>", "data-picture (<figure>)", "onload (<figure>)"],
    ),
    "<figure data-picture=7 lang=fr class=x>a<figcaption><p>b</p><p>c</p></figcaption></figure>": (
        '<figure data-picture="7"><figcaption> b  c </figcaption></figure>a',
        ["lang (<figure>)", "class (<figure>)", "<p>"],
    ),
    "<p>x</p><!-- note -->": ("<p>x</p>", ["<!-- -->"]),
}
# A figure in a figure, and one in a caption; a tag in an attribute is none.
NESTED = (
    "<figure data-picture=1>a<figure>b<figcaption>c</figcaption></figure>"
    "<figcaption>d<figure data-picture=2><figcaption>e</figcaption></figure>f</figcaption>"
    "<a title='<figure></figcaption>' href=/>g</a></figure></figure>h"
)


@pytest.mark.parametrize("html", ALLOWED)
def test_what_an_article_may_hold_stays_as_it_is(html: str) -> None:
    assert clean(html) == html
    assert removed(html) == []


@pytest.mark.parametrize("html", HOSTILE)
def test_anything_else_is_left_out_and_named(html: str) -> None:
    assert (clean(html), removed(html)) == HOSTILE[html]


@pytest.mark.parametrize(
    "html", [*ALLOWED, *HOSTILE, "<p>open", "a<b", "<<p>>", "&nbsp;&#0;", "<p><p></ul>", NESTED]
)
def test_what_is_clean_stays_as_it_is(html: str) -> None:
    assert clean(clean(html)) == clean(html)


def test_plain_words_have_no_markup_and_keep_their_gaps() -> None:
    assert (
        plain("<h2>One</h2><p>two &amp; <em>th</em>ree<script>x</script></p>four") == "One two & three four"
    )


def test_a_picture_holds_its_caption_alone_and_what_else_was_in_it_follows() -> None:
    assert clean(NESTED) == (
        '<figure data-picture="1"><figcaption>df</figcaption></figure>abc'
        '<figure data-picture="2"><figcaption>e</figcaption></figure>'
        '<a title="&lt;figure&gt;&lt;/figcaption&gt;" href="/">g</a>h'
    )
