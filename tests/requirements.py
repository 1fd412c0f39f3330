"""What a test needs of the machine: without it a developer sees a named skip, CI an error."""

import os

import pytest


def require(condition: object, what: str) -> None:
    """Go on if ``condition`` holds; ``what`` names the missing thing ("gettext's msgfmt")."""
    if condition:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI must have {what}")
    pytest.skip(f"needs {what}")
