from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client, RequestFactory
from django.utils import timezone
from lxml import html

from articles.models import Article
from articles.views import article_page, find_article

Publish = Callable[..., Article]


@pytest.fixture
def staff(db: None) -> Client:
    user = User.objects.create_user("eve@example.org", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client = Client()
    client.force_login(user)
    return client


def test_an_article_page_has_its_headline_once_in_title_and_in_h1(client: Client, article: Article) -> None:
    page = html.fromstring(client.get("/en/harbour/").content)
    assert page.findtext("head/title") == "The harbour opens on Monday – Newsroom"
    assert [h1.text for h1 in page.iter("h1")] == ["The harbour opens on Monday"]


def test_an_article_page_says_when_and_in_which_language(client: Client, article: Article) -> None:
    page = html.fromstring(client.get("/en/harbour/").content)
    assert page.get("lang") == "en"
    assert page.get("dir") == "ltr"
    assert [element.get("lang") for element in page.iter("article")] == ["en"]
    assert [element.get("datetime") for element in page.iter("time")] == ["2026-03-02T09:30:00+00:00"]


def test_the_chrome_of_an_article_is_in_its_language(client: Client, publish: Publish) -> None:
    publish(language="fr", slug="port", author="Marie Curie")
    page = client.get("/fr/port/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="fr"' in page
    assert "Par Marie Curie" in page
    assert "2 mars 2026" in page
    assert ">Haut de page</a>" in page
    assert "Back To Top" not in page


def test_the_way_back_to_the_top_needs_no_script(client: Client, article: Article) -> None:
    page = html.fromstring(client.get("/en/harbour/").content)
    assert [link.text for link in page.iter("a") if link.get("href") == "#top"] == ["Back To Top"]
    assert page.get("id") == "top"


def test_an_article_page_names_its_own_address(client: Client, article: Article) -> None:
    page = html.fromstring(client.get("/en/harbour/", {"page": "2"}).content)
    assert page.xpath("//link[@rel='canonical']/@href") == ["http://testserver/en/harbour/"]
    assert page.xpath("//meta[@name='description']/@content") == ["Ships were waiting."]


def test_what_an_editor_wrote_in_a_name_is_text(client: Client, publish: Publish) -> None:
    publish(headline="<b>Tea</b>", summary="<i>hot</i>", author="<u>Ann</u>")
    page = client.get("/en/harbour/").content.decode()
    assert "<h1>&lt;b&gt;Tea&lt;/b&gt;</h1>" in page
    assert "<i>" not in page
    assert "<u>" not in page


def test_a_hostile_body_is_harmless_however_it_was_stored(client: Client, article: Article) -> None:
    Article.objects.update(body="<p onclick=x()>Fine<script>x()</script></p>")
    page = client.get("/en/harbour/").content.decode()
    assert "<p>Fine</p>" in page
    assert "x()" not in page


def test_a_draft_is_a_404_to_the_public(client: Client, draft: Article) -> None:
    response = client.get("/en/not-yet/")
    assert response.status_code == 404
    assert "Vary" not in response  # nobody was asked who they are


def test_a_preview_is_cached_nowhere_whatever_a_site_adds(draft: Article) -> None:
    response = article_page(RequestFactory().get("/en/not-yet/"), draft)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_an_article_dated_in_the_future_waits_for_its_date(client: Client, publish: Publish) -> None:
    publish(pub_date=timezone.now() + timedelta(days=1))
    assert client.get("/en/harbour/").status_code == 404
    assert "harbour" not in client.get("/").content.decode()


def test_a_logged_in_reader_is_no_staff(client: Client, draft: Article) -> None:
    client.force_login(User.objects.create_user("reader"))
    assert client.get("/en/not-yet/").status_code == 404


def test_staff_without_the_permission_see_no_draft(client: Client, draft: Article) -> None:
    client.force_login(User.objects.create_user("sports", is_staff=True))
    assert client.get("/en/not-yet/").status_code == 404


def test_staff_see_a_draft_as_a_preview_that_nobody_caches(staff: Client, draft: Article) -> None:
    response = staff.get("/en/not-yet/")
    assert response.status_code == 200
    assert "Draft preview" in response.content.decode()
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_a_published_article_is_no_preview(staff: Client, article: Article) -> None:
    assert "Draft preview" not in staff.get("/en/harbour/").content.decode()


@pytest.mark.parametrize("path", ["/", "/en/", "/en/harbour/", "/atom.xml", "/sitemap.xml"])
def test_a_public_page_is_the_same_bytes_for_every_anonymous_reader(
    path: str, client: Client, article: Article
) -> None:
    first = client.get(path)
    client.cookies.load({"theme": "dark", "csrftoken": "x" * 32})
    second = client.get(path, headers={"accept-language": "fr"})
    assert second.content == first.content
    for response in (first, second):
        assert not response.cookies
        assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/xx/", "/xx/harbour/", "/en/nowhere/", "/fr/harbour/", "/EN/harbour/"])
def test_what_is_not_published_there_is_a_404(path: str, client: Client, article: Article) -> None:
    assert client.get(path).status_code == 404


def test_finding_an_article_costs_one_query(article: Article, django_assert_num_queries: Callable) -> None:
    request = RequestFactory().get("/")
    with django_assert_num_queries(1):
        assert find_article(request, "en", "harbour") == article


def test_an_anonymous_reader_of_an_article_costs_few_queries(
    client: Client, publish: Publish, django_assert_num_queries: Callable
) -> None:
    publish()
    publish(slug="second")
    # The article, its discussion, four for its story, and the sections around it.
    with django_assert_num_queries(7):
        assert client.get("/en/harbour/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/en/", "/en/harbour/", "/atom.xml"])
def test_a_page_is_only_read(path: str, client: Client, article: Article) -> None:
    response = client.post(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
