"""A moderator who may decide about persons."""

from typing import Any

import pytest

from ..conftest import Desk


@pytest.fixture
def judge(desk: Any) -> Desk:
    """A moderator who may decide about persons."""
    return desk("moderate_readercomment", "set_standing")
