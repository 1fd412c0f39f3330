"""What a page's threads were made into, kept until the next time they are asked for.

In Django's default cache, one entry for a page: a discussion that changes makes anew the threads that
changed, and no big discussion pushes others out.  Without a cache, or with one that doesn't answer, all are
made each time.
"""

import logging
from collections.abc import Callable, Iterable
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
PREFIX = "newsroom_comments.threads"
# Seconds after which the threads of a page that nobody asks for leave the cache.
KEPT = 3600
T = TypeVar("T")


def page_key(target: Model, location: PageLocation, *made_of: Any) -> str:
    """Names what is made of one page's threads; ``made_of`` is what else than the threads it depends on."""
    parts = (
        release(),
        digest(),
        get_language(),
        get_current_timezone_name(),
        get_script_prefix(),
        label_of(target),
        target.pk,
        location,
        made_of,
    )
    return f"{PREFIX}.{sha256(repr(parts).encode()).hexdigest()}"


def of_threads(key: str, threads: Iterable[Thread], make: Callable[[Thread], T]) -> list[T]:
    """What ``make`` gives of each thread, or gave when it was last asked for the very same one.

    What it makes is the same for all readers, and nothing but the thread and the key says what it is.
    """
    before = _survive(lambda: cache.get(key)) or {}
    now: dict[int, tuple[str, T]] = {}
    for thread in threads:
        kept = before.get(thread.root_pk)
        same = kept and kept[0] == thread.digest
        now[thread.root_pk] = kept if same else (thread.digest, make(thread))
    if now != before:
        _survive(lambda: cache.set(key, now, KEPT))
    return [made for _digest, made in now.values()]


def _survive(act: Callable[[], Any]) -> Any:
    """What ``act`` gives; None where the cache doesn't answer, which is logged and costs no page."""
    try:
        return act()
    except Exception:  # each backend raises errors of its own
        logger.warning("The cache does not answer.", exc_info=True)
        return None
