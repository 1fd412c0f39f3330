"""What the code writes itself is written anew by ``.ci/reference``."""

import pytest

from ..project.sources import ROOT
from . import reference


@pytest.mark.parametrize("page", ["docs/checks.md", "docs/commands.md"])
def test_a_page_of_the_reference_is_what_the_code_says(page: str) -> None:
    assert (ROOT / page).read_text() == reference.pages()[page]
