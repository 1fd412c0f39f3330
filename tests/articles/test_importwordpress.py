"""``manage.py importwordpress``: what of an export becomes what, and what is said to be lost."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from articles import searching
from articles.models import Article, FormerAddress, Person, Picture, Revision, Section, Topic

from .importing.exports import author, category, export, item, tag

pytestmark = pytest.mark.django_db

ANN = author("ann", "Ann Lee")


class Import:
    """Runs the command on an export; gives what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.media = folder / "uploads"
        self.map = folder / "map.jsonl"

    def picture(self, name: str, color: str = "teal") -> None:
        path = self.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (60, 40), color).save(path)

    def __call__(self, *parts: str, options: tuple[str, ...] = (), raw: bytes | None = None) -> list[str]:
        file = self.folder / "export.xml"
        file.write_bytes(export(ANN, *parts) if raw is None else raw)
        media = ("--media", str(self.media)) if self.media.exists() else ()
        call_command(
            "importwordpress", str(file), "--language", "en", "--map", str(self.map), *media, *options
        )
        return self.capsys.readouterr().out.splitlines()

    @property
    def mapped(self) -> list[dict[str, Any]]:
        return [json.loads(row) for row in self.map.read_text().splitlines()]


@pytest.fixture
def importing(tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any) -> Import:
    settings.MEDIA_ROOT = str(tmp_path / "stored")
    return Import(tmp_path, capsys)


def lost(said: list[str]) -> list[str]:
    return [line.removeprefix("not imported: ") for line in said if line.startswith("not imported: ")]


def tables() -> list[int]:
    return [model.objects.count() for model in (Article, Section, Topic, Person, Picture, Revision)]


def test_a_post_comes_with_its_section_topics_author_picture_and_date(importing: Import) -> None:
    importing.picture("2024/03/sea.png")
    terms = (("category", "ports", "Ports"), ("post_tag", "tide", "Tide"))
    said = importing(
        category("news", "News"),
        category("ports", "Ports", "news"),
        tag("tide", "Tide"),
        item(
            7,
            "The ferry’s back &amp; late",
            'It sails.\n\n[caption id="a_9"]<img class="wp-image-9" src="x"> At sea[/caption]\n\nAgain.',
            excerpt="<b>Back</b> again",
            terms=terms,
            meta={"_thumbnail_id": 9, "_edit_last": 1},
            post_name="ferry",
        ),
        item(
            9,
            "sea",
            "",
            post_type="attachment",
            status="inherit",
            attachment_url="https://old.example/wp-content/uploads/2024/03/sea.png",
            meta={"_wp_attachment_image_alt": "A grey sea"},
            excerpt="The sea in March",
        ),
    )
    picture, article = Picture.objects.get(), Article.objects.get()
    assert (picture.alt, picture.caption) == ("A grey sea", "The sea in March")
    assert (
        article.body.split()
        == " ".join(
            [
                "<p>It sails.</p>",
                f'<figure data-picture="{picture.pk}"><figcaption>At sea</figcaption></figure>',
                "<p>Again.</p>",
            ]
        ).split()
    )
    assert (article.headline, article.slug, article.summary) == (
        "The ferry’s back & late",
        "ferry",
        "Back again",
    )
    assert (article.status, article.pub_date) == ("published", datetime(2024, 3, 31, 1, 30, tzinfo=UTC))
    assert article.section
    assert article.section.parent
    assert (article.section.slug, article.section.parent.slug) == ("ports", "news")
    assert [topic.name for topic in article.topics.all()] == ["Tide"]
    assert [(credit.person.name, credit.role) for credit in article.credits.all()] == [("Ann Lee", "author")]
    assert [*searching.search("ann lee", "en")] == [article]
    assert article.lead_picture == picture
    assert [*article.pictures.all()] == [picture]
    assert [revision.note for revision in article.revisions.all()] == ["Imported"]
    assert said == [
        "categories: 2 in the file, 2 sections",
        "tags: 1 in the file, 1 topics",
        "authors: 1 in the file",
        "posts: 1 in the file, 1 imported",
        "pictures: 1 imported",
        "attachments: 1 in the file",
    ]
    assert importing.mapped == [
        {
            "id": 7,
            "guid": "https://old.example/?p=7",
            "link": "https://old.example/2024/post-7/",
            "type": "post",
            "key": "https://old.example/?p=7",
            "article": article.pk,
            "address": "/en/ferry/",
        }
    ]


