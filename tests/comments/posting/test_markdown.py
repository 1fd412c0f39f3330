"""Readers write Markdown, and each text is read for ever in the syntax that it was written in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from lxml import html

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.mail import signed_links
from comments.models import ReaderComment, Status
from tests.rules import rules

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
HELP = "You can write **bold**, *italic*, `code`, [words](https://…), > quotations and - lists."
TYPED = (
    "So **late**, *again*: `a<b>`, [see](https://example.org/a_b)\n\n- one\n- two\n\n> said\n\n"
    "```\n  if x:\n```"
)
LINK = '<a href="https://example.org/a_b"{}>see</a>'
STORED = (
    f"<p>So <strong>late</strong>, <em>again</em>: <code>a&lt;b&gt;</code>, {LINK}</p>"
    "<ul><li>one</li><li>two</li></ul><blockquote><p>said</p></blockquote><pre><code>  if x:</code></pre>"
)


@pytest.fixture
def off(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MARKDOWN": False}


def shown(stored: str) -> str:
    """As a page has it."""
    directed = stored.replace("<p>", '<p dir="auto">').replace("<li>", '<li dir="auto">')
    return directed.replace("<pre>", '<pre dir="ltr">')


def stored() -> ReaderComment:
    return ReaderComment.objects.latest("pk")


def helped(comment: ReaderComment) -> bool:
    """Whether the form in which its author changes it says that Markdown is read."""
    form = Client().get(signed_links.reader_page(comment) + "edit/").content.decode()
    return 'id="edit-comment_helptext"' in form


def edit(comment: ReaderComment, text: str) -> ReaderComment:
    """Its author changes it over HTTP."""
    path = signed_links.reader_page(comment) + "edit/"
    assert Client().post(path, {"comment": text, "revision": comment.revision}).status_code == 302
    return stored()


def test_what_readers_habitually_type_is_read(
    client: Client, article: Article, reply: Send, fields: Send
) -> None:
    preview = client.post("/comments/preview/", fields(comment=TYPED)).content.decode()
    assert reply(comment=TYPED).status_code == 302
    comment = stored()
    assert (comment.source, comment.syntax, comment.comment) == (TYPED, "markdown", STORED.format(""))
    decide(comment, Status.APPROVED, DecisionContext())
    page = client.get(article.get_absolute_url()).content.decode()
    seen = shown(STORED.format(' rel="nofollow ugc noopener"'))
    assert [seen in html for html in (preview, page)] == [True, True]


@pytest.mark.usefixtures("off")
def test_a_setting_turns_it_off(client: Client, reply: Send, fields: Send) -> None:
    preview = client.post("/comments/preview/", fields(comment="**a** <b>b</b>\n- c")).content.decode()
    reply(comment="**a** <b>b</b>\n- c")
    assert (stored().syntax, stored().comment) == ("html", "<p>**a** <b>b</b><br>- c</p>")
    assert shown(stored().comment) in preview


def test_a_line_of_help_stands_under_the_field_where_it_is_on(
    client: Client, article: Article, settings: Any
) -> None:
    def help_and_description() -> tuple[list[str], str]:
        page = html.fromstring(client.get(article.get_absolute_url()).content.decode())
        [field] = page.xpath("//textarea[@id='reply-comment']")
        texts = page.xpath("//textarea/following-sibling::*[@id='reply-comment_helptext']/text()")
        return texts, field.get("aria-describedby", "")

    assert help_and_description() == ([HELP], "reply-comment_helptext")
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MARKDOWN": False}
    assert help_and_description() == ([], "")
    with translation.override("fr"):
        assert "**gras**" in translation.gettext(HELP)


def test_the_author_changes_a_text_in_the_syntax_it_was_written_in(reply: Send, settings: Any) -> None:
    reply(comment="a **b** c")
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MARKDOWN": False}
    reply(comment="d **e** f", name="Grace", email="grace@example.org")
    in_markdown, in_html = ReaderComment.objects.order_by("pk")
    assert [row.comment for row in (in_markdown, in_html)] == [
        "<p>a <strong>b</strong> c</p>",
        "<p>d **e** f</p>",
    ]
    assert helped(in_markdown)
    edit(in_markdown, "a **b** C")
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MARKDOWN": True}
    assert not helped(in_html)
    edit(in_html, "d **e** F")
    bodies = ReaderComment.objects.order_by("pk").values_list("comment", "syntax")
    assert [*bodies] == [("<p>a <strong>b</strong> C</p>", "markdown"), ("<p>d **e** F</p>", "html")]


def test_the_links_that_markdown_makes_are_counted_and_pointed_at(reply: Send, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {
        "MODE": "post",
        "RULES": rules(first_comment=None),
    }
    typed = "[a](https://a.example) [b](https://b.example/ 'c') **[d](<https://d.example>)**"
    reply(comment=typed)
    [reason] = [reason for reason in stored().reasons if reason["rule"] == "links"]
    assert (reason["params"]["found"], stored().status) == (3, Status.PENDING)
    assert [typed[start:end] for start, end in reason["evidence"]] == [
        "[a](https://a.example)",
        "[b](https://b.example/ 'c')",
        "[d](<https://d.example>)",
    ]


def test_a_tag_that_is_never_closed_is_text_for_readers(
    client: Client, article: Article, comment: Any
) -> None:
    comment("class Box<S> and Foo<I> bar, Opt<B>")
    page = html.fromstring(client.get(article.get_absolute_url()).content.decode())
    [body] = page.find_class("nc-body")
    assert body.text_content().strip() == "class Box<S> and Foo<I> bar, Opt<B>"
    assert len(body.xpath(".//*")) == 1
