from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from lxml import html

from newsroom.errors import bad_request, server_error

PAGES = ["400", "403", "403_csrf", "404", "413", "429", "500", "503"]
handler400, handler500 = bad_request, server_error


def _break(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def _forbid(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@csrf_exempt
def _read(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


urlpatterns = [
    path("fr/broken/", _break),
    path("forbidden/", _forbid),
    path("read/", _read),
    path("", include("newsroom.urls")),
]


@pytest.fixture
def broken() -> Client:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True)


def _fail(error: type[Exception]) -> Any:
    def fail(*_query: Any) -> None:
        raise error("the connection is lost")

    return connection.execute_wrapper(fail)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PAGES)
def test_an_error_page_needs_no_request_and_no_database(name: str, language: str, db: None) -> None:
    with translation.override(language), _fail(OperationalError):
        page = html.fromstring(render_to_string(f"{name}.html"))
    assert page.get("lang") == language
    assert len(page.xpath("//h1")) == 1
    assert page.findtext("head/title").startswith(page.findtext(".//h1"))
    assert page.xpath("//main//a/@href") == [{"en": "/", "fr": "/fr/"}[language]]


def test_a_fault_of_ours_is_a_500_in_the_pages_language(broken: Client) -> None:
    response = broken.get("/fr/broken/")
    assert response.status_code == 500
    assert "Une erreur s’est produite de notre côté" in response.content.decode()


def test_a_500_is_rendered_without_a_database() -> None:
    assert server_error(RequestFactory().get("/")).status_code == 500


def test_an_unknown_address_is_a_404_with_a_way_home(client: Client, db: None) -> None:
    response = client.get("/fr/nulle-part/")
    assert response.status_code == 404
    assert "Aller à la une" in response.content.decode()


def test_what_is_forbidden_says_so(broken: Client) -> None:
    response = broken.get("/forbidden/")
    assert response.status_code == 403
    assert "You may not see this page" in response.content.decode()


def test_a_form_without_its_token_says_so(broken: Client) -> None:
    response = broken.post("/fr/broken/")
    assert response.status_code == 403
    assert "Ce formulaire n’est pas recevable tel quel" in response.content.decode()


def test_a_request_that_is_too_large_is_a_413(broken: Client) -> None:
    response = broken.post("/read/", "text=" + "x" * 3_000_000, "application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "That was too much at once" in response.content.decode()


def test_a_request_that_cannot_be_parsed_is_a_400(broken: Client) -> None:
    response = broken.post("/read/", b"--x\r\nbroken", "multipart/form-data; boundary=\xff")
    assert response.status_code == 400
    assert "This request can’t be understood" in response.content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("address", ["/fr/", "/fr/port/", "/fr/atom.xml", "/fr/?page=2"])
def test_without_its_database_the_site_says_so(
    address: str, error: type[Exception], broken: Client, db: None
) -> None:
    with _fail(error):
        response = broken.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "no-store" in response["Cache-Control"]
    assert "Le site n’est pas disponible pour le moment" in response.content.decode()


def test_a_table_that_is_not_there_is_no_outage(broken: Client, db: None) -> None:
    def miss(execute: Any, _sql: str, _values: Any, many: bool, context: Any) -> Any:
        return execute("SELECT 1 FROM no_such_table", (), many, context)

    with connection.execute_wrapper(miss):
        assert broken.get("/fr/").status_code == 500


@pytest.mark.parametrize("address", ["/", "/en/port/", "/admin/", "/admin/login/"])
def test_who_is_logged_in_is_told_too(address: str, broken: Client, db: None) -> None:
    broken.force_login(get_user_model().objects.create_superuser("grace"))
    with _fail(OperationalError):
        response = broken.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_another_fault_of_the_database_is_ours(broken: Client, db: None) -> None:
    with _fail(ProgrammingError):
        assert broken.get("/").status_code == 500


@pytest.mark.parametrize("address", ["*", "//", "//fr/", "/%00", "/%ff", "/fr/%00/", "/" + "a" * 9000])
def test_no_address_breaks_the_site(address: str, broken: Client, db: None) -> None:
    assert broken.generic("GET", address).status_code < 500
