"""Models and migrations agree."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.models import Article
from tests.conftest import Comment

ARTICLES = "newsroom_articles"
# What articles had before revisions, sections and pictures came.
FIRST_COLUMNS = "id, headline, slug, summary, body, author, writer_id, language, pub_date, status, updated_at"
COMMENTS = ("django_comments", "newsroom_comments_readercomment", "newsroom_comments_decision")


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["newsroom_articles", "newsroom_comments"])
def test_no_migration_of_ours_is_missing(label: str) -> None:
    call_command("makemigrations", label, check=True, dry_run=True)


@pytest.mark.django_db
def test_no_installed_app_wants_a_migration() -> None:
    """Not a library's either: it would be written into site-packages."""
    call_command("makemigrations", check=True, dry_run=True)


def migrate(*names: str) -> None:
    MigrationExecutor(connection).migrate([(ARTICLES, name) for name in names])


def stored() -> list[list[tuple[Any, ...]]]:
    queries = [f"SELECT {FIRST_COLUMNS} FROM newsroom_articles_article ORDER BY id"]
    queries += [f"SELECT * FROM {table} ORDER BY 1" for table in COMMENTS]
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)
            found.append(cursor.fetchall())
    return found


@pytest.mark.django_db(transaction=True)
def test_articles_and_their_comments_stay_as_they_are_back_and_forward(
    article: Article, draft: Article, comment: Comment
) -> None:
    comment(source="It *rains*", target=article)
    newest = [name for app, name in MigrationExecutor(connection).loader.graph.leaf_nodes(ARTICLES)]
    before = stored()
    try:
        migrate("0001_initial")
        back = stored()
    finally:
        migrate(*newest)
    assert [len(rows) for rows in before] == [2, 1, 1, 2]
    assert (back, stored()) == (before, before)
