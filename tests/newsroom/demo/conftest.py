"""The demo's pictures, small."""

from collections.abc import Iterator

import pytest

from newsroom.demo import drawings


@pytest.fixture(scope="module", autouse=True)
def _pictures_are_small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(drawings, "WIDE", 160)
        patched.setattr(drawings, "PORTRAIT", 80)
        yield
