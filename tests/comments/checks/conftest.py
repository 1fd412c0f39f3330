"""``NEWSROOM_COMMENTS``, changed."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def say(settings: Any) -> Callable[..., None]:
    """Change some of ``NEWSROOM_COMMENTS``."""

    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | values

    return change
