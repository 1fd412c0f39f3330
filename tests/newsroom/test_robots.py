from django.test import Client


def test_robots_are_kept_out_of_the_desk_and_shown_the_sitemaps(client: Client) -> None:
    response = client.get("/robots.txt", headers={"host": "localhost"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://localhost/sitemap.xml",
        "Sitemap: http://localhost/sitemap-news.xml",
    ]
