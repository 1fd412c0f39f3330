"""Discussions to be read by several programs: the same comments in the tables that all of them read."""

import random
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django_comments.models import Comment

from articles.models import Article
from comments.models import Discussion
from tests.comments.crowds import crowd

from .filling import SYLLABLES

# Every thread is a comment, an answer, and an answer to that.
THREAD = 3


def migrate() -> None:
    call_command("migrate", verbosity=0)


def make(number: int) -> tuple[str, int]:
    """An article with so many comments: its path, and the number of its discussion."""
    chance = random.Random(number)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(2_000)]
    article = Article(
        headline=f"Harbour {number}",
        slug=f"harbour-{number}",
        body=f"<p>{' '.join(words[:80])}</p>" * 10,
        language="en",
        status="published",
    )
    article.save()
    numbers = crowd(
        article, [place - 1 if place % THREAD else None for place in range(number)], finish=_order
    )
    texts = [
        Comment(pk=pk, comment=f"<p>{' '.join(chance.choices(words, k=chance.randint(6, 70)))}</p>")
        for pk in numbers
    ]
    Comment.objects.bulk_update(texts, ["comment"], batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return article.get_absolute_url(), Discussion.objects.find(article).pk


def _order(number: int, row: Any) -> None:
    """Where stock django-comments-xtd shows it in its thread."""
    row.order = number % THREAD + 1


def change(discussion: int) -> None:
    """What a correction of the first comment leaves in the database."""
    first = Comment.objects.filter(xtdcomment__readercomment__discussion=discussion).order_by("pk")[0]
    Comment.objects.filter(pk=first.pk).update(comment=f"{first.comment[:200]} indeed")
    Discussion.objects.filter(pk=discussion).update(version=F("version") + 1)


def forget(_discussion: int) -> None:
    cache.clear()


def log_in() -> str:
    """The cookie of a reader's session."""
    user = get_user_model().objects.create_user(
        "reader", "reader@example.org", first_name="Rea", last_name="Der"
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
