"""What caches may keep of a page with comments: ETag, 304 and Cache-Control."""

import hashlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from .. import replicas
from ..conf import conf
from ..coroutines import Ask, directly, in_thread, run
from ..models import Discussion
from ..requests.numbers import VERSION_DIGITS, natural_number
from ..requests.permission import refusal
from ..requests.readers import is_answered_alone, must_log_in
from ..targets import is_listed
from .configuration import digest, release
from .fragments import Parts
from .pages import PageLocation
from .sections import log_in_page

View = Callable[[], Awaitable[HttpResponse]]


def conditional_page(request: HttpRequest, target: Model, view: Callable[[], HttpResponse]) -> HttpResponse:
    """The page of ``target``, of which ``view`` makes the response: 304 unasked to a reader who has it.

    What caches are told is what ``decorators.discussion_page`` promises.
    """
    return run(_conditional_page(request, target, partial(directly, view), directly))


async def aconditional_page(
    request: HttpRequest, target: Model, view: Callable[[], Awaitable[HttpResponse]]
) -> HttpResponse:
    """The same of a ``view`` that is a coroutine; nothing is held while it is awaited."""
    return await _conditional_page(request, target, view, in_thread)


async def _conditional_page(request: HttpRequest, target: Model, view: View, ask: Ask) -> HttpResponse:
    etag, may_be_kept = await ask(_looked_up, request, target)
    if not may_be_kept:
        return _kept_by_nobody(await view())
    if not etag:
        return await view()
    return await _conditional(request, etag, partial(_from_either, request, target, etag, view, ask), ask)


def _looked_up(request: HttpRequest, target: Model) -> tuple[str, bool]:
    """The entity tag of the page asked for, "" for none; and whether a cache may keep what is answered."""
    discussion = Discussion.objects.find(target)
    # The template tags take it from there, and ask no second time.
    target._newsroom_discussion = discussion  # type: ignore[attr-defined]
    if request.method not in {"GET", "HEAD"}:
        return "", True
    if not is_listed(target):
        return "", False
    return page_etag(request, target, discussion), True


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """A page of which the view decides who may see it, by whatever it likes."""

    def say(rendered: HttpResponse) -> None:
        if not rendered.has_header("Cache-Control"):
            add_never_cache_headers(rendered)

    _once_rendered(response, say)
    return response


def conditional(request: HttpRequest, etag: str, view: Callable[[], HttpResponse]) -> HttpResponse:
    """What ``view`` makes, whose entity tag is ``etag``: 304 unasked to a reader who has it."""
    return run(_conditional(request, etag, partial(directly, view), directly))


async def _conditional(request: HttpRequest, etag: str, view: View, ask: Ask) -> HttpResponse:
    # Asked first without a response: a page that the reader has is not rendered again.
    known = None if is_answered_alone(request) else get_conditional_response(request, etag=etag)
    response = known if isinstance(known, HttpResponse) else await _rendered(request, etag, view, ask)
    _once_rendered(response, partial(_say_who_keeps, request, etag))
    return response


async def _rendered(request: HttpRequest, etag: str, view: View, ask: Ask) -> HttpResponse:
    """What ``view`` makes, or what another request that came a moment earlier makes for everybody.

    ``middleware.SharedCacheMiddleware`` knows of such; of all who ask for a changed page one renders it.
    """
    shared = getattr(request, "_newsroom_shared_cache", None)
    made = await ask(shared.rendered_by_another, etag) if shared else None
    return made if isinstance(made, HttpResponse) else await view()


async def _from_either(request: HttpRequest, target: Model, etag: str, view: View, ask: Ask) -> HttpResponse:
    """What ``view`` makes of the replica where that gives the same ETag, and so has all of it; else as ever.

    What may hold one reader's own is read from the primary.
    """

    def is_current() -> bool:
        there = type(target)._base_manager.filter(pk=target.pk).first()
        return there is not None and page_etag(request, there, Discussion.objects.find(there)) == etag

    if is_answered_alone(request):
        return await view()
    return await replicas.read_there_if_by(ask, is_current, view)


def _once_rendered(response: HttpResponse, act: Callable[[HttpResponse], None]) -> None:
    """Class-based views answer with a template to be rendered later, and it may yet ask for a token."""
    if isinstance(response, SimpleTemplateResponse):
        response.add_post_render_callback(act)
    else:
        act(response)


def _say_who_keeps(request: HttpRequest, etag: str, response: HttpResponse) -> None:
    parts: Parts | None = getattr(request, "_newsroom_parts", None)
    if parts is not None:
        parts.keep()
    if is_answered_alone(request) or _sets_cookie(request, response):
        add_never_cache_headers(response)
    elif response.status_code in {200, 304} and not response.has_header("Cache-Control"):
        response["ETag"] = etag
        response["Cache-Control"] = conf.cache_control


def _sets_cookie(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer will carry a cookie: it has one, or a middleware is about to add Django's own."""
    token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    session = getattr(request, "session", None)
    return bool(response.cookies or token or (session is not None and session.modified))


def page_etag(request: HttpRequest, target: Model, discussion: Discussion) -> str:
    """The entity tag of an object's page."""
    return _tag(
        *_beside_its_discussion(request, target),
        PageLocation.read(request.GET),
        natural_number(request.GET.get("reply_to")) or 0,
        natural_number(request.GET.get("since"), digits=VERSION_DIGITS),
        discussion.version,
        str(discussion.state),
        discussion.closing,
        discussion.is_open,
    )


def entity_tag(request: HttpRequest, *made_of: Any) -> str:
    """The entity tag of a page that is made of the site, its address and ``made_of``."""
    return _tag(*_place(request), *made_of)


def _tag(*made_of: Any) -> str:
    """An entity tag (RFC 9110) of all that a page is made of."""
    return f'"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'


def _place(request: HttpRequest) -> tuple[Any, ...]:
    """The site as it is, and the address on it."""
    site = (release(), digest(), get_language(), get_current_timezone_name())
    return (*site, request.scheme, request.get_host(), request.path)


def _beside_its_discussion(request: HttpRequest, target: Model) -> tuple[Any, ...]:
    """What else than its discussion the page of ``target`` is made of; kept parts of it are found by that."""
    made_of = (
        *_place(request),
        _version_of(target),
        must_log_in(target, None) and log_in_page(),
        refusal(target, None),
    )
    # For the template tags.
    request._newsroom_parts = Parts(made_of)  # type: ignore[attr-defined]
    return made_of


def _version_of(target: Model) -> str:
    """The attribute that ``VERSION`` names, else all the object's columns."""
    attribute = conf.options(target).get("VERSION")
    if attribute:
        return str(getattr(target, attribute))
    return repr([(field.attname, field.value_from_object(target)) for field in target._meta.concrete_fields])
