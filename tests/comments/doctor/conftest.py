"""``NEWSROOM_COMMENTS``, changed, and somebody who may moderate."""

from collections.abc import Callable
from typing import Any

import pytest

from comments.doctor import traceless

from ..scenes import editor


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has much else to do gives up no walk."""
    monkeypatch.setattr(traceless, "LONGEST", 60)


@pytest.fixture
def say(settings: Any) -> Callable[..., None]:
    """Change some of ``NEWSROOM_COMMENTS``."""

    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | values

    return change


@pytest.fixture
def chief(db: None) -> Any:
    chief = editor()
    chief.is_superuser = True
    chief.save()
    return chief
