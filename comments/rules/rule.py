"""What a rule is."""

from collections.abc import Mapping
from typing import Any

from .submissions import Submission
from .verdicts import Reason


class Rule:
    """Looks at a submission and gives a reason, or nothing.  Its options are keyword arguments.

    ``name`` is what the log stores: short, and no other rule's.  ``label`` is what editors call the rule in
    a list; one of ours without it is in none.  ``message`` is what an editor reads, filled with a reason's
    params: a lazy translation, plural-aware where it counts.  ``risk`` is how much what it finds puts
    somebody at risk, from 0 to 90: editors see it sooner, and from 50 on as urgent.  ``informs``: the reason
    says something of this comment, not of many.
    """

    name = ""
    risk = 0
    informs = True
    label: Any = ""
    message: Any = ""

    def __call__(self, submission: Submission) -> Reason | None:
        raise NotImplementedError

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        """The rule's reason in the active language; ``params`` are those that it gave."""
        return str(cls.message % params)


def at_least(minimum: int, /, **options: Any) -> None:
    """Check that options are whole numbers.

    :raises ValueError: naming the option that isn't one, or is less.
    """
    for name, value in options.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < minimum:
            raise ValueError(f"{name} is {value!r}, not a whole number from {minimum}")
