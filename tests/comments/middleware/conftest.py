"""A site behind the shared cache, with more or less of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from .hosts import Host


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def _kept_for_a_minute(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_SECONDS": 60}


@pytest.fixture
def _remembering(settings: Any) -> None:
    """The process remembers pages beside the cache."""
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "KEPT_MEMORY": 10_000}


@pytest.fixture
def _broken_cache(monkeypatch: Any) -> Iterator[None]:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError("refused")

    with monkeypatch.context() as patch:
        for name in ("get", "get_many", "set_many", "set", "add", "delete", "touch"):
            patch.setattr(type(cache._connections[cache._alias]), name, fail)  # type: ignore[attr-defined]
        yield
