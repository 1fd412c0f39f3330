"""An editor corrects each text in the syntax that it was written in, and sees what readers see."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django_comments.models import Comment

from articles.models import Article
from comments.models import ReaderComment, Status

from ..conftest import CHANGE, Desk

pytestmark = pytest.mark.django_db
OLD = "a **b** <i>c</i> &amp; [teh](https://example.org/)\n- d"
MENDED = OLD.replace("teh", "the")
LINK = '<a href="https://example.org/">https://example.org/</a>'
LITERAL = f"<p>a **b** &lt;i&gt;c&lt;/i&gt; &amp;amp; [%s]({LINK})<br>- d</p>"


@pytest.fixture
def adopted(article: Article) -> ReaderComment:
    """A comment from before us, in plain text."""
    about = {"content_type": ContentType.objects.get_for_model(article), "object_pk": str(article.pk)}
    Comment.objects.create(**about, site_id=1, user_name="Ann", comment=OLD)
    call_command("adoptcomments", verbosity=0)
    return ReaderComment.objects.get()


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("where", ["desk", "page"])
def test_mending_a_typo_in_an_adopted_text_makes_no_markup_of_it(
    where: str, on: bool, moderator: Desk, adopted: ReaderComment, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MARKDOWN": on}
    assert (adopted.syntax, adopted.comment) == ("plain", LITERAL % "teh")
    if where == "desk":
        moderator.open(query="?queue=all").act("revise", adopted, source=MENDED)
    else:
        moderator.open(CHANGE, adopted.pk).send("readercomment_form", source=MENDED)
    stored = ReaderComment.objects.get()
    assert (stored.source, stored.syntax, stored.comment) == (MENDED, "plain", LITERAL % "the")
    moderator.open(query="?queue=all").undo()
    assert ReaderComment.objects.get().comment == LITERAL % "teh"


def test_a_correction_of_markdown_stays_markdown(moderator: Desk, comment: Any, settings: Any) -> None:
    held = comment("a **b**", status=Status.PENDING)
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MARKDOWN": False}
    moderator.open().act("revise", held, source="a **b** `<c>`")
    assert ReaderComment.objects.get().comment == "<p>a <strong>b</strong> <code>&lt;c&gt;</code></p>"


def test_the_newsroom_replies_in_markdown(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().act("reply", held, reply="**Yes**")
    assert ReaderComment.objects.latest("pk").comment == "<p><strong>Yes</strong></p>"


@pytest.mark.parametrize(
    ("typed", "is_shown_twice"),
    [
        ("Plain - words, 2 * 3, https://example.org/a", False),
        ("*a*", True),
        ("- a", True),
        ("> a", True),
        ("[a](https://example.org/)", True),
        ("a \\* b", True),
        ("`a`", True),
        ("<b>a</b>", True),
    ],
)
def test_the_card_shows_what_readers_see_where_it_differs(
    typed: str, is_shown_twice: bool, moderator: Desk, comment: Any
) -> None:
    held = comment(typed, status=Status.PENDING)
    page = moderator.open()
    assert page.card(held).xpath(".//div[@class='nc-text']")[0].text_content() == typed
    assert ("As readers see it" in page.said(held)) == is_shown_twice


def test_the_desk_names_what_was_removed_of_tags_alone(moderator: Desk, comment: Any) -> None:
    held = comment("`<b onclick=x()>` <b onclick=y()>a</b> <b onclick=z()>", status=Status.PENDING)
    said = moderator.open().said(held)
    assert "Removed by cleaning: b onclick=y()" in said
    assert "onclick=x()," not in said
