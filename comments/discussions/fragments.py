"""What pages are made of, kept until they are made again.

In Django's default cache, one entry for the threads of a page and one for all that its discussion doesn't
change: no big discussion pushes others out.  Without a cache, or with one that doesn't answer, all is made
each time.
"""

import logging
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Model
from django.urls import get_script_prefix
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from ..targets import label_of
from .configuration import digest, release
from .pages import PageLocation
from .threads import Thread

logger = logging.getLogger(__name__)
PREFIX = "newsroom_comments.fragments"
# Seconds after which what nobody asks for leaves the cache.
KEPT = 3600
T = TypeVar("T")


class Parts:
    """The parts of one page that are the same for all readers without a session, and no comment changes."""

    def __init__(self, *made_of: Any) -> None:
        """``made_of`` is all that the page depends on, but its discussion."""
        self._made_of = made_of
        self._is_new = False

    @cached_property
    def _key(self) -> str:
        return _key("parts", self._made_of)

    @cached_property
    def _kept(self) -> dict[str, Any]:
        return survive(lambda: cache.get(self._key)) or {}

    def get(self, name: str, make: Callable[[], T], may_be_kept: Callable[[], bool] = lambda: True) -> T:
        """The part of this name as it was made once, or what ``make`` gives."""
        if name in self._kept:
            kept: T = self._kept[name]
            return kept
        made = make()
        if may_be_kept():
            self._kept[name] = made
            self._is_new = True
        return made

    def keep(self) -> None:
        """What was made by now, for the next request."""
        if self._is_new:
            survive(lambda: cache.set(self._key, self._kept, KEPT))


def page_key(target: Model, location: PageLocation, *made_of: Any) -> str:
    """Names what is made of one page's threads; ``made_of`` is what else than the threads it depends on."""
    return _key(
        digest(),
        get_current_timezone_name(),
        get_script_prefix(),
        label_of(target),
        target.pk,
        location,
        made_of,
    )


def _key(*made_of: Any) -> str:
    return f"{PREFIX}.{sha256(repr((release(), get_language(), made_of)).encode()).hexdigest()}"


def of_threads(key: str, threads: Iterable[Thread], make: Callable[[Thread], T]) -> list[T]:
    """What ``make`` gives of each thread, or gave when it was last asked for the very same one.

    What it makes is the same for all readers, and nothing but the thread and the key says what it is.
    """
    before: dict[int, tuple[str, T]] = survive(lambda: cache.get(key)) or {}
    now: dict[int, tuple[str, T]] = {}
    for thread in threads:
        kept = before.get(thread.root_pk)
        if kept is None or kept[0] != thread.digest:
            kept = (thread.digest, make(thread))
        now[thread.root_pk] = kept
    if now != before:
        survive(lambda: cache.set(key, now, KEPT))
    return [made for _digest, made in now.values()]


def survive(act: Callable[[], Any], *, instead: Any = None) -> Any:
    """What ``act`` gives; ``instead`` where the cache doesn't answer, which is logged and costs no page."""
    try:
        return act()
    except Exception:  # each backend raises errors of its own
        logger.warning("The cache does not answer.", exc_info=True)
        return instead
