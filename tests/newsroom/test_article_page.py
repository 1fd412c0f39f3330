from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article


def test_a_reply_is_asked_for_under_an_article_and_not_under_a_draft(client: Client, db: None) -> None:
    article = Article.objects.create(headline="Tea", slug="tea", body="<p>Hot.</p>", language="en")
    client.force_login(User.objects.create_superuser("editor"))
    assert "Leave a Reply" not in client.get("/en/tea/").content.decode()
    Article.objects.filter(pk=article.pk).update(status=Article.Status.PUBLISHED)
    assert "Leave a Reply" in client.get("/en/tea/").content.decode()
