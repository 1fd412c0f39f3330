"""What a rule may ask for, and why."""

from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any


class Verdict(IntEnum):
    """From the mildest to the most severe; the most severe one of all rules holds."""

    PUBLISH = 0
    HOLD = 1
    REJECT = 2
    SPAM = 3
    REFUSE = 4


@dataclass(frozen=True)
class Reason:
    """One rule's word on one submission.

    ``evidence`` is a list of (start, end) offsets into the text as typed; ``params`` are the values that the
    rule's sentence names, such as ``limit`` and ``found``.  Plain data, to be stored as JSON.
    """

    rule: str
    verdict: Verdict
    params: dict[str, Any] = field(default_factory=dict)
    evidence: list[tuple[int, int]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"verdict": self.verdict.name.lower()}


@dataclass(frozen=True)
class Judgment:
    """All reasons, and the verdict they come to."""

    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        return max((reason.verdict for reason in self.reasons), default=Verdict.PUBLISH)

    @property
    def deciding_rule(self) -> str:
        """The name of the first rule that asked for the verdict; "" where none asked for any."""
        return next((reason.rule for reason in self.reasons if reason.verdict == self.verdict), "")
