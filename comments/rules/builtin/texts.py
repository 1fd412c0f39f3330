"""Rules about how a text is written."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ...text.links import find_links
from ...text.normalizing import fold_words, is_invisible
from ..rule import Rule, at_least
from ..submissions import Submission
from ..verdicts import Reason, Verdict


class Links(Rule):
    """Holds a comment with more links than ``limit``."""

    name = "links"
    risk = 10
    label = _("Links")
    message = ngettext_lazy("%(found)d link (limit %(limit)d)", "%(found)d links (limit %(limit)d)", "found")

    def __init__(self, *, limit: int = 2) -> None:
        at_least(0, limit=limit)
        self.limit = limit

    def __call__(self, submission: Submission) -> Reason | None:
        links = find_links(submission.shown)
        # Cleaning has the last word on what is a link.
        found = max(len(links), len(submission.linked_hosts))
        if found <= self.limit:
            return None
        evidence = [(link.start, link.end) for link in links]
        return Reason(self.name, Verdict.HOLD, {"limit": self.limit, "found": found}, evidence)


class Repeat(Rule):
    """Holds words that were posted before, by anyone and anywhere, once that makes more than ``limit`` times.

    Words of less than ``length`` characters are everybody's.
    """

    name = "repeat"
    risk = 10
    label = _("Repeated text")
    message = ngettext_lazy(
        "The same words were posted %(found)d time (limit %(limit)d)",
        "The same words were posted %(found)d times (limit %(limit)d)",
        "found",
    )

    def __init__(self, *, limit: int = 1, length: int = 20) -> None:
        at_least(1, limit=limit, length=length)
        self.limit, self.length = limit, length

    def __call__(self, submission: Submission) -> Reason | None:
        found = submission.same_texts + 1
        if found <= self.limit or len(fold_words(submission.text)) < self.length:
            return None
        return Reason(self.name, Verdict.HOLD, {"limit": self.limit, "found": found})


class AllCapitals(Rule):
    """Holds a text of at least so many ``letters``, of which more than ``share`` percent are capitals.

    Letters of scripts without capitals aren't counted.
    """

    name = "all_capitals"
    label = _("All capitals")
    message = _("%(found)d%% of the letters are capitals (limit %(limit)d%%)")

    def __init__(self, *, share: int = 80, letters: int = 20) -> None:
        at_least(1, letters=letters)
        at_least(0, share=share)
        self.share, self.letters = share, letters

    def __call__(self, submission: Submission) -> Reason | None:
        text = submission.shown.text
        capitals = sum(char.isupper() for char in text)
        letters = capitals + sum(char.islower() for char in text)
        if letters < self.letters or capitals * 100 <= self.share * letters:
            return None
        # Rounded up, so that it is never the limit itself.
        params = {"limit": self.share, "found": -(-capitals * 100 // letters)}
        return Reason(self.name, Verdict.HOLD, params)


class _Length(Rule):
    """Counts what readers will see, without the white space around it."""

    def __init__(self, *, limit: int) -> None:
        at_least(1, limit=limit)
        self.limit = limit

    def reason(self, found: int) -> Reason:
        return Reason(self.name, Verdict.HOLD, {"limit": self.limit, "found": found})


class TooShort(_Length):
    """Holds a text of less than ``limit`` characters."""

    name = "too_short"
    label = _("Too short")
    message: Any = ngettext_lazy(
        "%(found)d character (at least %(limit)d)", "%(found)d characters (at least %(limit)d)", "found"
    )

    def __init__(self, *, limit: int = 2) -> None:
        super().__init__(limit=limit)

    def __call__(self, submission: Submission) -> Reason | None:
        # Zero-width characters alone would be a comment that nobody sees.
        found = sum(not is_invisible(char) for char in submission.shown.text.strip())
        return self.reason(found) if found < self.limit else None


class TooLong(_Length):
    """Holds a text of more than ``limit`` characters."""

    name = "too_long"
    label = _("Too long")
    message: Any = ngettext_lazy(
        "%(found)d character (limit %(limit)d)", "%(found)d characters (limit %(limit)d)", "found"
    )

    def __init__(self, *, limit: int = 2000) -> None:
        super().__init__(limit=limit)

    def __call__(self, submission: Submission) -> Reason | None:
        found = len(submission.shown.text.strip())
        return self.reason(found) if found > self.limit else None