def test_again_it_imports_what_is_new_and_leaves_what_editors_wrote(importing: Import) -> None:
    importing.picture("sea.png")
    content = '<img src="https://old.example/wp-content/uploads/sea-300x200.png">'
    importing(item(7, content=content))
    article = Article.objects.get()
    article.headline = "Mine"
    article.save()
    said = importing(item(7, content=content), item(8, content=content))
    assert "posts: 2 in the file, 1 imported before, 1 imported" in said
    assert [*Article.objects.order_by("pk").values_list("headline", flat=True)] == ["Mine", "The ferry"]
    assert (Picture.objects.count(), Person.objects.count()) == (1, 1)
    assert [row["article"] for row in importing.mapped] == [
        *Article.objects.order_by("pk").values_list("pk", flat=True)
    ]


def test_a_dry_run_says_the_same_and_writes_nothing(importing: Import) -> None:
    importing.picture("sea.png")
    parts = [
        category("news", "News"),
        item(7, post_name="ferry", content="[box]One[/box] <img src='/uploads/sea.png'>"),
        item(8, post_name="ferry", terms=(("category", "news", "News"),)),
    ]
    dry = importing(*parts, options=("--dry-run",))
    assert tables() == [0] * 6
    assert not Path(importing.folder / "stored").exists()
    assert "posts: 2 in the file, 2 would be imported" in dry
    assert lost(dry) == lost(importing(*parts))
    assert lost(dry) == [
        "shortcode [box] (post 7 The ferry)",
        "its slug ferry: it is ferry-2 (post 8 The ferry)",
    ]


def test_each_status_is_ours_and_what_was_not_public_stays_so(importing: Import) -> None:
    far = "2099-01-01 00:00:00"
    said = importing(
        item(1, status="publish"),
        item(2, status="future", post_date_gmt=far),
        item(3, status="pending"),
        item(4, status="draft", post_date_gmt="0000-00-00 00:00:00"),
        item(5, status="private"),
        item(6, post_password="open"),
        item(7, status="trash"),
        item(8, status="auto-draft"),
        item(9, post_type="page", post_parent=1),
        item(10, content=""),
        item(11, "", post_type="nav_menu_item"),
    )
    rows = Article.objects.order_by("pk").values_list("slug", "status")
    assert {slug.removeprefix("post-"): status for slug, status in rows} == {
        "1": "published",
        "2": "published",
        "3": "ready",
        "4": "draft",
        "5": "draft",
        "6": "draft",
        "9": "published",
        "10": "draft",
    }
    assert Article.objects.get(slug="post-2").is_scheduled
    assert lost(said) == [
        "that it is private: it is a draft (post 5 The ferry)",
        "its password: it is a draft (post 6 The ferry)",
        "the post: its status is trash (post 7 The ferry)",
        "the post: its status is auto-draft (post 8 The ferry)",
        "that it stands below page 1 (page 9 The ferry)",
        "its body: nothing of it can be shown, so it is a draft (post 10 The ferry)",
        "nav_menu_item 11",
    ]


