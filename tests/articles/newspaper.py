"""A story with all that can belong to one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from articles.models import Article, Correction, Credit, Person, Picture, PictureUse, Role, Section, Topic

HOSTILE = "A</script><!--<script>alert(1)</script>\"'&\u2028"


def picture(name: str, **words: Any) -> Picture:
    """A picture as the library stores it, but that its files are only named."""
    sizes = {"480": (480, 320), "960": (960, 640), "square": (320, 320), "card": (1200, 630)}
    sizes |= {"1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}
    made = {kind: [*size, f"newsroom/pictures/{name}-{kind}.jpg"] for kind, size in sizes.items()}
    return Picture.objects.create(file=f"{name}.jpg", digest=name, renditions=made, **words)


@dataclass
class Newspaper:
    article: Article
    translation: Article
    related: Article
    news: Section
    harbours: Section
    topic: Topic
    ada: Person
    bob: Person
    lead: Picture
    held: Picture
    portrait: Picture
    correction: Correction
    credit: Credit


def newspaper(publish: Callable[..., Article]) -> Newspaper:
    news = Section.objects.create(language="en", name="News", slug="news")
    harbours = Section.objects.create(language="en", name="Harbours", slug="harbours", parent=news)
    topic = Topic.objects.create(language="en", name="Ships", slug="ships")
    portrait = picture("portrait")
    ada = Person.objects.create(name="Ada Lovelace", slug="ada", about="Writes of ships.", picture=portrait)
    bob = Person.objects.create(name="Bob", slug="bob")
    lead = picture("quay", alt="A quay", caption="The quay, empty", credit="Agency")
    held = picture("mast", alt="A mast", caption="Its mast", credit="Bea")
    body = f'<p>Ships were waiting.</p><figure data-picture="{held.pk}"><figcaption></figcaption></figure>'
    article = publish(section=harbours, lead_picture=lead, body=body, summary="In short.")
    article.topics.add(topic)
    assert PictureUse.objects.filter(article=article, picture=held).exists()
    credit = Credit.objects.create(article=article, person=ada)
    Credit.objects.create(article=article, person=bob, role=Role.PHOTOGRAPHER)
    correction = Correction.objects.create(
        article=article, text="It opens on Tuesday.", at=datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
    )
    translation = publish(language="fr", slug="port", headline="Le port rouvre lundi", original=article)
    related = publish(slug="quays", headline="Quays are long", section=harbours)
    article = Article.objects.get(pk=article.pk)
    return Newspaper(
        article,
        translation,
        related,
        news,
        harbours,
        topic,
        ada,
        bob,
        lead,
        held,
        portrait,
        correction,
        credit,
    )
