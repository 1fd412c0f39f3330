from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponseNotModified
from django.test import Client, RequestFactory

from newsroom.content_security import ContentSecurityMiddleware

HEADERS = {
    "Content-Security-Policy": {
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    },
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"strict-origin-when-cross-origin"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}
PAGES = {
    "/": 200,
    "/fr/": 200,
    "/atom.xml": 200,
    "/sitemap.xml": 200,
    "/robots.txt": 200,
    "/healthz": 200,
    "/readyz": 200,
    "/nowhere/": 404,
    "/en/nowhere/": 404,
    "/admin/": 302,
    "/admin/login/": 200,
    "/static/newsroom/site.css": 200,
    "/static/admin/css/base.css": 200,
    "/static/nowhere.css": 404,
}


def policies(response: object) -> dict[str, set[str]]:
    return {name: {part.strip() for part in response[name].split(";")} for name in HEADERS}


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_every_page_carries_the_security_headers(path: str, status: int, client: Client, db: None) -> None:
    with closing(client.get(path)) as response:
        assert response.status_code == status
        assert policies(response) == HEADERS


def test_the_desk_carries_them_too(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("editor"))
    response = client.get("/admin/newsroom_articles/article/add/")
    assert response.status_code == 200
    assert policies(response) == HEADERS
    assert response["X-Frame-Options"] == "DENY"


def test_an_unknown_host_is_told_nothing_but_carries_them(client: Client, db: None) -> None:
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert policies(response) == HEADERS


def test_whoever_has_a_page_keeps_its_policy(rf: RequestFactory) -> None:
    """As they do where the kept page answers: a 304 brings what may have changed alone (RFC 9110, 15.4.5)."""
    answer = ContentSecurityMiddleware(lambda request: HttpResponseNotModified())
    assert "Content-Security-Policy" not in answer(rf.get("/en/"))
