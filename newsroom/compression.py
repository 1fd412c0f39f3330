"""Compress what every reader gets alike."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PublicGZipMiddleware(GZipMiddleware):
    """Django's own, for pages that shared caches may keep, and with equal bytes for all.

    A private page may hold a secret beside a reader's words, whose length would show it (BREACH); such pages
    stay as they are, so nothing needs the random bytes with which Django hides lengths.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # What is streamed are pictures, compressed already.
        if response.streaming or "public" not in response.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)
