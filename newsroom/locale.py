"""Which language a page's chrome is in."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation


class EditionMiddleware(LocaleMiddleware):
    """Editors read the admin in their browser's language; a public page has the language of its address.

    A public page must be the same bytes for every reader, so nothing there may depend on Accept-Language,
    and no ``Vary`` header may say that it does.
    """

    def process_request(self, request: HttpRequest) -> None:
        # Kept for the response, as it takes a look through the site's addresses.
        request.is_desk = request.path_info.startswith(reverse("admin:index"))  # type: ignore[attr-defined]
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
