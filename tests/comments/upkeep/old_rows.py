"""Rows as django-comments and django-comments-xtd left them, and the command that adopts them."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from articles.models import Article
from comments.models import Commenter, Decision, Discussion, ReaderComment

WRITTEN = datetime(2014, 5, 6, 7, 8, tzinfo=UTC)
Stock = Callable[..., Any]


def columns(target: Any, **changes: Any) -> dict[str, Any]:
    about = {
        "content_type": ContentType.objects.get_for_model(target),
        "object_pk": str(target.pk),
        "site_id": 1,
        "user_name": "Ann",
        "user_email": "ann@old.example",
        "comment": "An old comment",
        "submit_date": WRITTEN,
        "ip_address": "203.0.113.77",
    }
    return about | changes


def adopt(*options: str) -> list[str]:
    said = StringIO()
    call_command("adoptcomments", *options, stdout=said)
    return said.getvalue().splitlines()


def page(client: Client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """Everything that adoption may write."""
    written = [Comment, XtdComment, ReaderComment, Discussion, Commenter, Decision]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in written}
