"""Prepared queries: compiled once, and the same rows as any queryset's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from articles.models import Article, Section
from articles.models.prepared import LANGUAGE, MOMENT, SLUG, Prepared

Publish = Callable[..., Article]

in_place = Prepared(
    lambda: Article.objects.published(MOMENT).in_place(LANGUAGE, SLUG).select_related("section")
)


@pytest.mark.django_db
def test_each_call_has_values_of_its_own(publish: Publish, draft: Article) -> None:
    first, second = publish(slug="first"), publish(slug="second")
    now = timezone.now()
    asked = [("en", "first", now), ("en", "second", now), ("fr", "first", now), ("en", draft.slug, now)]
    asked.append(("en", "first", first.pub_date - timedelta(seconds=1)))
    found = [in_place(language=language, slug=slug, moment=moment) for language, slug, moment in asked]
    assert found == [[first], [second], [], [], []]


@pytest.mark.django_db
def test_rows_are_read_as_any_querysets(publish: Publish, django_assert_num_queries: Any) -> None:
    section = Section.objects.create(language="en", name="Harbours", slug="harbours")
    stored = Article.objects.get(pk=publish(slug="first", section=section).pk)
    with django_assert_num_queries(1):
        [row] = in_place(language="en", slug="first", moment=timezone.now())
        assert row.section == section
    columns = [field.attname for field in Article._meta.concrete_fields]
    assert [getattr(row, name) for name in columns] == [getattr(stored, name) for name in columns]


@pytest.mark.django_db
def test_it_is_compiled_once(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    article = publish(slug="first")
    prepared = Prepared(lambda: Article.objects.in_place(LANGUAGE, SLUG))
    prepared(language="en", slug="first")
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *_: pytest.fail("compiled again"))
    assert prepared(language="en", slug="first") == [article]
