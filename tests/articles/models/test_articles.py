from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from articles.models import Article

Publish = Callable[..., Article]


def test_a_body_is_cleaned_when_it_is_saved(publish: Publish) -> None:
    article = publish(body="<p onclick=x()>Fine</p>")
    article.refresh_from_db()
    assert article.body == "<p>Fine</p>"


def test_published_is_one_rule_for_one_article_and_for_many(publish: Publish) -> None:
    now = timezone.now()
    publish(slug="out", pub_date=now)
    publish(slug="tomorrow", pub_date=now + timedelta(days=1))
    publish(slug="draft", status=Article.Status.DRAFT)
    assert [article.slug for article in Article.objects.published()] == ["out"]
    assert [article.slug for article in Article.objects.all() if article.published] == ["out"]


def test_an_address_is_language_and_slug(article: Article) -> None:
    assert article.get_absolute_url() == "/en/harbour/"


def test_a_free_slug_is_nobodys_address_and_was_nobodys(article: Article, publish: Publish) -> None:
    assert Article.objects.free_slug("en", "harbour") == "harbour-2"
    assert Article.objects.free_slug("en", "harbour", besides=article.pk) == "harbour"
    article.slug = "harbour-2"
    article.save()
    assert Article.objects.free_slug("en", "harbour") == "harbour-3"
    assert Article.objects.free_slug("fr", "harbour") == "harbour"


def test_one_slug_names_one_article_in_a_language(article: Article, publish: Publish) -> None:
    with pytest.raises(ValidationError) as caught:
        Article(headline="x", slug="harbour", body="<p>x</p>", language="en").full_clean()
    assert caught.value.messages == ["Another article in this language has this slug."]
    publish(language="fr")
    assert Article.objects.filter(slug="harbour").count() == 2


def test_a_language_must_be_one_of_the_sites() -> None:
    article = Article(headline="x", slug="x", body="<p>x</p>", language="de")
    with pytest.raises(ValidationError) as caught:
        article.clean_fields()
    assert list(caught.value.message_dict) == ["language"]
    with override_settings(LANGUAGES=[("de", "Deutsch")]):
        article.clean_fields()


@pytest.mark.django_db
def test_other_languages_make_no_migration() -> None:
    with override_settings(LANGUAGES=[("de", "Deutsch"), ("eo", "Esperanto")]):
        call_command("makemigrations", "newsroom_articles", check=True, dry_run=True, verbosity=0)


def test_a_body_of_which_nothing_may_be_shown_is_refused(draft: Article) -> None:
    draft.body = "<script>x()</script>"
    with pytest.raises(ValidationError) as caught:
        draft.full_clean()
    assert caught.value.message_dict == {"body": ["Nothing of this body may be shown."]}


def test_an_excerpt_is_the_summary_or_how_the_article_begins() -> None:
    long = "<p>" + "word " * 60 + "</p>"
    assert Article(summary="In short.", body=long).excerpt == "In short."
    assert Article(body=long).excerpt == "word " * 39 + "word…"
    assert Article(body=long.replace("word ", "word, ")).excerpt == "word, " * 39 + "word…"
    assert Article(body="<p>Two, words,</p>").excerpt == "Two, words,"
