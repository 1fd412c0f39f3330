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


# So many comments, of which the first thread has so many, under the article that has the same number.
CROWD = [
    """INSERT INTO django_comments (id, object_pk, user_name, user_email, user_url, comment, submit_date,
        is_public, is_removed, content_type_id, site_id)
        SELECT %(first)s + n, %(article)s, 'Reader ' || n, '', '',
        '<p>' || repeat('Words of a reader. ', 1 + n %% 20) || '</p>', now(), true, false, %(type)s, 1
        FROM generate_series(0, %(number)s - 1) n""",
    """INSERT INTO django_comments_xtd_xtdcomment (comment_ptr_id, thread_id, parent_id, level, "order",
        followup, nested_count) SELECT n, root, root, 0, 1, false, 0 FROM (SELECT %(first)s + n AS n,
        CASE WHEN n < %(thread)s THEN %(first)s ELSE %(first)s + n END AS root
        FROM generate_series(0, %(number)s - 1) n) made""",
    """INSERT INTO newsroom_comments_readercomment (xtdcomment_ptr_id, status, public, reasons, source,
        syntax, revision, network, language, submitted, discussion_id, root_id, by_staff, edited,
        open_reports, identity_verified, searchable, text_digest, first_public_version, follow,
        withdrawn_by_author, risk, due, outcome_wanted, outcome_told, appealed)
        SELECT comment_ptr_id, 'approved', true, '[]', '', 'plain', 1, '', '', now(), %(discussion)s,
        thread_id, false, false, 0, false, '', '', 1, '', false, 0, now(), false, '', false
        FROM django_comments_xtd_xtdcomment
        WHERE comment_ptr_id >= %(first)s ORDER BY 1""",
]


def make_crowded(number: int, thread: int) -> tuple[str, int]:
    """An article with so many comments, of which so many stand in its first thread."""
    article = Article(
        headline="Crowd", slug=f"crowd-{number}", body="<p>Body</p>", language="en", status="published"
    )
    article.save()
    discussion = Discussion.objects.start(article)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM django_comments")
        given = {
            "first": cursor.fetchone()[0],
            "article": str(article.pk),
            "type": discussion.content_type_id,
            "number": number,
            "thread": thread,
            "discussion": discussion.pk,
        }
        for statement in CROWD:
            cursor.execute(statement, given)
        Discussion.objects.filter(pk=discussion.pk).update(public_count=number)
        cursor.execute("VACUUM (ANALYZE)")
    return article.get_absolute_url(), discussion.pk


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
