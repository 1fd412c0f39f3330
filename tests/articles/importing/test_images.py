import pytest

from articles.importing import images
from articles.importing.images import Image, placed

IMG = '<img src="/a.jpg" alt="A">'


def find(image: Image) -> int | None:
    return {"/a.jpg": 7, "/b.jpg": 8}.get(image.src)


def figure(key: int = 7, caption: str = "") -> str:
    return f'<figure data-picture="{key}"><figcaption>{caption}</figcaption></figure>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{IMG}</p>", figure()),
        (f'<p><a href="/a.jpg">{IMG}</a></p>', figure()),
        (f"<p>It {IMG} sails.</p>", f"<p>It </p> {figure()} <p> sails.</p>"),
        (
            f"<figure class='x'>{IMG}<figcaption>At <em>sea</em></figcaption></figure>",
            figure(7, "At <em>sea</em>"),
        ),
        (f"<figure>{IMG}<figcaption><p>At sea</p></figcaption></figure>", figure(7, "At sea")),
        (
            f'<ul class="gallery"><li><figure>{IMG}<figcaption>One</figcaption></figure></li>'
            "<li><figure><img src='/b.jpg'></figure></li></ul>",
            f"{figure(7, 'One')} {figure(8)}",
        ),
        (
            f"<figure>{IMG}<figure><img src=/b.jpg><figcaption>Two</figcaption></figure>"
            "<figcaption>Both</figcaption></figure>",
            f"{figure()} {figure(8, 'Two')} <p>Both</p>",
        ),
        ("<p><a href='/x'>Words <img src='/a.jpg'></a></p>", f"<p><a href='/x'>Words </a></p> {figure()}"),
        ("<ul><li>Words</li></ul><img src='/none.jpg'>", "<ul><li>Words</li></ul>"),
        ("<figure><table></table><figcaption>T</figcaption></figure>", None),
        (f"<figure>{IMG}", figure()),
        (f"</figure></a>{IMG}</figure>", figure()),
        ("a < b <img", None),
    ],
)
def test_pictures_stand_between_paragraphs_with_their_captions(html: str, expected: str | None) -> None:
    def words(text: str) -> str:
        return " ".join(text.split())

    assert words(placed(html, find)) == words(html if expected is None else expected)


def test_an_attribute_is_read_however_it_is_quoted() -> None:
    assert images.attributes("""<img src="/a?b&amp;c" ALT='it "sails"' width=5 hidden>""") == {
        "src": "/a?b&c",
        "alt": 'it "sails"',
        "width": "5",
    }


@pytest.mark.parametrize("tag", ["<figure>", "<a>", "<ul><li>", "<figcaption>", IMG, "<", "</li>", "<img "])
def test_twenty_thousand_tags_are_read_in_one_pass(tag: str) -> None:
    assert placed(IMG + tag * 20_000, find).count("<figure data-picture") >= 1
