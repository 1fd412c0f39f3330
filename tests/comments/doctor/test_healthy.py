"""A host where all is well is told so, and nothing there is any different afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db.models.signals import post_save
from django.dispatch import Signal
from django_comments_xtd.moderation import XtdCommentModerator
from django_comments_xtd.moderation import moderator as registry

from articles.models import Article
from comments.signals import comment_decided

from ...conftest import Comment
from ...restoring import rows_by_table
from . import asked

# In transactions that are the doctor's own.
pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "newsroom_comments.tests.kept"


class Talkative(XtdCommentModerator):
    """A host's own moderator, who tells somebody of each comment."""

    told: list[Any] = []

    def email(self, comment: Any, *about: Any) -> None:
        self.told.append(comment)


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """What the host's receivers and its moderator heard."""
    heard: list[Any] = []

    def listen(sender: Any, **_said: Any) -> None:
        heard.append(sender)

    signals: list[Signal] = [comment_decided, post_save]
    for signal in signals:
        signal.connect(listen)
    registry.register(Article, Talkative)
    Talkative.told = heard
    yield heard
    registry.unregister(Article)
    for signal in signals:
        signal.disconnect(listen)


def cached() -> set[Any]:
    """All that Django's default cache holds."""
    kept = cache._cache
    return {*kept} if isinstance(kept, dict) else {*kept.get_client().keys()}


def test_nothing_in_the_database_the_cache_or_the_outbox_changes_and_nobody_hears_of_it(
    comment: Comment, chief: Any, heard: list[Any], say: Any
) -> None:
    say(MODERATORS=["desk@news.example.org"], KEPT_SECONDS=1)
    comment("Somebody said this.")
    cache.set(KEPT, "kept")
    mail.outbox.clear()
    heard.clear()
    before = rows_by_table(), cached()

    lines, end = asked()

    assert ([line for line in lines if line[:3] != "ok "], end) == (
        ["note   mail: emails don't leave: locmem.EmailBackend.", "All of it works."],
        "",
    )
    assert (rows_by_table(), cached(), mail.outbox, heard) == (*before, [], [])
    # From now on they hear again.
    comment("Somebody said that.")
    assert (heard != [], cache.get(KEPT)) == (True, "kept")


def test_each_step_of_a_comments_way_is_a_line(article: Article, chief: Any, say: Any) -> None:
    say(MODERATORS=["desk@news.example.org"])
    subject = f"newsroom_articles.Article {article.pk}: "
    said = [line.partition(subject)[2] for line in asked()[0] if subject in line]
    assert said == [
        "/en/harbour/ shows its list and its form.",
        "a post is taken: Pending.",
        "the author's private page shows it.",
        "a decision is taken: Approved.",
        "once approved, its permalink's page shows it.",
        "the feed of its comments shows it.",
        "the feed of the site's shows it.",
        "the desk shows it.",
        "the email “To moderators: a comment came in” is composed.",
        "the email “To a reader: confirm the address” is composed.",
        "the email “To a reader: the comment's own page” is composed.",
    ]


def test_what_not_everybody_may_see_is_looked_for_in_no_feed(article: Article, chief: Any, say: Any) -> None:
    say(MODELS={"newsroom_articles.Article": {"PUBLISHED": "published", "LISTED": False}})
    lines, end = asked()
    assert (end, [line for line in lines if "feed" in line]) == ("", [])
    assert [line for line in lines if "permalink" in line] != []


def test_where_only_accounts_may_post_an_editors_does(article: Article, chief: Any, say: Any) -> None:
    options = {"PUBLISHED": "published", "LOGIN_REQUIRED": True}
    say(MODELS={"newsroom_articles.Article": options}, MODE="post", RULES=[])
    lines, end = asked()
    assert (end, [line for line in lines if "form" in line or "post is taken" in line]) == (
        "",
        [
            f"ok     newsroom_articles.Article {article.pk}: {what}"
            for what in (
                "/en/harbour/ shows its list and its form to who is logged in.",
                "a post is taken: Published.",
            )
        ],
    )


def test_where_the_host_lets_nobody_post_that_is_noted(article: Article, chief: Any, say: Any) -> None:
    options = {"PUBLISHED": "published", "MAY_COMMENT": lambda _user, _article: "Not today."}
    say(MODELS={"newsroom_articles.Article": options})
    lines, end = asked()
    said = f"note   newsroom_articles.Article {article.pk}: MAY_COMMENT refuses a reader: Not today. "
    assert (end, [line for line in lines if "MAY_COMMENT" in line]) == ("", [f"{said}Nothing was posted."])
