"""The rules that the host's settings ask for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.module_loading import import_string

from ..conf import conf
from .builtin import KNOWN, RULES, Rule
from .submissions import Submission
from .verdicts import Reason


class Unmade(Rule):
    """In place of a rule that the settings describe wrongly: it fails when it is asked, and so holds."""

    def __init__(self, name: str, error: Exception) -> None:
        self.name = name
        self.error = error

    def __call__(self, submission: Submission) -> Reason | None:
        raise self.error


def rules_for(options: Mapping[str, Any]) -> list[Rule]:
    """The rules for a model with these options (``conf.options``): its own, or the site's."""
    return [_make_anyhow(entry) for entry in options.get("RULES", _of_site())]


def _of_site() -> Sequence[Mapping[str, Any]]:
    """What the site's settings list, or else all of ours."""
    listed = conf.rules
    return [{"NAME": name} for name in RULES] if listed is None else listed


def _make_anyhow(entry: Any) -> Rule:
    try:
        return make(entry)
    except Exception as error:
        return Unmade(str(entry), error)


def make(entry: Mapping[str, Any]) -> Rule:
    """One entry of ``RULES`` as a rule.

    :raises LookupError: there is no such rule.
    :raises TypeError, ValueError: the rule doesn't take these options.
    """
    return _rule_at(entry["NAME"])(**entry.get("OPTIONS", {}))


def _rule_at(name: str) -> type[Rule]:
    """The class that a ``NAME`` means: one of ours by its name, the host's own by its dotted path.

    :raises LookupError: there is none, or it is no rule.
    """
    if name in RULES:
        return RULES[name]
    try:
        found = import_string(name)
    except ImportError as error:
        raise LookupError(f"{name}: {error}") from error
    if not (isinstance(found, type) and issubclass(found, Rule)):
        raise LookupError(f"{name} is no rule")
    return found


def find_rule(name: str) -> type[Rule] | None:
    """The rule that the log knows by this name, ours or the host's; None where it is gone."""
    return KNOWN.get(name) or next((rule for rule in host_rules() if rule.name == name), None)


def host_rules() -> Iterator[type[Rule]]:
    """The host's own rules, of the site and of every model; what can't be found is left out."""
    entries = [
        *(conf.rules or ()),
        *(entry for options in conf.models.values() for entry in options.get("RULES", ())),
    ]
    for name in {entry["NAME"] for entry in entries} - RULES.keys():
        try:
            yield _rule_at(name)
        except LookupError:
            continue
