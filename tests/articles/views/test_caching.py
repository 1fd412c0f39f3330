"""What caches may keep of lists: until something changes, and only of what everybody may read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Placement, Section, Topic

Publish = Callable[..., Article]
PATHS = ["/", "/fr/", "/fr/rubrique/culture/", "/fr/sujet/eau/", "/fr/archives/", "/fr/archives/2026/03/"]
SHARED = "public, s-maxage=30, stale-while-revalidate=30"


@pytest.fixture
def articles(publish: Publish) -> list[Article]:
    culture = Section.objects.create(language="fr", name="Culture", slug="culture")
    Topic.objects.create(language="fr", name="L’eau", slug="eau")
    made = [publish(language="fr", slug=slug, section=culture) for slug in ("a", "b")]
    publish(slug="english")
    return made


def tags(client: Client) -> list[str]:
    return [client.get(path)["ETag"] for path in PATHS]


def changed(client: Client, before: list[str]) -> list[bool]:
    """Which of ``PATHS`` have another tag; whoever has the page of before gets it, or 304."""
    after = tags(client)
    for path, old, new in zip(PATHS, before, after, strict=True):
        known = client.get(path, headers={"if-none-match": old})
        assert (known.status_code, known["ETag"]) == (304 if old == new else 200, new)
    return [old != new for old, new in zip(before, after, strict=True)]


def test_caches_may_keep_what_a_reader_without_a_session_gets(client: Client, articles: Any) -> None:
    for path in [*PATHS, "/fr/recherche/?q=port", "/fr/rubrique/culture/atom.xml"]:
        answer = client.get(path)
        known = client.get(path, headers={"if-none-match": answer["ETag"]})
        assert (answer["Cache-Control"], known["Cache-Control"]) == (SHARED, SHARED)
        assert (known.status_code, known.content) == (304, b"")
    assert changed(client, tags(client)) == [False] * 6


@pytest.mark.parametrize("cookies", [{"sessionid": "x"}, {"messages": "x"}])
@pytest.mark.parametrize("path", ["/", "/fr/rubrique/culture/", "/fr/recherche/?q=port"])
def test_whoever_has_a_session_or_a_message_gets_a_private_page(
    path: str, cookies: dict[str, str], client: Client, articles: Any
) -> None:
    tag = client.get(path)["ETag"]
    client.cookies.load(cookies)
    answer = client.get(path, headers={"if-none-match": tag})
    assert (answer.status_code, "ETag" in answer, answer["Cache-Control"]) == (
        200,
        False,
        "private, max-age=0",
    )


def test_a_login_is_a_session(client: Client, articles: Any) -> None:
    client.force_login(User.objects.create_user("ann"))
    assert "private" in client.get("/fr/")["Cache-Control"]


def test_a_404_is_nothing_to_keep(client: Client, articles: Any) -> None:
    answers = [
        client.get(path) for path in ("/fr/?page=9", "/fr/rubrique/x/", "/fr/rubrique/culture/?page=2")
    ]
    assert [(answer.status_code, answer.get("Cache-Control")) for answer in answers] == [(404, None)] * 3


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Autre"},
        {"short_headline": "Bref"},
        {"status": Article.Status.WITHDRAWN},
        {"pub_date": timezone.now() + timedelta(days=1)},
    ],
)
def test_an_article_that_changes_changes_the_lists_of_its_language(
    change: dict[str, Any], client: Client, articles: list[Article]
) -> None:
    before = tags(client)
    for name, value in change.items():
        setattr(articles[0], name, value)
    articles[0].save()
    assert changed(client, before) == [True] * 6
    before, english = tags(client), client.get("/en/")["ETag"]
    articles[1].touched_at = timezone.now()
    Article.objects.filter(pk=articles[1].pk).touch()
    assert changed(client, before) == [True] * 6
    assert client.get("/en/")["ETag"] == english


def test_a_date_that_passes_changes_them_with_no_worker(
    client: Client, articles: list[Article], publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    publish(language="fr", slug="soon", pub_date=now + timedelta(hours=1))
    place = Placement.objects.create(
        language="fr", position=1, article=articles[0], until=now + timedelta(hours=3)
    )
    before = tags(client)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert changed(client, before) == [True] * 6
    before = tags(client)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=4))
    assert changed(client, before) == [False, True, False, False, False, False]
    before = tags(client)
    place.until, place.position = None, 2
    place.save()
    assert changed(client, before) == [True] * 6


def test_a_comment_changes_the_lists_that_count_it(
    client: Client, articles: list[Article], comment: Any
) -> None:
    before = tags(client)
    comment(target=articles[0])
    assert changed(client, before) == [True] * 6


@pytest.mark.parametrize("kind", [Section, Topic])
def test_what_a_list_is_about_is_a_part_of_its_tag(kind: Any, client: Client, articles: Any) -> None:
    before = tags(client)
    kind.objects.update(intro="Autre chose.")
    assert changed(client, before) == [False, False, kind is Section, kind is Topic, False, False]


def test_where_nothing_is_public_nothing_tells_what_changed(client: Client, db: None) -> None:
    answer = client.get("/fr/")
    assert (answer.status_code, "ETag" in answer, answer["Cache-Control"]) == (200, False, SHARED)
