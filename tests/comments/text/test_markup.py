"""What of a typed text can be shown."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from comments.models import ReaderComment, Status
from comments.text.markup import printable
from tests.conftest import Comment


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        *(
            (f"one{end}two", "one\ntwo")
            for end in ("\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
        ),
        ("rendez\x1evous", "rendez-vous"),
        ("a\x00b\x1cc\x1dd\x1fe\x7ff\ufffcg\u202eh", "abcdefgh"),
        ("e\u0301" + "\u0301" * 50, "e\u0301\u0301\u0301"),
        ("\tas it was\u00a0typed \u2067here\u2069\n", "\tas it was\u00a0typed \u2067here\u2069\n"),
    ],
)
def test_a_text_is_shown_with_its_line_ends_and_hyphens_and_without_what_is_none(
    typed: str, shown: str
) -> None:
    assert printable(typed) == shown


def test_what_word_pastes_is_shown_mended_and_kept_as_it_was_typed(
    reply: Any, client: Client, article: Article, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODE": "post", "RULES": []}
    typed = "page one\x0cpage two\x0b\x0bwell\x1eknown: https://example.org/a\x1eb"
    assert reply(comment=typed, name="Anne\x1eMarie").status_code == 302
    stored = ReaderComment.objects.get()
    assert (stored.source, stored.user_name) == (typed, "Anne-Marie")
    link = '<a href="https://example.org/a-b"{}>https://example.org/a-b</a>'
    paragraphs = f"<p>page one<br>page two</p><p>well-known: {link}</p>"
    assert stored.comment == paragraphs.format("")
    page = client.get(article.get_absolute_url()).content.decode()
    shown = paragraphs.replace("<p>", '<p dir="auto">').format(' rel="nofollow ugc noopener"')
    assert shown in page


@pytest.mark.parametrize(
    "nothing", ["\ufffc", " \ufffc\u200b\n", "\x1f\x02", "\U0001d159", "\u0301", "&#xfffc;"]
)
def test_what_shows_nothing_is_refused_as_empty(reply: Any, nothing: str) -> None:
    response = reply(comment=nothing)
    assert response.status_code == 422
    assert "Please write a comment: this one has no text." in response.content.decode()
    assert not ReaderComment.objects.exists()


def test_what_was_left_out_is_named_at_the_desk_and_not_what_was_mended(
    admin_client: Client, comment: Comment
) -> None:
    stored = comment("a\x0cb\x1ec\ufffcd" + "\u0301" * 5, status=Status.PENDING)
    page = admin_client.get(f"/admin/newsroom_comments/readercomment/?comment={stored.pk}").content.decode()
    text = page.partition('<div class="nc-text" dir="auto"\n    >')[2].partition("</div>")[0]
    assert text == "a\nb-c\ufffdd\u0301\u0301\u0301"
    assert "<code>U+FFFC</code>, <code>U+0301</code>" in page
