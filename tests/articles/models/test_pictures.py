"""What a page shows of pictures: from their rows alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import Storage
from django.template.loader import render_to_string
from django.test import Client

from articles.models import Article, Picture
from articles.text.figures import Figure

from ..photographs import stored

Publish = Callable[..., Article]


class Unreachable(Storage):
    """Knows addresses, and nothing else."""

    def url(self, name: str | None) -> str:
        return f"/media/{name}"

    def __getattribute__(self, name: str) -> Any:
        if name in ("open", "save", "delete", "exists", "size", "listdir", "get_modified_time"):
            raise AssertionError(f"a page asked the storage: {name}")
        return super().__getattribute__(name)


def figure(picture: Picture, words: str = "") -> str:
    return f'<figure data-picture="{picture.pk}"><figcaption>{words}</figcaption></figure>'


def test_ten_pictures_of_a_body_cost_one_query(
    publish: Publish, django_assert_num_queries: Callable[[int], Any]
) -> None:
    pictures = [stored((number, 0, 0)) for number in range(0, 250, 25)]
    article = publish(body="<p>a</p>" + "".join(map(figure, pictures)))
    with django_assert_num_queries(1):
        html = article.body_html
    (prefetched,) = Article.objects.prefetch_related("pictures")
    with django_assert_num_queries(0):
        assert (prefetched.body_html, html.count("<img ")) == (html, 10)


def test_a_body_without_pictures_costs_no_query(
    publish: Publish, django_assert_num_queries: Callable[[int], Any]
) -> None:
    article = publish()
    with django_assert_num_queries(0):
        assert article.body_html == article.body


def test_a_page_never_asks_the_storage(publish: Publish, client: Client, settings: Any) -> None:
    picture = stored(caption="The harbour")
    publish(body="<p>a</p>" + figure(picture), lead_picture=picture)
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.Unreachable"}}
    page = client.get("/en/harbour/").content.decode()
    assert f'src="/media/{picture.renditions["60"][2]}"' in page
    assert "originals" not in page


@pytest.mark.django_db
def test_a_picture_whose_row_or_files_are_missing_leaves_nothing(publish: Publish) -> None:
    article = publish(body='<p>a</p><figure data-picture="999999999999999999"></figure>')
    assert article.body_html == "<p>a</p>"
    Picture.objects.create(pk=5, digest="of a host without Pillow", alt="x")
    article.body = '<p>a</p><figure data-picture="5"></figure>'
    article.save()
    assert article.body_html == "<p>a</p>"


def test_what_waits_to_be_published_uses_its_pictures_too(publish: Publish) -> None:
    shown, waiting = stored("red"), stored("blue")
    article = publish(body="<p>a</p>" + figure(shown))
    article.pending = {"body": "<p>a</p>" + figure(waiting)}
    article.save()
    assert {*article.pictures.all()} == {shown, waiting}
    article.pending = None
    article.save()
    assert {*article.pictures.all()} == {shown}


@pytest.mark.django_db
def test_a_decorative_picture_is_silent() -> None:
    assert stored(alt="Ships").figure == Figure(
        sources=((stored_url("60"), 60),), width=60, height=40, alt="Ships", caption="", credit=""
    )
    assert stored("red", alt="Ships", decorative=True).figure.alt == ""


def stored_url(kind: str) -> str:
    return f"/media/{Picture.objects.get().renditions[kind][2]}"


@pytest.mark.django_db
def test_a_lead_picture_is_loaded_at_once_and_any_other_when_it_is_near() -> None:
    picture = stored(alt='"><script>', caption="<b>", credit="Ada")
    lead = render_to_string("newsroom_articles/picture.html", {"picture": picture, "lead": True})
    other = render_to_string(
        "newsroom_articles/picture.html", {"picture": picture, "bare": True, "sizes": "20vw"}
    )
    assert ('fetchpriority="high"' in lead, "loading" in lead, "&lt;b&gt;" in lead, "Ada" in lead) == (
        True,
        False,
        True,
        True,
    )
    assert ('loading="lazy"' in other, 'sizes="20vw"' in other, "figcaption" in other) == (True, True, False)
    assert "<script" not in lead + other
    assert render_to_string("newsroom_articles/picture.html", {"picture": None}).strip() == ""
