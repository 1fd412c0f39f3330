"""A host's own CommentModerator, registered with django-comments-xtd, still counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpRequest
from django_comments.moderation import CommentModerator
from django_comments_xtd.moderation import XtdCommentModerator, moderator

from articles.models import Article
from comments.models import Decision, ReaderComment, Status
from comments.posting import new_comments
from comments.posting.posts import Post
from comments.rules import sentence
from tests.rules import rules

pytestmark = pytest.mark.django_db


class Strict(XtdCommentModerator):
    """Allows no comment with the word “forbidden”, and moderates those with “doubtful”."""

    asked: list[tuple[Any, ...]] = []

    def allow(self, comment: Any, content_object: Any, request: Any) -> bool:
        self.asked.append((comment.user_name, comment.user_email, content_object, type(request)))
        return "forbidden" not in comment.comment and super().allow(comment, content_object, request)

    def moderate(self, comment: Any, content_object: Any, request: Any) -> bool:
        return "doubtful" in comment.comment


class Broken(CommentModerator):
    def allow(self, *_: Any) -> bool:
        raise RuntimeError("words of a reader")


class Querying(CommentModerator):
    def moderate(self, *_: Any) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        return False


class Chatty(CommentModerator):
    def email(self, comment: Any, content_object: Any, request: Any) -> None:
        mail.send_mail("A comment", comment.source, "desk@example.org", ["edith@example.org"])


class Unkind(CommentModerator):
    def email(self, *_: Any) -> None:
        raise OSError("no mail server")


@contextmanager
def registered(model: Any, moderation_class: Any) -> Iterator[None]:
    moderator.register(model, moderation_class)
    try:
        yield
    finally:
        moderator.unregister(model)


@pytest.fixture(autouse=True)
def _published_at_once(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {
        "MODE": "post",
        "RULES": rules(first_comment=None),
    }


def stored() -> tuple[str, list[str]]:
    comment = ReaderComment.objects.get()
    return comment.status, [sentence(reason) for reason in comment.reasons]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("harmless", Status.PUBLISHED, []),
        ("doubtful", Status.PENDING, ["The site's own moderator Strict wants an editor to see it"]),
        ("forbidden, doubtful", Status.REJECTED, ["The site's own moderator Strict does not allow it"]),
    ],
)
def test_what_it_allows_and_moderates_is_done(
    words: str, status: Status, said: list[str], reply: Any
) -> None:
    with registered(Article, Strict):
        reply(comment=words)
    assert stored() == (status, said)


def test_it_is_asked_about_the_comment_its_object_and_the_request(reply: Any, article: Article) -> None:
    Strict.asked.clear()
    with registered(Article, Strict):
        reply()
    [asked] = Strict.asked
    assert asked[:3] == ("Ada", "ada@example.org", article)
    assert issubclass(asked[3], HttpRequest)


@pytest.mark.parametrize("broken", [Broken, Querying])
def test_one_that_fails_holds_the_comment_and_is_logged(
    broken: Any, reply: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with registered(Article, broken):
        assert reply().status_code == 302
    name = broken.__name__
    assert stored() == (Status.PENDING, [f"Held: the site's own moderator {name} failed"])
    assert [record.getMessage() for record in caplog.records] == [
        f"The comment moderator {name} failed; the comment is held."
    ]


@pytest.mark.parametrize(("sent", "emails"), [({}, 1), ({"honeypot": "x"}, 0)], ids=["kept", "spam"])
def test_its_email_goes_out_once_the_comment_is_kept(
    sent: dict[str, str],
    emails: int,
    reply: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with registered(Article, Chatty):
        with django_capture_on_commit_callbacks() as callbacks:
            reply(**sent)
        assert mail.outbox == []
        for callback in callbacks:
            callback()
    assert len(mail.outbox) == emails


def test_an_email_that_fails_loses_no_comment(
    reply: Any, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with registered(Article, Unkind), django_capture_on_commit_callbacks(execute=True):
        assert reply().status_code == 302
    assert (ReaderComment.objects.count(), Decision.objects.count()) == (1, 1)
    assert "no mail server" in caplog.text


def test_without_a_request_it_is_asked_all_the_same(article: Article) -> None:
    Strict.asked.clear()
    with registered(Article, Strict):
        new_comments.submit(Post(target=article, site_id=1, source="Brought in", name="", email="", url=""))
    assert Strict.asked == [("", "", article, type(None))]
