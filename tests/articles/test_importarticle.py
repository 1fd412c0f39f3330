from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article

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
    with pytest.raises(CommandError, match=r"^/en/the-ferrys-back/ exists .*--update"):
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
