"""What admin says before an object with comments is deleted."""

from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article
from comments.models import Status

from .conftest import Desk

pytestmark = pytest.mark.django_db
SAID = "2 comments stand under it. They are not deleted, and no reader sees them any more."


def test_a_deletion_says_how_many_comments_it_leaves(
    desk: Any, comment: Any, article: Article, publish: Any
) -> None:
    comment("Public")
    comment("Held", email="b@e.org", status=Status.PENDING)
    comment("Erased", email="c@e.org", status=Status.ERASED)
    quiet = publish(slug="quiet")
    chief: Desk = desk(superuser=True)
    delete = "admin:newsroom_articles_article_delete"
    assert SAID in chief.open(delete, article.pk).text
    assert "newsroom-comments-left" not in chief.open(delete, quiet.pk).html
    both = {"action": "delete_selected", "_selected_action": [article.pk, quiet.pk]}
    address = reverse("admin:newsroom_articles_article_changelist")
    chief.client.handler.enforce_csrf_checks = False
    assert SAID in chief.client.post(address, both).content.decode()
