"""``MAY_COMMENT``: the host says who may, and a reader reads why not."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.functional import lazystr

from articles.models import Article
from comments.models import ReaderComment
from comments.requests.permission import refusal

MODEL = "newsroom_articles.Article"
WHY = "Only <subscribers> comment here."


@pytest.fixture
def asks(settings: Any) -> Any:
    """Have the host answer by what is given."""

    def ask(may_comment: Any) -> None:
        options = {"PUBLISHED": "published", "MAY_COMMENT": may_comment}
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODELS": {MODEL: options}}

    return ask


def subscribers(user: Any, _article: Article) -> bool | str:
    return True if user and user.username == "ada" else WHY


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (True, ""),
        (False, "You can't comment here."),
        (None, "You can't comment here."),
        ("", "You can't comment here."),
        (1, "You can't comment here."),
        ("Not today.", "Not today."),
        (lazystr("Later."), "Later."),
    ],
)
def test_only_true_lets_a_reader_comment(answer: Any, said: str, asks: Any) -> None:
    asks(lambda _user, _article: answer)
    assert refusal(Article(), None) == said


def test_where_it_fails_nobody_may_and_it_is_logged(asks: Any, caplog: pytest.LogCaptureFixture) -> None:
    asks(lambda _user, _article: 1 / 0)
    assert refusal(Article(), None) == "You can't comment here."
    assert [record.message for record in caplog.records] == [
        "MAY_COMMENT failed for newsroom_articles.Article None."
    ]


def test_it_may_be_named_by_its_path(asks: Any) -> None:
    asks(f"{__name__}.subscribers")
    assert refusal(Article(), None) == WHY


def test_the_reason_stands_in_the_forms_place_and_nothing_can_be_answered(
    article: Article, comment: Any, client: Client, asks: Any
) -> None:
    comment()
    asks(subscribers)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Only &lt;subscribers&gt; comment here." in page
    assert [word for word in ("Leave a Reply", ">Reply</a>") if word in page] == []
    client.force_login(get_user_model().objects.create_user("ada"))
    page = client.get(article.get_absolute_url()).content.decode()
    assert [word in page for word in ("subscribers", "Leave a Reply", ">Reply</a>")] == [False, True, True]


def test_another_reason_is_another_page(article: Article, client: Client, asks: Any) -> None:
    said: list[bool | str] = [True]
    asks(lambda _user, _article: said[-1])

    def changed(etag: str) -> tuple[bool, str]:
        page = client.get(article.get_absolute_url(), headers={"If-None-Match": etag})
        return page.status_code == 200, page["ETag"]

    _first, etag = changed("")
    for answer in (WHY, "Not today."):
        said.append(answer)
        is_another, etag = changed(etag)
        assert is_another
    assert changed(etag) == (False, etag)


@pytest.mark.parametrize("address", ["post", "preview"])
def test_a_post_is_refused_with_its_words(
    address: str, article: Article, client: Client, fields: Any, asks: Any
) -> None:
    asks(subscribers)
    refused = client.post(f"/comments/{address}/", fields(comment="All my words."))
    page = refused.content.decode()
    assert (refused.status_code, ReaderComment.objects.count()) == (403, 0)
    assert ["All my words.</textarea>" in page, "Only &lt;subscribers&gt; comment here." in page] == [
        True,
        True,
    ]
