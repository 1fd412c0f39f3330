from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Picture, Section

from .photographs import encoded, image

TEXT = "The ferry's back\n\nIt sails again.\n\n- at noon\n- at six\n"
BODY = "<p>It sails again.</p>\n<ul>\n<li>at noon</li>\n<li>at six</li>\n</ul>"

pytestmark = pytest.mark.django_db


class Import:
    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capsys = capsys

    def __call__(self, text: str | bytes, *options: str, language: str = "en") -> list[str]:
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("importarticle", str(self.path), "--language", language, *options)
        return self.capsys.readouterr().out.splitlines()


@pytest.fixture
def importing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    return Import(tmp_path / "article.txt", capsys)


def test_a_text_becomes_a_draft_and_the_last_line_is_its_path(importing: Import) -> None:
    assert importing(TEXT) == ["created, draft", "/en/the-ferrys-back/"]
    article = Article.objects.get()
    assert (article.headline, article.body) == ("The ferry’s back", BODY)
    assert (article.language, article.status) == ("en", "draft")


def test_it_is_public_at_once_when_told_to(importing: Import) -> None:
    assert importing(TEXT, "--publish", "--slug", "ferry") == ["created, published", "/en/ferry/"]
    assert Article.objects.get().published


def test_whatever_is_left_out_is_named(importing: Import) -> None:
    page = TEXT.replace("\n\nIt", "\n\nThe ferry’s back\n\nIt") + "\nLeave a Reply\n\nBack To Top"
    assert importing(page) == [
        "left out: The ferry’s back",
        "left out: Leave a Reply",
        "left out: Back To Top",
        "created, draft",
        "/en/the-ferrys-back/",
    ]
    assert Article.objects.get().body == BODY


def test_equal_content_again_is_unchanged(importing: Import) -> None:
    importing(TEXT)
    before = Article.objects.values().get()
    assert importing(TEXT.replace("'", "’") + "\n\nBack To Top")[1:] == ["unchanged", "/en/the-ferrys-back/"]
    assert Article.objects.values().get() == before


def test_other_content_is_refused_and_nothing_changed(importing: Import) -> None:
    importing(TEXT)
    before = Article.objects.values().get()
    with pytest.raises(CommandError, match=r"/en/the-ferrys-back/ exists .*--update"):
        importing(TEXT + "\nMore.", "--publish")
    assert Article.objects.values().get() == before


def test_other_content_replaces_the_old_when_told_to(importing: Import) -> None:
    importing(TEXT, "--publish")
    Article.objects.update(author="Ann Lee", summary="Back.")
    assert importing("The ferry's back\n\nNo more.", "--update") == [
        "updated, published",
        "/en/the-ferrys-back/",
    ]
    article = Article.objects.get()
    assert (article.body, article.author, article.summary) == ("<p>No more.</p>", "Ann Lee", "Back.")
    assert article.published


def test_a_draft_is_published_later_with_the_same_text(importing: Import) -> None:
    importing(TEXT)
    assert importing(TEXT, "--publish") == ["updated, published", "/en/the-ferrys-back/"]
    assert Article.objects.get().published


def test_one_slug_serves_every_language(importing: Import) -> None:
    importing(TEXT)
    assert importing(TEXT, language="fr") == ["created, draft", "/fr/the-ferrys-back/"]
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("raw", "options", "reason"),
    [
        (b"", [], "it is empty"),
        (b"Headline", [], "it has a headline but no body"),
        (b"\xff\xfe", [], "it is not UTF-8"),
        (b"A\n\n\x00", [], "it holds control characters"),
        (b"A\n\nb", ["--slug", "a b"], "slug: "),
        (b"A" * 201 + b"\n\nb", [], "headline: "),
        (b"A\n\nb", ["--language", "xx"], "language: "),
    ],
)
def test_what_can_be_no_article_is_one_line(
    raw: bytes, options: list[str], reason: str, importing: Import
) -> None:
    with pytest.raises(CommandError) as caught:
        importing(raw, *options)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.returncode == 1
    assert importing.capsys.readouterr().out == ""
    assert Article.objects.count() == 0


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_file_that_cannot_be_read_is_one_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^[^\n]+: [^\n]+$"):
        call_command("importarticle", str(tmp_path / name), "--language", "en")


SEA = """---
headline: La mer
slug: mer
language: fr
section: Ports
topics: [Marée]
authors: [Ann Lee]
picture: ../pictures/sea.png
summry: x
---
Elle **monte**.

<figure><img src="../pictures/sea.png" alt=""><figcaption>En *mars*</figcaption></figure>

![Dehors](../../secret.png)
"""


def test_markdown_with_front_matter_comes_with_its_pictures_from_its_own_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "stored")
    for name in ("secret.png", "site/pictures/sea.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(encoded(image(), "PNG"))
    file = tmp_path / "site/fr/mer.md"
    file.parent.mkdir()
    file.write_text(SEA)
    call_command("importarticle", str(file))
    said = [
        "left out: unknown key summry: do you mean summary?",
        "left out: picture ../../secret.png: it is outside of the folder",
        "created, draft",
        "/fr/mer/",
    ]
    assert capsys.readouterr().out.splitlines() == said
    article, picture = Article.objects.get(), Picture.objects.get()
    assert article.body.split("\n")[0] == "<p>Elle <strong>monte</strong>.</p>"
    assert f'<figure data-picture="{picture.pk}"><figcaption>En *mars*</figcaption></figure>' in article.body
    assert "secret" not in article.body
    assert (str(article.section), article.lead_picture) == ("Ports (fr)", picture)
    assert [str(topic) for topic in article.topics.all()] == ["Marée (fr)"]
    assert [str(credit.person) for credit in article.credits.all()] == ["Ann Lee"]
    revision = article.revision
    call_command("importarticle", str(file))
    assert capsys.readouterr().out.splitlines()[2:] == ["unchanged", "/fr/mer/"]
    file.write_text(SEA.replace("Ports", "Mers"))
    with pytest.raises(CommandError, match="--update replaces it"):
        call_command("importarticle", str(file))
    assert Article.objects.get().revision == revision
    assert Section.objects.count() == 1
    call_command("importarticle", "--update", str(file))
    assert str(Article.objects.get().section) == "Mers (fr)"


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("slug: a b", "slug: 'a b' is none, 'a-b' would be"),
        ("language: xx", "language: 'xx' is none"),
        ("status: live", "status: 'live' is none of draft"),
        ("credits: [{name: A, role: chef}]", "credits: 'chef'"),
        (f"short_headline: {'a' * 81}", "short_headline: "),
    ],
)
def test_front_matter_that_breaks_a_rule_stores_nothing(key: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"---\nheadline: A\n{key}\nsection: New\n---\nIt sails.")
    with pytest.raises(CommandError, match=reason):
        call_command("importarticle", str(file), "--language", "en")
    assert (Article.objects.count(), Section.objects.count()) == (0, 0)
