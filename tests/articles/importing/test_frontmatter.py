from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.importing import frontmatter
from articles.importing.entries import Byline, Entry, ImportRefused, Term

PARIS = ZoneInfo("Europe/Paris")


def read(text: str | bytes, name: str = "sea.md") -> Entry:
    return frontmatter.read(text if isinstance(text, bytes) else text.encode(), name, "fr", PARIS)


def head(yaml: str, body: str = "It sails.") -> Entry:
    return read(f"---\nheadline: Sea\n{yaml}\n---\n{body}")


def test_front_matter_says_what_the_article_is() -> None:
    entry = head(
        "slug: 2024\nlanguage: no\nsummary: 'Un\u00a0: deux'\nstatus: published\ndate: 2024-07-01 10:00\n"
        "authors: [Ann Lee, {name: Bo, role: photographer}]\nsection: {name: Ports, within: News}\n"
        "topics: [Tide, {name: Sea, slug: the-sea}]\noriginal: /en/sea/\npicture: sea.jpg\n"
        "corrections: [{date: 2024-07-02T08:00Z, text: It was six.}]\npictures: {sea.jpg: {alt: A sea}}"
    )
    assert entry == Entry(
        "no",
        "Sea",
        "<p>It sails.</p>",
        slug="2024",
        summary="Un\u00a0: deux",
        status="published",
        date=datetime(2024, 7, 1, 10, tzinfo=PARIS),
        credits=(Byline("Ann Lee"), Byline("Bo", "photographer")),
        section=Term("Ports", "", Term("News")),
        topics=(Term("Tide"), Term("Sea", "the-sea")),
        original=("en", "sea"),
        picture="sea.jpg",
        corrections=((datetime(2024, 7, 2, 8, tzinfo=UTC), "It was six."),),
        pictures={"sea.jpg": {"alt": "A sea"}},
    )


@pytest.mark.parametrize(
    ("name", "text", "headline", "body"),
    [
        ("a.md", "# Sea *x*\n\nIt **sails**.\n\n- a\n- b", "Sea *x*", None),
        ("a.html", "---\nheadline: Sea\n---\n<p>It sails.</p>", "Sea", "<p>It sails.</p>"),
        (
            "a.txt",
            "---\r\nheadline: Sea\r\n---\r\nIt <b>sails</b>.\r\n",
            "Sea",
            "<p>It &lt;b&gt;sails&lt;/b&gt;.</p>",
        ),
        ("a.txt", "\ufeffSea\n\nIt sails.", "Sea", "<p>It sails.</p>"),
        ("a.txt", "Sea\n\n---\n\nIt sails.", "Sea", None),
    ],
)
def test_text_markdown_and_html_are_read(name: str, text: str, headline: str, body: str | None) -> None:
    entry = read(text, name)
    assert entry.headline == headline
    assert body is None or entry.body == body


def test_an_unknown_key_is_named_with_the_nearest() -> None:
    assert head("headlin: x\nfoo: y").left_out == [
        "unknown key headlin: do you mean headline?",
        "unknown key foo",
    ]


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]" for n in range(12)
)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"---\nheadline: x\nIt sails.", "its front matter has no end"),
        (b"---\nheadline: [x\n---\nb", "its front matter is no YAML"),
        (b"---\n- x\n---\nb", "names no keys"),
        (b"---\nheadline: !!python/object/apply:os.system [id]\n---\nb", "headline is no text"),
        (b"---\nheadline: x\ndate: 2024-02-31\n---\nb", "date is no date: 2024-02-31"),
        (b"---\nheadline: x\ndate: 99999-01-01\n---\nb", "date is no date"),
        (b"---\nheadline: x\ndate: 9999-12-31T23:59:59\n---\nb", "date is no date"),
        (b"---\nheadline: x\nslug: [a]\n---\nb", "slug is no text"),
        (b"---\nheadline: x\npictures: [a]\n---\nb", "pictures has another form"),
        (b"---\nheadline: x\ncorrections: [{date: 2024-01-01}]\n---\nb", "corrections has another form"),
        (b"---\nheadline: x\noriginal: sea\n---\nb", "original is no address"),
        (b"---\nslug: x\n---\nb", "it has no headline"),
        (b"---\nheadline: x\n---\n", "no body"),
        (b"---\nheadline: " + b"[" * 50_000 + b"\n---\nb", "its front matter is no YAML"),
        (f"---\n{LAUGHS}\nheadline: *m\n---\nb".encode(), "headline is no text"),
        (b"---\nheadline: \xff\n---\nb", "it is not UTF-8"),
        (b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(raw: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason) as caught:
        read(raw)
    assert "\n" not in str(caught.value)


def test_control_characters_of_a_headline_go_and_no_break_spaces_stay() -> None:
    text = '---\nheadline: "A\\0B\\u001b[31m \\n C\u00a0!"\n---\nIt sails.'
    assert read(text).headline == "AB[31m C\u00a0!"
