"""Whatever is typed: a fixpoint of both sanitisers, in which a third parser finds nothing else.

The short form is in ``tests/comments/text/test_sanitizing.py``, in each run.
"""

import pytest
from hypothesis import given, settings

from comments.text import sanitizing
from comments.text.reading.syntax import Syntax

from ...allowlist import outside_allow_list
from ...comments.text.test_sanitizing import ANYTHING, SYNTAX
from ..conftest import Found

pytestmark = pytest.mark.faults


def test_both_sanitisers_and_a_third_parser(pytestconfig: pytest.Config, found: Found) -> None:
    examples = pytestconfig.getoption("examples")

    @settings(max_examples=examples)
    @given(ANYTHING, SYNTAX)
    def check(typed: str, syntax: Syntax) -> None:
        stored = sanitizing.clean(typed, syntax)
        assert sanitizing._bleach(stored) == stored
        # The guard also stands alone, before what came into the database in another way.
        for shown in (sanitizing.guard(stored), sanitizing.guard(typed)):
            assert sanitizing.guard(shown) == shown
            assert outside_allow_list(shown) == []
        assert outside_allow_list(stored) == []

    check()
    found(f"{examples} texts")
