"""What an editor reads of a stored reason."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from .configuration import find_rule
from .risks import risk_of_rule
from .rule import Rule

logger = logging.getLogger(__name__)


def leading(reasons: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Stored reasons as an editor needs them: what informs first, and of that what puts somebody at risk.

    What was undone is left out.
    """
    return sorted((reason for reason in reasons if not is_undone(reason)), key=_place)


def is_undone(reason: Mapping[str, Any]) -> bool:
    """Whether the batch that gave the comment this reason was undone."""
    return bool(reason.get("undone"))


def _place(reason: Mapping[str, Any]) -> tuple[bool, int]:
    rule = find_rule(reason["rule"]) or Rule
    return not rule.informs, -risk_of_rule(rule)


def says_time(reason: Mapping[str, Any]) -> bool:
    """Whether its sentence says a time, which is one of the current time zone."""
    return "until" in reason["params"]


def sentence(reason: Mapping[str, Any]) -> str:
    """A stored reason (``Reason.as_json``) in the active language.

    One of a rule that is gone, or that can't say it, is named with its numbers.
    """
    name, params = reason["rule"], reason["params"]
    try:
        rule = find_rule(name)
        if rule is not None:
            return str(rule.sentence(params))
    except Exception:
        logger.exception("The moderation rule %s has no sentence for its %s.", name, ", ".join(params))
    values = ", ".join(f"{key}: {value}" for key, value in params.items())
    return f"{name} ({values})" if values else name
