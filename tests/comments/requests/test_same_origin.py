"""Whether a post comes from this site's own pages."""

from typing import Any

import pytest
from django.test import RequestFactory

from comments.requests.same_origin import is_same_origin


def asked(secure: bool = False, **headers: str) -> bool | None:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return is_same_origin(RequestFactory().post("/comments/post/", headers=sent, secure=secure))


@pytest.mark.parametrize(
    ("site", "answer"),
    [("same-origin", True), ("same-site", False), ("cross-site", False), ("none", False), ("", False)],
)
@pytest.mark.parametrize("origin", [{}, {"Origin": "http://testserver"}, {"Origin": "https://evil.example"}])
def test_the_browsers_own_word_beats_the_origin(site: str, answer: bool, origin: dict[str, str]) -> None:
    assert asked(Sec_Fetch_Site=site, **origin) is answer


@pytest.mark.parametrize(
    ("origin", "answer"),
    [
        ("http://testserver", True),
        ("https://testserver", False),
        ("http://testserver:8000", False),
        ("http://testserver.evil.example", False),
        ("http://sub.testserver", False),
        ("null", False),
        ("", False),
        ("testserver", False),
    ],
)
def test_an_origin_is_ours_by_scheme_host_and_port(origin: str, answer: bool) -> None:
    assert asked(Origin=origin) is answer


def test_without_either_header_nothing_is_known() -> None:
    assert asked() is None


def test_behind_tls_the_origin_is_https() -> None:
    assert asked(secure=True, Origin="https://testserver") is True
    assert asked(secure=True, Origin="http://testserver") is False


def test_behind_a_tls_proxy_the_origin_is_the_browsers(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert asked(Host="testserver", X_Forwarded_Proto="https", Origin="https://testserver") is True
    assert asked(Host="testserver", X_Forwarded_Proto="http", Origin="https://testserver") is False


@pytest.mark.parametrize(
    ("origin", "answer"),
    [
        ("https://news.example.org", True),
        ("https://a.b.example.org", True),
        ("https://example.org", True),
        ("http://news.example.org", False),
        ("https://evilexample.org", False),
        ("https://example.org.evil.example", False),
        ("https://other.example:8443", True),
        ("https://other.example", False),
        ("null", False),
        ("https://", False),
    ],
)
def test_trusted_origins_mean_what_they_mean_to_django(origin: str, answer: bool, settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://*.example.org", "https://other.example:8443"]
    assert asked(Origin=origin) is answer
