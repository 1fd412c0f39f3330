from datetime import timedelta

from django.test import Client
from django.utils import timezone
from lxml import etree

from articles.models import Article

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_robots_are_kept_out_of_the_desk_and_shown_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt", headers={"host": "localhost"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://localhost/sitemap.xml",
    ]


def test_the_sitemap_holds_what_is_published_on_the_host_asked(client: Client, db: None) -> None:
    now = timezone.now()
    public = {"language": "en", "body": "<p>x</p>", "status": Article.Status.PUBLISHED}
    Article.objects.create(**public, slug="out")
    Article.objects.create(**public, slug="tomorrow", pub_date=now + timedelta(days=1))
    Article.objects.create(**{**public, "status": Article.Status.DRAFT}, slug="draft")
    page = etree.fromstring(client.get("/sitemap.xml", headers={"host": "localhost"}).content)
    assert page.xpath("//s:loc/text()", namespaces=NAMESPACE) == ["http://localhost/en/out/"]
    assert page.xpath("//s:lastmod/text()", namespaces=NAMESPACE) == [now.date().isoformat()]
