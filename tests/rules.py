"""The rules that a test asks for, as changes to those that every site begins with."""

from typing import Any

from comments.conf import DEFAULTS


def rules(**changes: dict[str, Any] | None) -> list[dict[str, Any]]:
    """``RULES`` with other options for some, by name; None leaves one out."""
    return [
        rule | {"OPTIONS": changes.get(rule["NAME"], {})}
        for rule in DEFAULTS["RULES"]
        if changes.get(rule["NAME"], {}) is not None
    ]
