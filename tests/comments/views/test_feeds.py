"""Atom: the newest public comments of one object, and of the site."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django_comments.models import Comment
from lxml import etree

from articles.models import Article
from comments.models import Discussion, ReaderComment, Status
from comments.posting.withdrawals import withdraw
from comments.text import sanitizing

from ...atom import NAMESPACES, texts
from ..crowds import Crowd

pytestmark = pytest.mark.django_db
SITE = "/comments/atom.xml"


def of(article: Article) -> str:
    return f"/comments/atom/newsroom_articles.article/{article.pk}/"


def feed(path: str, **headers: str) -> etree._Element:
    response = Client().get(path, headers={"host": "localhost"} | headers)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(response.content)


def test_a_feed_has_what_the_public_sees_newest_first(article: Article, comment: Any) -> None:
    first = comment("One <b>bold</b> word.", name="Zoe")
    second = comment("Two.", name="Bob", email="bob@example.org", parent=first)
    comment("Held.", name="Eve", status=Status.PENDING)
    for path in (of(article), SITE):
        atom = feed(path)
        assert texts(atom, "a:entry/a:title/text()") == [
            *(f"{name} on “The harbour opens on Monday”" for name in ("Bob", "Zoe")),
        ]
        assert texts(atom, "a:entry/a:summary[@type='html']/text()") == [
            *('<p dir="auto">Two.</p>', '<p dir="auto">One <b>bold</b> word.</p>'),
        ]
        assert texts(atom, "a:entry/a:author/a:name/text()") == ["Bob", "Zoe"]
        links = [f"http://localhost/comments/{row.pk}/" for row in (second, first)]
        assert texts(atom, "a:entry/a:link/@href") == links
        assert texts(atom, "a:link[@rel='self']/@href") == [f"http://localhost{path}"]


def test_a_feed_guards_what_came_another_way(article: Article, crowd: Crowd) -> None:
    [pk] = crowd(article, [None])
    hostile = "<p onclick=x>A <script>alert(1)</script>\x07\ufffe<a href='javascript:1'>b</a></p>"
    Comment.objects.filter(pk=pk).update(comment=hostile, user_name="ada@example.org\x0b\uffff")
    Article.objects.update(headline="Bell\x07\ufffe")
    atom = feed(of(article))
    [summary] = texts(atom, "a:entry/a:summary/text()")
    assert [word in summary for word in ("A ", "script", "onclick", "javascript")] == [True] + [False] * 3
    assert texts(atom, "a:entry/a:author/a:name/text()") == ["Anonymous"]
    assert texts(atom, "a:entry/a:title/text()") == ["Anonymous on “Bell”"]


def test_a_feed_speaks_the_language_of_its_object(publish: Any, crowd: Crowd) -> None:
    french = publish(language="fr", slug="port", headline="Le port rouvre")
    crowd(french, [None])
    atom = feed(of(french), **{"accept-language": "en"})
    assert texts(atom, "a:title/text()") == ["La Rédaction – Commentaires sur «\u00a0Le port rouvre\u00a0»"]
    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    both = feed(SITE, **{"accept-language": "fr"})
    assert texts(both, "a:title/text()") == ["Newsroom – Latest comments"]
    assert texts(both, "a:entry/a:title/text()") == ["Reader 0 sur «\u00a0Le port rouvre\u00a0»"]


def test_what_the_public_does_not_see_has_no_feed(article: Article, draft: Article, crowd: Crowd) -> None:
    crowd(article, [None])
    crowd(draft, [None])
    bad = [of(draft), "/comments/atom/auth.user/1/", "/comments/atom/newsroom_articles.article/x/"]
    assert [Client().get(path).status_code for path in bad] == [404] * 3
    Discussion.objects.update(state="hidden")
    assert (Client().get(of(article)).status_code, texts(feed(SITE), "//a:entry")) == (404, [])


def test_a_closed_discussion_keeps_its_own_feed(article: Article, crowd: Crowd) -> None:
    crowd(article, [None])
    Discussion.objects.update(state="closed")
    assert len(feed(of(article)).xpath("a:entry", namespaces=NAMESPACES)) == 1


@pytest.mark.parametrize("entries", [0, 2])
def test_a_reader_that_has_it_is_not_sent_it_again(entries: int, article: Article, crowd: Crowd) -> None:
    crowd(article, [None] * entries)
    for path in (of(article), SITE):
        first = Client().get(path)
        assert first["Cache-Control"] == "public, s-maxage=30, stale-while-revalidate=30"
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
        assert Client().get(path).content == first.content
        assert not first.has_header("Set-Cookie")
        assert not first.has_header("Vary") or "Cookie" not in first["Vary"]


def test_a_new_public_comment_changes_it_and_a_held_one_does_not(article: Article, comment: Any) -> None:
    comment("One.")
    before = [Client().get(path)["ETag"] for path in (of(article), SITE)]
    comment("Held.", name="Eve", status=Status.PENDING)
    assert [Client().get(path)["ETag"] for path in (of(article), SITE)] == before
    comment("Two.", name="Bob", email="bob@example.org")
    after = [Client().get(path)["ETag"] for path in (of(article), SITE)]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True]


def test_with_a_session_no_cache_keeps_it(article: Article) -> None:
    for path in (of(article), SITE):
        reader = Client()
        reader.cookies["sessionid"] = "x" * 32
        assert "private" in reader.get(path)["Cache-Control"]
        assert reader.post(path).status_code == 405


@pytest.mark.parametrize("number", [1, 60])
def test_a_feed_costs_the_same_however_many_comments(
    number: int, article: Article, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    ContentType.objects.get_for_model(article)
    crowd(article, [None] * number)
    for path, queries in ((of(article), 4), (SITE, 3)):
        with django_assert_num_queries(queries):
            Client().get(path)


def test_whatever_changes_the_sites_feed_gives_it_another_tag(article: Article, crowd: Crowd) -> None:
    ids = crowd(article, [None, 0])
    rows = Comment.objects.filter(pk=ids[0])
    acts: list[Callable[[], Any]] = [
        lambda: Article.objects.update(headline="It opens"),
        lambda: Article.objects.update(language="fr"),
        lambda: rows.update(comment="<p>Another text.</p>"),
        lambda: rows.update(user_name="Zoe"),
        lambda: rows.update(submit_date=datetime(2026, 3, 4, tzinfo=UTC)),
        lambda: ReaderComment.objects.filter(pk=ids[1]).update(status=Status.REJECTED, public=False),
        lambda: Article.objects.update(status=Article.Status.DRAFT),
    ]
    before = Client().get(SITE)
    for act in acts:
        act()
        after = Client().get(SITE)
        assert (after.content != before.content, after["ETag"] != before["ETag"]) == (True, True)
        before = after


def test_whoever_has_the_sites_feed_costs_what_it_is_made_from(
    article: Article, crowd: Crowd, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(article, [None, None])
    tag = Client().get(SITE)["ETag"]
    monkeypatch.delattr(sanitizing, "guard")
    with django_assert_num_queries(3):
        assert Client().get(SITE, headers={"If-None-Match": tag}).status_code == 304


def test_no_query_of_a_feed_names_an_address(
    article: Article, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    crowd(article, [None])
    with django_assert_num_queries(7) as queries:
        Client().get(of(article))
        Client().get(SITE)
    said = " ".join(query["sql"] for query in queries.captured_queries)
    assert [word in said for word in ("user_email", "ip_address", '"network"', "user_name")] == [
        *(False, False, False, True),
    ]


def test_the_article_page_names_its_feed(article: Article, comment: Any) -> None:
    page = etree.HTML(Client().get(article.get_absolute_url()).content.decode())
    assert of(article) in page.xpath("//head/link[@rel='alternate' and @type='application/atom+xml']/@href")


def test_what_is_withdrawn_leaves_the_feed(article: Article, comment: Any) -> None:
    stored = comment("Regretted.")
    withdraw(ReaderComment.objects.get(), revision=stored.revision)
    assert [texts(feed(path), "//a:entry") for path in (of(article), SITE)] == [[], []]
