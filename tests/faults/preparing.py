"""``python -m tests.faults.preparing [COMMENTS]``: fills the database of the environment.

An empty one gets an article and an editor, who are printed as JSON; with a number, the article gets comments.
"""

import json
import os
import sys
from datetime import UTC, datetime

import django
from django.core.management import call_command


def fill(comments: int) -> None:
    """Threads of ten on the one article."""
    from articles.models import Article

    from ..comments.crowds import crowd

    crowd(
        Article.objects.get(),
        [None if number % 10 == 0 else number - number % 10 for number in range(comments)],
    )


def prepare() -> dict[str, object]:
    """What ``newspapers.Newspaper`` holds beside its address."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    from articles.models import Article

    call_command("migrate", verbosity=0)
    article = Article.objects.create(
        headline="The harbour opens",
        slug="harbour",
        body="<p>Ships were waiting.</p>",
        language="en",
        status=Article.Status.PUBLISHED,
        pub_date=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    )
    editor = User.objects.create_superuser("eve", "eve@example.org")
    session = SessionStore()
    session[SESSION_KEY] = str(editor.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = editor.get_session_auth_hash()
    session.save()
    return {"article": article.pk, "page": article.get_absolute_url(), "session": session.session_key}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    if sys.argv[1:]:
        fill(int(sys.argv[1]))
    else:
        sys.stdout.write(json.dumps(prepare()))
