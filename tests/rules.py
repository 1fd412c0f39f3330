"""The rules that a test asks for, as changes to those that every site begins with."""

from typing import Any

from comments.rules.builtin import RULES


def rules(**changes: dict[str, Any] | None) -> list[dict[str, Any]]:
    """``RULES`` with other options for some, by name; None leaves one out."""
    return [
        {"NAME": name, "OPTIONS": options} for name in RULES if (options := changes.get(name, {})) is not None
    ]
