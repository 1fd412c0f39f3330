"""Articles alone, and with comments, by the pieces of docs/embedding.md."""

from pathlib import Path

import pytest

from ..project.sources import ROOT
from .snippets import Snippet, snippets, typed, write

pytestmark = pytest.mark.long
SECTION = "\n## Articles alone, with comments, or not at all\n"
BASE = "{% block title %}{% endblock %}{% block head %}{% endblock %}{% block content %}{% endblock %}"
WALK = """
import django
django.setup()
from datetime import datetime, UTC
from django.test import Client
from django_newsroom.articles.models import Article
given = dict(headline="Ships", slug="ships", body="<p>They wait.</p>", language="en", status="published")
article, _ = Article.objects.get_or_create(**given, pub_date=datetime(2026, 3, 2, tzinfo=UTC))
page = Client(SERVER_NAME="localhost").get(article.get_absolute_url())
text = page.content.decode()
print(page.status_code, "They wait." in text, "Leave a Reply" in text, "ETag" in page.headers)
"""


@pytest.mark.parametrize(
    ("settings", "said"),
    [("settings", "200 True False False\n"), ("with_comments", "200 True True True\n")],
)
def test_an_article_is_read_without_comments_and_with_them(
    settings: str, said: str, where_pip_looks: dict[str, str], tmp_path: Path
) -> None:
    start = "python -m pip install --quiet django-newsroom\npython -m django startproject courier .\n"
    typed(tmp_path, start, **where_pip_looks)
    write(tmp_path, Snippet(BASE, "templates/base.html"))
    for snippet in snippets((ROOT / "docs" / "embedding.md").read_text().partition(SECTION)[2]):
        # Without comments nobody writes their template.
        if settings == "with_comments" or not snippet.file.startswith("templates/"):
            write(tmp_path, snippet)
    (tmp_path / "walk.py").write_text(WALK)
    with (tmp_path / "courier" / "settings.py").open("a") as file:
        file.write('TEMPLATES[0]["DIRS"] = [BASE_DIR / "templates"]\n')
    named = {"DJANGO_SETTINGS_MODULE": f"courier.{settings}"} | where_pip_looks
    commands = [
        "makemigrations --check",
        "migrate --verbosity 0",
        "check --database default --fail-level ERROR",
    ]
    typed(tmp_path, "".join(f"python manage.py {command}\n" for command in commands), **named)
    assert typed(tmp_path, "python walk.py", **named) == said
