import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles.models import Article


def test_a_reply_is_asked_for_under_an_article_and_not_under_a_draft(client: Client, db: None) -> None:
    article = Article.objects.create(headline="Tea", slug="tea", body="<p>Hot.</p>", language="en")
    client.force_login(User.objects.create_superuser("editor"))
    assert "Leave a Reply" not in client.get("/en/tea/").content.decode()
    Article.objects.filter(pk=article.pk).update(status=Article.Status.PUBLISHED)
    assert "Leave a Reply" in client.get("/en/tea/").content.decode()


@pytest.mark.engine
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's prepared statements")
def test_what_every_reader_asks_is_planned_once(article: Article, client: Client) -> None:
    for _time in range(7):
        client.get(article.get_absolute_url())
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        prepared = [statement for (statement,) in cursor.fetchall()]
    tables = ("newsroom_articles_article", "newsroom_comments_discussion")
    assert [any(f'FROM "{table}"' in one for one in prepared) for table in tables] == [True, True]
