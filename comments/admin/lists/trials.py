"""What an entry of a list would have caught: shown before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...desk.listings import JUDGED_COLUMNS, submission_of
from ...models import ReaderComment
from ...rules import Rule
from ...rules.submissions import Lists
from ..evidence import Segment, segments
from ..seen import SeenField, digest_of, show_again

# So many comments are looked through, the newest ones, and so many of those found are shown.
MOST_TRIED = 1000
MOST_SHOWN = 20
# Characters of an excerpt, before and behind the first match.
AROUND = 80
ELLIPSIS = Segment("…")
COLUMNS = (*JUDGED_COLUMNS, "submitted", "content_type", "object_pk")


@dataclass(frozen=True)
class Catch:
    """One comment that the entry would have caught: why, and the text around the first match."""

    comment: ReaderComment
    sentence: str
    excerpt: list[Segment]


@dataclass(frozen=True)
class Trial:
    """How many comments were looked through, how many of them would have been caught, and the newest ones."""

    tried: int
    caught: int
    catches: list[Catch]

    @property
    def sentence(self) -> str:
        values = {"caught": self.caught, "tried": self.tried}
        if not self.tried:
            return _("There is no comment yet that this could have caught.")
        none = ngettext(
            "This would not have caught the last %(tried)d comment.",
            "This would have caught none of the last %(tried)d comments.",
            self.tried,
        )
        some = ngettext(
            "This would have caught %(caught)d of the last %(tried)d comment.",
            "This would have caught %(caught)d of the last %(tried)d comments.",
            self.tried,
        )
        return (some if self.caught else none) % values

    @property
    def left_out(self) -> str:
        """How many of them are not shown; "" where all are."""
        number = self.caught - len(self.catches)
        return (
            ngettext("and %(number)d more", "and %(number)d more", number) % {"number": number}
            if number
            else ""
        )


def try_out(rule: type[Rule], lists: Lists) -> Trial:
    """Look through the newest comments as the rule would have."""
    look = rule()
    rows = ReaderComment.objects.order_by("-submitted", "-pk").only(*COLUMNS)[:MOST_TRIED]
    reasons = [(comment, look(submission_of(comment, lists))) for comment in rows]
    found = [(comment, reason) for comment, reason in reasons if reason]
    shown = found[:MOST_SHOWN]
    prefetch_related_objects([comment for comment, _reason in shown], "target")
    catches = [
        Catch(comment, rule.sentence(reason.params), excerpt(comment.source, reason.evidence))
        for comment, reason in shown
    ]
    return Trial(len(reasons), len(found), catches)


def excerpt(text: str, evidence: Sequence[tuple[int, int]]) -> list[Segment]:
    """The text around the first match; all that is evidence there is highlighted."""
    first, end = min(evidence, default=(0, 0))
    start, stop = max(first - AROUND, 0), end + AROUND
    cut = [(max(left - start, 0), min(right, stop) - start) for left, right in evidence]
    found = segments(text[start:stop], [cut])
    return [ELLIPSIS] * bool(start) + found + [ELLIPSIS] * (stop < len(text))


class TriedForm(forms.ModelForm):
    """Saved at the second attempt: at the first one its entry is tried, and what that found is shown.

    The hidden field says what was tried, so that another entry is tried again.
    """

    tried = SeenField(required=False)
    # What the trial found; None until one was needed.
    trial: Trial | None = None

    def is_valid(self) -> bool:
        return super().is_valid() and self._is_tried

    @cached_property
    def _is_tried(self) -> bool:
        if not self.changed_data:
            return True
        digest = digest_of(self.what_is_tried())
        if self.cleaned_data["tried"] == digest:
            return True
        self.trial = try_out(*self.what_is_tried())
        show_again(self, "tried", digest)
        return False

    def what_is_tried(self) -> tuple[type[Rule], Lists]:
        """The rule that the entry is for, and a list of nothing but the entry."""
        raise NotImplementedError
