"""Pages of articles grow old: what they show beside an article's own words says so when it changes.

Each change is one statement, whatever the number of articles.  What is written without Django's signals
(``QuerySet.update``, ``bulk_update``) tells nothing: whoever does so calls ``ArticleQuerySet.touch``.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_save, pre_delete

from .models import (
    Article,
    ArticleQuerySet,
    Correction,
    Credit,
    Person,
    Picture,
    PictureUse,
    Placement,
    Section,
    Topic,
)


def of_section(section: Section) -> ArticleQuerySet:
    """Its articles, those of its parts, and the newest of the language: every page names the sections."""
    newest = Article.objects.published().filter(language=section.language).values("pk")[:1]
    return Article.objects.filter(Q(section=section) | Q(section__parent=section) | Q(pk__in=newest))


def of_topic(topic: Topic) -> ArticleQuerySet:
    return Article.objects.filter(pk__in=Article.topics.through.objects.filter(topic=topic).values("article"))


def of_person(person: Person) -> ArticleQuerySet:
    return Article.objects.filter(pk__in=Credit.objects.filter(person=person).values("article"))


def of_picture(picture: Picture) -> ArticleQuerySet:
    """Those that begin with it, hold it, or have it beside their author."""
    held = PictureUse.objects.filter(picture=picture).values("article")
    credited = Credit.objects.filter(person__picture=picture).values("article")
    return Article.objects.filter(Q(lead_picture=picture) | Q(pk__in=held) | Q(pk__in=credited))


def of_article(part: Correction | Credit | Placement) -> ArticleQuerySet:
    return Article.objects.filter(pk=part.article_id)


SHOWN_BY: dict[type[Model], Callable[[Any], ArticleQuerySet]] = {
    Correction: of_article,
    Credit: of_article,
    Person: of_person,
    Picture: of_picture,
    Placement: of_article,
    Section: of_section,
    Topic: of_topic,
}


def touch(sender: type[Model], instance: Any, **_facts: Any) -> None:
    """Touch the articles that show ``instance``, which has changed or is about to go."""
    SHOWN_BY[sender](instance).order_by().touch()


def touch_topics(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_facts: Any) -> None:
    """Touch the articles that gain a topic or lose one, from whichever side."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if not reverse:
        Article.objects.filter(pk=instance.pk).touch()
    elif pk_set is None:
        of_topic(instance).touch()
    elif pk_set:
        Article.objects.filter(pk__in=pk_set).touch()


def connect() -> None:
    """Listen to all that changes; called once, by the app."""
    for model in SHOWN_BY:
        post_save.connect(touch, sender=model, dispatch_uid=f"newsroom_articles.saved.{model.__name__}")
        # While its rows are still there by which the articles are found.
        pre_delete.connect(touch, sender=model, dispatch_uid=f"newsroom_articles.deleted.{model.__name__}")
    m2m_changed.connect(touch_topics, sender=Article.topics.through, dispatch_uid="newsroom_articles.topics")
