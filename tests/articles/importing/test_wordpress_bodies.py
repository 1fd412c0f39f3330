import pytest

from articles.importing import wordpress_bodies

IMG = '<img class="wp-image-7" src="/a.jpg" />'


def read(content: str) -> tuple[str, list[str]]:
    lost: list[str] = []
    return wordpress_bodies.html(content, lost.append), lost


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("One\r\ntwo\r\n\r\nThree", "<p>One<br>\ntwo</p>\n<p>Three</p>"),
        ("One\n<h2>Two</h2>\nThree", "<p>One</p>\n<h2>Two</h2>\n<p>Three</p>"),
        ("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>", "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>"),
        ("<blockquote>One\n\nTwo</blockquote>", "<blockquote><p>One</p>\n<p>Two</blockquote></p>"),
        ("<pre>a\n\n  b</pre>\nOne", "<pre>a\n\n  b</pre>\n<p>One</p>"),
        ("One<!--more-->two", "<p>Onetwo</p>"),
        ("One <!-- two", "<p>One &lt;!-- two</p>"),
        ("https://example.org/video", "<p>https://example.org/video</p>"),
        ("<!-- wp:paragraph -->\n<p>One\n\ntwo</p>\n<!-- /wp:paragraph -->", "<p>One\n\ntwo</p>"),
        ("It is [sic] so […] [1] [a b]", "<p>It is [sic] so […] [1] [a b]</p>"),
        ("[[gallery]]", "<p>[gallery]</p>"),
        ("[embed]https://example.org/v[/embed]", "<p>https://example.org/v</p>"),
    ],
)
def test_content_becomes_paragraphs_and_nothing_is_lost(content: str, html: str) -> None:
    assert read(content) == (html, [])


@pytest.mark.parametrize(
    ("content", "html", "lost"),
    [
        ("[contact-form-7 id='1'] One", "<p>One</p>", ["shortcode [contact-form-7]"]),
        ("[box]One[/box]", "<p>One</p>", ["shortcode [box]"]),
        ('[video mp4="https://example.org/v.mp4"]', "", ["shortcode [video] https://example.org/v.mp4"]),
        ("[gallery]", "", ["shortcode [gallery]"]),
        ('<!-- wp:latest-posts {"a":1} /--><!-- wp:p --><p>One</p>', "<p>One</p>", ["block latest-posts"]),
        ("One<!--nextpage-->", "<p>One</p>", ["page break"]),
    ],
)
def test_what_cannot_come_along_is_named(content: str, html: str, lost: list[str]) -> None:
    assert read(content) == (html, lost)


@pytest.mark.parametrize(
    "content",
    [
        f'[caption id="attachment_7" width="9"]{IMG} At <em>sea</em>[/caption]',
        f'[caption width="9" caption="At <em>sea</em>"]{IMG}[/caption]',
        f'[wp_caption]<a href="/a.jpg">{IMG}</a> At <em>sea</em>[/wp_caption]',
    ],
)
def test_a_caption_in_brackets_is_a_figures(content: str) -> None:
    html, lost = read(content)
    assert "<figcaption>At <em>sea</em></figcaption>" in "".join(html.splitlines())
    assert (html.count("<figure>"), html.count(IMG), lost) == (1, 1, [])


def test_a_gallery_with_numbers_is_figures() -> None:
    html, lost = read('[gallery columns="3" ids="7, 8"]')
    assert (html.count('<figure><img class="wp-image-7"></figure>'), html.count("<img"), lost) == (1, 2, [])


@pytest.mark.parametrize(
    "part", ["[a ", "[caption]", "<!--", "<pre>", '[a "', "\n ", "[caption ", "<li>\n", "[["]
)
def test_a_hundred_thousand_openings_are_read_in_one_pass(part: str) -> None:
    html, _lost = read("One\n" + part * 100_000)
    assert "One" in html
