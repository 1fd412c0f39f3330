"""A rule about what identifies or reaches one person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..personal_data import Found, Kind, find_numbers, find_streets
from ..rule import Rule
from ..submissions import Submission
from ..verdicts import Reason, Verdict

LABELS: Mapping[str, Any] = {
    Kind.TELEPHONE: _("a telephone number"),
    Kind.STREET: _("a street address"),
    Kind.CARD: _("a payment card’s number"),
    Kind.IBAN: _("a bank account’s number (IBAN)"),
    Kind.NIR: _("a French social security number"),
    Kind.NATIONAL_REGISTER: _("a Belgian national register number"),
    Kind.AHV: _("a Swiss AHV number"),
    Kind.NATIONAL_INSURANCE: _("a British National Insurance number"),
    Kind.NHS: _("a British NHS number"),
}
# So many are highlighted in the text.
MOST_HIGHLIGHTED = 100


class PersonalData(Rule):
    """Holds a comment with somebody's telephone, street, card, account or number of identity.

    Of numbers with check digits those count that pass.  ``without`` names what isn't looked for, by ``Kind``.
    The reason stores the kinds alone: what was typed stands in the text, and goes with it.
    """

    name = "personal_data"
    risk = 60
    label = _("Personal data")
    message = _("Personal data: %(kinds)s")
    message_in_name = _("Personal data in the name: %(kinds)s")

    def __init__(self, *, without: Sequence[str] = ()) -> None:
        unknown = {*without} - {*Kind}
        if isinstance(without, str) or unknown:
            raise ValueError(f"without is {without!r}: kinds of personal data are {', '.join(Kind)}")
        self.without = frozenset(without)

    def __call__(self, submission: Submission) -> Reason | None:
        shown = submission.shown
        in_text = self._found(shown.text)
        found = in_text or self._found(submission.name)
        if not found:
            return None
        evidence = sorted({shown.typed(each.start, each.end) for each in in_text})
        kinds = sorted({each.kind.value for each in found}, key=[*LABELS].index)
        params = {"kinds": kinds, "where": "" if in_text else "name"}
        return Reason(self.name, Verdict.HOLD, params, evidence[:MOST_HIGHLIGHTED])

    def _found(self, text: str) -> list[Found]:
        return [found for found in _all_in(text) if found.kind not in self.without]

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        message = cls.message_in_name if params["where"] else cls.message
        return str(message % {"kinds": ", ".join(_labels(params["kinds"]))})


def _all_in(text: str) -> Iterator[Found]:
    yield from find_numbers(text)
    yield from find_streets(text)


def _labels(kinds: Iterable[str]) -> list[str]:
    return [str(LABELS[kind]) for kind in kinds]
