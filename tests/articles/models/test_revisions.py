"""What a save remembers: the version, the pictures it holds, the first publication, whom it tells."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles import publishing
from articles.models import Article, Picture, Revision
from articles.signals import article_stored

Publish = Callable[..., Article]
Told = list[dict[str, Any]]
BORN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def told() -> Iterator[Told]:
    """What receivers were told, in order."""
    heard: Told = []

    def hear(signal: Any, sender: Any, **facts: Any) -> None:
        heard.append(facts)

    article_stored.connect(hear)
    yield heard
    article_stored.disconnect(hear)


def versions(article: Article) -> list[tuple[int, str]]:
    return [(one.number, one.data["headline"]) for one in article.revisions.order_by("number")]


# --- Revisions ----------------------------------------------------------------------------------------------


def test_every_change_is_a_version_with_its_author_and_note(publish: Publish) -> None:
    ann = User.objects.create_user("ann")
    article = publish(headline="One")
    article.headline = "Two"
    article.save(by=ann, note="Shorter")
    assert versions(article) == [(0, "One"), (1, "Two")]
    last = article.revisions.get(number=1)
    assert (last.by, last.note, last.at) == (ann, "Shorter", article.updated_at)
    assert last.data == {
        "headline": "Two",
        "short_headline": "",
        "summary": "",
        "body": "<p>Ships were waiting.</p>",
        "author": "",
        "section_id": None,
        "lead_picture_id": None,
        "language": "en",
        "slug": "harbour",
        "status": "published",
        "pub_date": "2026-03-02T09:30:00+00:00",
    }


def test_an_unchanged_save_writes_nothing(
    article: Article, told: Told, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = Article.objects.values().get()
    with django_capture_on_commit_callbacks(execute=True):
        article.save()
        Article.objects.get().save(by=None, note="Nothing")
        # What is cleaned away makes no change.
        article.body = "<p onclick=x()>Ships were waiting.</p>"
        article.save()
    assert Article.objects.values().get() == before
    assert versions(article) == [(0, "The harbour opens on Monday")]
    assert told == []


def test_what_is_no_word_of_it_raises_the_number_and_makes_no_version(article: Article) -> None:
    article.writer = User.objects.create_user("ann")
    article.save()
    assert Article.objects.get().revision == 1
    assert len(versions(article)) == 1


def test_the_first_save_of_an_old_row_keeps_what_was_before(article: Article) -> None:
    Revision.objects.all().delete()
    article.headline = "Two"
    article.save()
    assert versions(article) == [(0, "The harbour opens on Monday"), (1, "Two")]


def test_restoring_a_version_gives_its_words_and_leaves_address_and_state(article: Article) -> None:
    article.headline, article.slug, article.summary = "Two", "two", "In short."
    article.save()
    publishing.withdraw(article)
    publishing.restore(article, article.revisions.get(number=0))
    stored = Article.objects.get()
    assert (stored.headline, stored.summary) == ("The harbour opens on Monday", "")
    assert (stored.slug, stored.status) == ("two", Article.Status.WITHDRAWN)
    assert [number for number, _headline in versions(article)] == [0, 1, 2, 3]


def test_a_save_that_fails_leaves_no_version(article: Article, publish: Publish) -> None:
    other = publish(slug="other")
    other.slug = "harbour"
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    assert len(versions(other)) == 1
    assert Article.objects.get(pk=other.pk).revision == 0


# --- First publication --------------------------------------------------------------------------------------


def first() -> datetime | None:
    return Article.objects.values_list("first_published_at", flat=True).get()


def test_an_article_remembers_when_readers_could_first_read_it(publish: Publish) -> None:
    article = publish(status=Article.Status.DRAFT)
    assert first() is None
    publishing.publish(article, at=BORN)
    assert first() == BORN
    publishing.publish(article, at=BORN + timedelta(days=9))
    publishing.back_to_draft(article)
    publishing.publish(article)
    publishing.withdraw(article)
    assert first() == BORN


def test_a_schedule_that_is_moved_or_dropped_was_no_publication(publish: Publish) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    article = publish(pub_date=tomorrow)
    assert first() == tomorrow
    publishing.publish(article, at=tomorrow + timedelta(days=1))
    assert first() == tomorrow + timedelta(days=1)
    publishing.back_to_draft(article)
    assert first() is None


# --- Pictures -----------------------------------------------------------------------------------------------


def picture(name: str) -> Picture:
    return Picture.objects.create(file=name, digest=name)


def holding(*pictures: Picture) -> str:
    figures = [f'<figure data-picture="{one.pk}"><figcaption></figcaption></figure>' for one in pictures]
    return "".join(["<p>Ships.</p>", *figures])


def test_a_picture_in_a_body_is_in_use_until_the_body_leaves_it(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whether a body may hold one is the affair of ``text``, and tested there.
    monkeypatch.setattr("articles.text.bodies.stored", lambda typed: typed)
    quay, mast = picture("quay"), picture("mast")
    article = publish(body=holding(quay, mast, quay))
    assert {*article.pictures.all()} == {quay, mast}
    with pytest.raises(ProtectedError):
        quay.delete()
    article.body = holding(mast)
    article.save()
    assert {*article.pictures.all()} == {mast}
    quay.delete()
    # A picture that is not there is no use of one.
    article.body = '<figure data-picture="999999"></figure>'
    article.save()
    assert {*article.pictures.all()} == set()


# --- Who is told --------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_receivers_are_told_after_the_commit_and_of_no_failure(told: Told) -> None:
    ann = User.objects.create_user("ann")
    with transaction.atomic():
        article = Article(headline="One", slug="x", body="<p>x</p>", language="en")
        article.save(by=ann)
        publishing.publish(article)
        assert told == []
    facts = [(one["article"], one["by"], one["created"], one["was_public"]) for one in told]
    assert facts == [(article, ann, True, False), (article, None, False, False)]
    publishing.withdraw(article)
    assert [one["was_public"] for one in told[2:]] == [True]
    with transaction.atomic():
        publishing.back_to_draft(article)
        transaction.set_rollback(True)
    assert len(told) == 3


@pytest.mark.django_db(transaction=True)
def test_a_receiver_that_fails_keeps_nothing_from_being_stored(
    caplog: pytest.LogCaptureFixture, told: Told
) -> None:
    def fail(**_facts: Any) -> None:
        raise ZeroDivisionError

    article_stored.connect(fail)
    try:
        Article.objects.create(headline="One", slug="x", body="<p>x</p>", language="en")
    finally:
        article_stored.disconnect(fail)
    assert Article.objects.count() == 1
    assert len(told) == 1
