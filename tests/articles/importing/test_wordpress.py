import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from articles.importing import wordpress
from articles.importing.entries import ImportRefused
from articles.importing.wordpress import Author, Category, Item, Record

from .exports import FOOT, HEAD, author, category, export, item, tag


def read(raw: bytes) -> list[Record]:
    return list(wordpress.read(BytesIO(raw)))


def read_item(**fields: str) -> Item:
    (record,) = read(export(item(7, **fields)))
    assert isinstance(record, Item)
    return record


def test_authors_terms_and_posts_come_in_their_order() -> None:
    terms = (("category", "sea", "Sea"), ("post_tag", "tide", "Tide &amp; time"))
    records = read(
        export(
            author("ann", "Ann Lee"),
            category("sea", "Sea & shore"),
            category("ports", "Ports", "sea"),
            tag("l-%c3%aele", "L’île"),
            item(7, "“Full” & by", "Words", excerpt="Short", terms=terms, meta={"_thumbnail_id": 9}),
        )
    )
    assert records[:4] == [
        Author("ann", "Ann Lee"),
        Category("category", "sea", "Sea & shore"),
        Category("category", "ports", "Ports", "sea"),
        Category("post_tag", "l-île", "L’île"),
    ]
    post = records[4]
    assert isinstance(post, Item)
    assert (post.id, post.title, post.content, post.excerpt) == (7, "“Full” & by", "Words", "Short")
    assert (post.kind, post.status, post.slug, post.creator) == ("post", "publish", "post-7", "ann")
    assert (post.guid, post.link) == ("https://old.example/?p=7", "https://old.example/2024/post-7/")
    assert [(term.kind, term.slug) for term in post.terms] == [("category", "sea"), ("post_tag", "tide")]
    assert post.meta == {"_thumbnail_id": "9"}


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read_over_http_and_https(version: str) -> None:
    for scheme in (b"http:", b"https:"):
        old = export(item(7)).replace(b"export/1.2", f"export/{version}".encode())
        (post,) = read(old.replace(b"http:", scheme))
        assert isinstance(post, Item)
        assert (post.id, post.excerpt, post.content) == (7, "", "It sails.")


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"post_date_gmt": "2024-03-31 01:30:00"}, datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),
        (
            {"post_date_gmt": "0000-00-00 00:00:00", "post_date": "2024-01-02 10:00:00"},
            datetime(2024, 1, 2, 10, tzinfo=UTC),
        ),
        ({"post_date_gmt": "soon", "post_date": "2024-02-31 10:00:00"}, None),
        ({"post_date_gmt": "9999-12-31 23:59:59", "post_date": ""}, None),
    ],
)
def test_a_date_is_of_greenwich_or_none(dates: dict[str, str], told: datetime | None) -> None:
    assert read_item(**dates).date == told


@pytest.mark.parametrize(
    ("name", "shown"), [("Ann Lee", "Ann Lee"), ("ann@example.org", "ann"), ("", "ann"), (" \n", "ann")]
)
def test_no_address_becomes_a_name(name: str, shown: str) -> None:
    assert read(export(author("ann", name))) == [Author("ann", shown)]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    (post,) = read(export(item(7, "The \x0bferry\x00")))
    assert isinstance(post, Item)
    assert post.title == "The ferry"


ROOT = Path(__file__).parents[3]
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<rss><channel><title>&lol2;</title></channel></rss>"""


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (LAUGHS, "document type"),
        (b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>', "document type"),
        (b"<rss><channel><title>&lol;</title></channel></rss>", "undefined entity"),
        (b"", "no element found"),
        (b"It sails.", "not well-formed|syntax error"),
        (export(item(7))[:-20], "no element found|unclosed"),
        (b"<html><body><p>It sails.</p></body></html>", "no <rss>"),
        ("<rss/>".encode("utf-16"), "not well-formed|document|no element"),
    ],
)
def test_what_is_no_export_is_refused_in_one_line(raw: bytes, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason) as caught:
        read(raw)
    assert "\n" not in str(caught.value)


class Endless(BytesIO):
    """A post that never ends, made while it is read."""

    def __init__(self) -> None:
        self.parts: Iterator[bytes] = iter([(HEAD + "<item><title>").encode()])
        self.given = 0

    def read(self, size: int | None = -1) -> bytes:
        part = next(self.parts, b"a" * 65_536)
        self.given += len(part)
        assert self.given < 20_000_000
        return part


def test_an_item_without_an_end_is_refused_before_memory_is() -> None:
    with pytest.raises(ImportRefused, match="larger than 16 MB"):
        list(wordpress.read(Endless()))


def test_what_is_nested_in_a_post_is_no_post() -> None:
    inside = f"<wp:comment>{item(8)}</wp:comment>"
    records = read(export(item(7, inside=inside)))
    assert [record.id for record in records if isinstance(record, Item)] == [7]
    assert FOOT.encode() in export()


PEAK = """
import sys
from django.conf import settings
settings.configure()
from articles.importing import wordpress
with open(sys.argv[1], "rb") as file:
    posts = sum(isinstance(record, wordpress.Item) for record in wordpress.read(file))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(posts, peak.split()[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_ten_times_the_file_takes_no_more_memory(tmp_path: Path) -> None:
    post = item(7, content="It sails. " * 600).encode()

    def peak(posts: int) -> int:
        path = tmp_path / "export.xml"
        with path.open("wb") as file:
            file.write(HEAD.encode())
            for _ in range(posts):
                file.write(post)
            file.write(FOOT.encode())
        told = subprocess.check_output([sys.executable, "-c", PEAK, str(path)], cwd=ROOT, text=True)
        read_posts, kilobytes = map(int, told.split())
        assert read_posts == posts
        return kilobytes

    assert peak(9_000) < 1.1 * peak(900)
