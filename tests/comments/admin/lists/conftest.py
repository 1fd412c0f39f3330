"""Whoever keeps the lists."""

from typing import Any

import pytest

from ..conftest import Desk


@pytest.fixture
def keeper(desk: Any) -> Desk:
    """Keeps the lists, and may read comments."""
    kinds = ("listedword", "blockeddomain", "rejectionreason", "savedreply")
    acts = ("add", "change", "delete", "view")
    return desk("view_readercomment", *(f"{act}_{kind}" for act in acts for kind in kinds))
