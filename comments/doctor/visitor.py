"""The host's site, asked in this process as a browser asks it: middleware, addresses, views, templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sites.models import Site
from django.http.request import validate_host
from django.test.client import Client
from django.utils.module_loading import import_string

from ..conf import conf
from ..sites import STOCK_DOMAIN
from .traceless import step

# Redirects that a page may need: a slash, a language.
MOST_REDIRECTS = 3
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Failed(Exception):
    """The site answered with a 500, by the error that is the cause; what it did is undone."""


@dataclass(frozen=True)
class Answer:
    """What came back from ``address``, a path with its query."""

    address: str
    status: int
    body: str
    location: str
    headers: Mapping[str, str]

    @property
    def is_redirect(self) -> bool:
        return self.status in {301, 302, 303, 307, 308}


class Visitor:
    """Somebody with a browser, who has a session once logged in."""

    def __init__(self, host: str, aliases: Iterable[str]) -> None:
        self.aliases = [*aliases]
        self._client = Client(
            enforce_csrf_checks=True,
            raise_request_exception=False,
            headers={"host": host, "user-agent": "newsroomdoctor", "accept": "text/html"},
        )
        self._client.defaults |= _environment()

    def log_in(self, user: Any) -> None:
        """As the host's log-in does in the end, but without a word to the host's receivers."""
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = user._meta.pk.value_to_string(user)
        session[BACKEND_SESSION_KEY] = _backend()
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self._client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    def open(self, address: str) -> Answer:
        """What stands at an address; a redirect on the same host is followed, one elsewhere is the answer.

        :raises Failed: the site fails.
        """
        answer = self.get(address)
        for _redirect in range(MOST_REDIRECTS):
            if not answer.is_redirect or _is_elsewhere(answer.location):
                break
            answer = self.get(path_of(answer.location))
        return answer

    def get(self, address: str) -> Answer:
        return self._ask("get", address, {})

    def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        return self._ask("post", address, fields)

    def _ask(self, method: str, address: str, fields: Mapping[str, str]) -> Answer:
        with step(self.aliases):
            response = getattr(self._client, method)(address, fields, secure=_is_secure())
            if response.status_code == 500:
                error = response.exc_info[1] if getattr(response, "exc_info", None) else None
                raise Failed(address) from error
            content = b"".join(response.streaming_content) if response.streaming else response.content
            body, location = content.decode(response.charset, "replace"), response.get("Location", "")
            return Answer(address, response.status_code, body, location, dict(response.items()))


def own_host() -> str:
    """A name under which the site answers; "" where there is none."""
    allowed = settings.ALLOWED_HOSTS or ([".localhost", *LOOPBACK] if settings.DEBUG else [])
    names = [*_known_hosts(), *(name.removeprefix(".") for name in allowed if name != "*"), LOOPBACK[0]]
    return next((name for name in names if validate_host(name.partition(":")[0], allowed)), "")


def _known_hosts() -> list[str]:
    """Those that readers ask for, as far as it is said anywhere."""
    number = getattr(settings, "SITE_ID", None)
    site = (Site.objects.filter(pk=number) if number else Site.objects.all()).first()
    domain = site.domain if site and site.domain != STOCK_DOMAIN else ""
    return [host for host in (urlsplit(conf.site_url).netloc, domain) if host]


def _is_secure() -> bool:
    return settings.SECURE_SSL_REDIRECT or conf.site_url.startswith("https:")


def _environment() -> dict[str, str]:
    """What a proxy adds to tell that the reader came by TLS."""
    header = settings.SECURE_PROXY_SSL_HEADER
    return {header[0]: header[1]} if header and _is_secure() else {}


def _backend() -> str:
    """The one among the host's that finds users by their keys, as Django's own does."""
    paths = settings.AUTHENTICATION_BACKENDS
    django = [path for path in paths if issubclass(import_string(path), ModelBackend)]
    return (django or paths)[0]


def _is_elsewhere(location: str) -> bool:
    return bool(urlsplit(location).netloc)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
