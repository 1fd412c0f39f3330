"""Who reads the logs."""

from typing import Any

import pytest

from ..conftest import Desk


@pytest.fixture
def reader(desk: Any) -> Desk:
    sat: Desk = desk("moderate_readercomment", "moderate_selection", "view_decision")
    return sat
