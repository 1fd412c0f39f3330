"""Who is logged in, under the name that the host gives them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from django.utils.translation import gettext_lazy
from lxml import html

from articles.models import Article
from comments.models import ReaderComment
from comments.requests.readers import name_of_user


def fails(_user: Any) -> str:
    raise LookupError("no profile")


def named(settings: Any, name: Any) -> None:
    given = name if callable(name) else lambda _user: name
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "DISPLAY_NAME": given}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Ada", "Ada"),
        (gettext_lazy("Author"), "Author"),
        (None, ""),
        (7, ""),
        (b"Ada", ""),
        (lambda user: user, ""),
        (fails, ""),
    ],
    ids=["text", "lazy text", "None", "number", "bytes", "user", "failure"],
)
def test_a_name_is_a_text_or_none_at_all(given: Any, name: str, settings: Any) -> None:
    named(settings, given)
    assert name_of_user(User(username="ada@login.example")) == name


def test_a_full_name_of_none_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User, "get_full_name", lambda _user: None)
    assert name_of_user(User(username="ada@login.example")) == ""


def test_a_failure_is_logged_without_the_users_name(settings: Any, caplog: Any) -> None:
    named(settings, fails)
    name_of_user(User(pk=7, username="ada@login.example"))
    assert caplog.messages == ["DISPLAY_NAME failed for user 7."]


def test_a_database_that_does_not_answer_is_everybodys_affair(settings: Any) -> None:
    def asks(_user: Any) -> str:
        raise OperationalError("the connection is lost")

    named(settings, asks)
    with pytest.raises(OperationalError):
        name_of_user(User())


@pytest.mark.django_db
@pytest.mark.parametrize("given", [None, fails, 7], ids=["None", "failure", "number"])
def test_a_login_without_a_name_reads_the_article_and_types_one(
    given: Any, settings: Any, client: Client, article: Article, fields: Any
) -> None:
    named(settings, given)
    user = User.objects.create_user("ada@login.example", "ada@example.org")
    client.force_login(user)
    page = html.fromstring(client.get(article.get_absolute_url()).content.decode())
    assert page.xpath("//form[@id='reply-form']//*[@name='name']/@required") == [""]
    token = {"csrfmiddlewaretoken": page.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]}
    assert client.post("/comments/post/", fields(name="Ada L", **token)).status_code == 302
    stored = ReaderComment.objects.get()
    assert (stored.user_name, stored.user) == ("Ada L", user)