def test_bad_data_is_imported_as_far_as_it_goes_and_said(importing: Import) -> None:
    other = Article.objects.create(language="en", headline="Other", slug="other", body="<p>Other</p>")
    FormerAddress.objects.create(language="en", slug="ferry", article=other)
    said = importing(
        item(1, "A" * 300, post_name="ferry", creator="bob"),
        item(2, post_name="ferry", guid="https://old.example/?p=1", creator=""),
        item(
            3,
            "",
            "<p>Wind <script>alert(1)</script></p>",
            post_name="%e6%9d%b1",
            post_date="x",
            post_date_gmt="y",
        ),
        item(4, "</script><b>Bold</b>", "It sails. \x1b[31m[a_b x='\x1b']", meta={"views": 3}),
        item(5, terms=(("category", "c", "C"), ("category", "other", "Other"), ("series", "s", "S"))),
        category("a", "A", "c"),
        category("b", "B", "a"),
        category("c", "C", "b"),
    )
    one, two, three, four, five = Article.objects.exclude(pk=other.pk).order_by("pk")
    assert (one.slug, two.slug, one.headline) == ("ferry-2", "ferry-3", "A" * 199 + "…")
    assert [credit.person.name for credit in one.credits.all()] == ["bob"]
    assert two.credits.count() == 0
    assert two.guid == "https://old.example/?p=1#2"
    assert (three.headline, three.slug) == ("Wind", "dong")
    assert "script" not in three.body
    assert four.headline == "Bold"
    assert five.section
    assert (five.section.slug, [topic.slug for topic in five.topics.all()]) == ("c", ["other"])
    assert [line for line in lost(said) if "level of category" not in line] == [
        f"the end of its headline: it is longer than 200 characters (post 1 {'A' * 59}…)",
        f"the name of its author: the file knows no bob (post 1 {'A' * 59}…)",
        f"its slug ferry: it is ferry-2 (post 1 {'A' * 59}…)",
        "its guid: another one has the same (post 2 The ferry)",
        "its author: the file names none (post 2 The ferry)",
        "its slug ferry: it is ferry-3 (post 2 The ferry)",
        "<script> (post 3)",
        "its headline: it has none, and gets its first words or number (post 3)",
        "its date: none can be read (post 3)",
        "its slug 東: it is dong (post 3)",
        "shortcode [a_b] (post 4 </script><b>Bold</b>)",
        "custom field views (post 4 </script><b>Bold</b>)",
        "series S (post 5 The ferry)",
    ]
    assert all(line.isprintable() for line in said)


@pytest.mark.parametrize(
    "name", ["../secret.png", "../../secret.png", "link.png", "/secret.png", "a" * 5000 + ".png"]
)
def test_no_file_outside_of_the_folder_is_read(name: str, importing: Import) -> None:
    importing.picture("../secret.png")
    importing.picture("sea.png", "red")
    (importing.media / "link.png").symlink_to(importing.folder / "secret.png")
    address = f"https://old.example/wp-content/uploads/{name}"
    importing(
        item(7, content=f'One <img src="{address}">'),
        item(9, post_type="attachment", attachment_url=address, meta={"_wp_attached_file": name}),
    )
    assert Picture.objects.count() == 0


def test_a_file_that_is_no_picture_is_refused_and_the_post_is_imported(importing: Import) -> None:
    importing.media.mkdir()
    (importing.media / "page.jpg").write_text("<html><script>alert(1)</script></html>")
    said = importing(
        item(7, content='One <img src="/uploads/page.jpg">'),
        item(9, post_type="attachment", attachment_url="https://old.example/uploads/film.mp4"),
    )
    assert (Article.objects.get().body, Picture.objects.count()) == ("<p>One </p>", 0)
    assert lost(said) == [
        "picture /uploads/page.jpg: This is no picture in one of the formats JPEG, PNG, WebP, AVIF or GIF.",
        "picture /uploads/page.jpg (post 7 The ferry)",
        "attachment 9: https://old.example/uploads/film.mp4",
    ]


def test_comments_are_counted_and_their_order_is_no_matter(importing: Import) -> None:
    reply = (
        "<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_parent>3</wp:comment_parent></wp:comment>"
    )
    parent = "<wp:comment><wp:comment_id>3</wp:comment_id></wp:comment>"
    assert "comments: 2 in the file" in importing(item(7, inside=reply + parent))


def test_a_broken_export_is_refused_before_anything_is_stored(importing: Import) -> None:
    with pytest.raises(CommandError, match=r"export\.xml: it is no well-formed XML: .*line"):
        importing(raw=export(category("news", "News"), item(7))[:-30])
    assert tables() == [0] * 6


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.xml", "--language", "en"], "nowhere.xml: No such file"),
        (["nowhere.xml", "--language", "xx"], "xx is none of the site's languages"),
        (["nowhere.xml", "--language", "en", "--media", "nowhere"], "nowhere is no folder"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("importwordpress", *arguments)
