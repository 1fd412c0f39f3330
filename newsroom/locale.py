"""Which language a page's chrome is in."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import get_script_prefix, reverse
from django.utils import translation


class EditionMiddleware(LocaleMiddleware):
    """Editors read the admin in their browser's language; a public page has the language of its address.

    A public page must be the same bytes for every reader, so nothing there may depend on Accept-Language,
    and no ``Vary`` header may say that it does.
    """

    def process_request(self, request: HttpRequest) -> None:
        desk = _desk(get_script_prefix(), settings.ROOT_URLCONF)
        request.is_desk = request.path.startswith(desk)  # type: ignore[attr-defined]
        if request.is_desk:  # type: ignore[attr-defined]
            super().process_request(request)
            return
        edition = request.path_info.removeprefix("/").partition("/")[0]
        known = edition in dict(settings.LANGUAGES)
        translation.activate(edition if known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.is_desk:  # type: ignore[attr-defined]
            return super().process_response(request, response)
        return response


@cache
def _desk(prefix: str, urls: str) -> str:
    """The address of admin, for which the site's addresses are looked through once."""
    return reverse("admin:index")
