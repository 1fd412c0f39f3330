from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from articles import previews
from articles.models import Article


def test_whoever_has_the_link_reads_the_draft_and_no_cache_keeps_it(draft: Article, client: Client) -> None:
    response = client.get(previews.address(draft))
    assert response.status_code == 200
    assert "Ships were waiting." in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_it_shows_the_next_version_as_nothing_that_is_published(article: Article, client: Client) -> None:
    article.pending = {"headline": "The harbour opens on Tuesday"}
    article.save()
    content = client.get(previews.address(article)).content.decode()
    assert "Tuesday" in content
    assert "Leave a Reply" not in content
    assert "Tuesday" not in client.get(article.get_absolute_url()).content.decode()
    assert Article.objects.values_list("status", "headline").get() == (
        "published",
        "The harbour opens on Monday",
    )


def test_a_drafts_link_shows_no_next_version_of_what_it_has_become(draft: Article, client: Client) -> None:
    link = previews.address(draft)
    draft.status = "published"
    draft.pending = {"headline": "A secret"}
    draft.save()
    response = client.get(link)
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("damage", ["", "x", "next-1", "draft-1:a:b", "draft-x:a:b"])
def test_a_damaged_link_is_no_page(damage: str, draft: Article, client: Client) -> None:
    assert client.get(f"/preview/{damage}/").status_code == 404


def test_a_link_is_bound_to_its_article_its_purpose_and_a_week(
    draft: Article, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = previews.address(draft)
    assert client.get(link.replace(f"draft-{draft.pk}", f"draft-{draft.pk + 1}")).status_code == 404
    assert client.get(link.replace("draft-", "next-")).status_code == 404
    stamp = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: stamp + timedelta(days=6, hours=23).total_seconds())
    assert client.get(link).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: stamp + timedelta(days=7, seconds=2).total_seconds())
    assert client.get(link).status_code == 404


def test_what_is_gone_has_no_preview(draft: Article, client: Client) -> None:
    link = previews.address(draft)
    draft.delete()
    assert client.get(link).status_code == 404
