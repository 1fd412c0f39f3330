"""What caches may keep of a list of articles: ETag, 304 and Cache-Control."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Count, Max, Model, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import engines
from django.utils.cache import patch_cache_control
from django.utils.timezone import get_current_timezone_name
from django.views.decorators.http import condition

from ..conf import conf
from ..models import Article
from ..models.prepared import LANGUAGE, MOMENT

SHARED = {"public": True, "s_maxage": 30, "stale_while_revalidate": 30}


# Of what is public in a language: all that tells that one of its lists changed.
FACTS: dict[str, Any] = {"number": Count("pk"), "newest": Max("pub_date"), "touched": Max("touched_at")}


def versions(language: Any, moment: Any = None) -> "QuerySet[Article, Any]":
    """For each language, or the one, what changes whenever a list of its public articles does; one query.

    Whatever a list shows beside articles, a section's name say, touches an article when it changes.
    """
    articles: QuerySet[Article, Any] = Article.objects.published(moment)
    if language:
        articles = articles.filter(language=language)
    return articles.order_by("language").values("language").annotate(**FACTS).values_list(*FACTS)


def with_version(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """``rows``, to be prepared, of what a list is about; ``version_of`` then tells the language's."""
    facts = {name: Subquery(versions(LANGUAGE, MOMENT).values(name)) for name in FACTS}
    versioned: QuerySet[Any, Any] = rows.annotate(**facts)
    return versioned


def version_of(row: Any) -> list[Any]:
    """What ``with_version`` looked up; empty where nothing is public in the language."""
    return [getattr(row, name) for name in FACTS] if row.number else []


def conditional_list(
    request: HttpRequest, view: Callable[[], HttpResponse], *made_of: Any
) -> HttpResponseBase:
    """The list that ``view`` makes, or 304 to whoever has it; ``made_of`` are rows and versions.

    The same bytes for everybody, which shared caches may keep; but private, and without a tag, for whoever
    has a session, a password or one of Django's flash messages.  Without a version there is no tag: nothing
    is public, and so nothing would tell that the list changed.
    """
    if _is_answered_alone(request):
        response: HttpResponseBase = view()
        patch_cache_control(response, private=True, max_age=0)
        return response
    etag = _etag(request, made_of) if all(made_of) else None
    response = condition(lambda _request: etag)(lambda _request: view())(request)
    if response.status_code in {200, 304}:
        patch_cache_control(response, **SHARED)
    return response


def known_by_content(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A view with an entity tag (RFC 9110) made of all the bytes of its answer: 304 to whoever has it."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if _is_answered_alone(request):
            patch_cache_control(response, private=True, max_age=0)
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        answer = condition(lambda _request: etag)(lambda _request: response)(request)
        patch_cache_control(answer, **SHARED)
        return answer

    return page


def _is_answered_alone(request: HttpRequest) -> bool:
    names = {settings.SESSION_COOKIE_NAME, "messages"}
    return bool(names & request.COOKIES.keys()) or "Authorization" in request.headers


def _etag(request: HttpRequest, made_of: tuple[Any, ...]) -> str:
    parts = (
        _release(),
        get_current_timezone_name(),
        request.build_absolute_uri(),
        conf.lists_version(request),
        *map(_columns, made_of),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _columns(made_of: Any) -> Any:
    if not isinstance(made_of, Model):
        return made_of
    fields = made_of._meta.concrete_fields
    return [(field.attname, str(field.value_from_object(made_of))) for field in fields]


def _release() -> str:
    """The host's ``RELEASE``, else when a template last changed; and the names of static files."""
    return f"{conf.release or _newest_template()} {getattr(staticfiles_storage, 'manifest_hash', '')}"


@cache
def _newest_template() -> float:
    """The time of the newest template (seconds since 1970), looked up once a process."""
    folders = [Path(folder) for engine in engines.all() for folder in engine.template_dirs]
    files = (file for folder in folders for file in folder.rglob("*"))
    return max((file.stat().st_mtime for file in files), default=0)
