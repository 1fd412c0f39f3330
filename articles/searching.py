"""Looking for articles by their words, on PostgreSQL by the index ``newsroom_articles_search``."""

from collections.abc import Sequence

from django.db import connections
from django.db.models import BooleanField, F, Func, Q, TextField, Value

from .models import Article, ArticleQuerySet
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
    for article in articles.only(*SEARCHED, "searchable").iterator(chunk_size=100):
        if article.searchable != article.words():
            changed += Article._base_manager.filter(pk=article.pk).update(searchable=article.words())
    return changed


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
