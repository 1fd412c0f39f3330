"""Looking for articles by their words, on PostgreSQL by the index ``newsroom_articles_search``."""

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.signals import post_delete, post_save

from .models import Article, ArticleQuerySet, Credit, Person
from .models.articles import SEARCHED
from .text import folding


def search(query: str, language: str) -> ArticleQuerySet:
    """The published articles of ``language`` that hold each word of ``query``, and each phrase in it.

    Nothing where ``query`` holds no word.
    """
    terms = folding.terms(query, language)
    articles = Article.objects.published().filter(language=language)
    if not terms:
        return articles.none()
    if connections[articles.db].vendor != "postgresql":
        return articles.filter(_holding(terms))
    # The index knows words; in which order they stand, only the text.
    phrases = [term for term in terms if " " in term.strip()]
    return articles.filter(_in_index(terms), _holding(phrases))


def fill(articles: ArticleQuerySet) -> int:
    """Write anew what ``articles`` are found by; returns how many were found by something else.

    Nothing that an editor or a reader sees changes, so neither does a revision or a date.
    """
    changed = 0
    rows = articles.only(*SEARCHED, "searchable").prefetch_related("credits__person")
    for article in rows.iterator(chunk_size=100):
        words = article.words()
        if article.searchable != words:
            changed += Article._base_manager.filter(pk=article.pk).update(searchable=words)
    return changed


def _find_by_credit(instance: Credit, **_facts: Any) -> None:
    fill(Article.objects.filter(pk=instance.article_id))


def _find_by_name(instance: Person, created: bool, **_facts: Any) -> None:
    if not created:
        fill(Article.objects.filter(pk__in=Credit.objects.filter(person=instance).values("article")))


def connect() -> None:
    """Let articles be found by whom they name as soon as they do; called once, by the app."""
    post_save.connect(_find_by_credit, sender=Credit, dispatch_uid="newsroom_articles.credit_found")
    post_delete.connect(_find_by_credit, sender=Credit, dispatch_uid="newsroom_articles.credit_lost")
    post_save.connect(_find_by_name, sender=Person, dispatch_uid="newsroom_articles.person_found")


def _holding(terms: Sequence[str]) -> Q:
    return Q(*(("searchable__contains", term) for term in terms))


def _in_index(terms: Sequence[str]) -> Func:
    """``… @@ …``, spelled as migration 0003 spells the index."""
    vector = Func(
        F("searchable"), template="to_tsvector('simple', %(expressions)s)", output_field=TextField()
    )
    asked = Func(
        Value(" ".join(terms)),
        template="plainto_tsquery('simple', %(expressions)s)",
        output_field=TextField(),
    )
    return Func(vector, asked, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())
