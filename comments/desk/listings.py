"""What entries of editors' lists find among comments that are there already."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ..decisions.judgments import judge_again
from ..decisions.statuses import Outcome
from ..models import ReaderComment, Status
from ..rules import Reason, Rule, Submission
from ..rules.submissions import Lists
from ..rules.words import LONGEST_TEXT
from ..text.reading.syntax import Syntax

# So many comments that wait are looked through, the newest ones: an editor waits for it.
MOST_PENDING = 5_000
JUDGED_COLUMNS = ("source", "syntax", "user_name", "user_url", "user_email")


def submission_of(comment: ReaderComment, lists: Lists) -> Submission:
    """What the rules of lists may know of a stored comment."""
    return Submission(
        # A comment from before us may be longer than any that is posted.
        text=comment.source[:LONGEST_TEXT],
        syntax=Syntax(comment.syntax),
        name=comment.user_name,
        website=comment.user_url,
        address_domain=comment.user_email.rpartition("@")[2],
        lists=lists,
    )


def apply_to_pending(asked: Iterable[tuple[type[Rule], Lists]], by: Any, batch: UUID) -> Outcome:
    """Judge what is pending again, by these rules and lists alone; one undo reverses all of it."""
    rules = [(rule(), lists) for rule, lists in asked]
    rows = ReaderComment.objects.filter(status=Status.PENDING).order_by("-submitted", "-pk")
    found: dict[int, list[Reason]] = defaultdict(list)
    for comment in rows.only(*JUDGED_COLUMNS)[:MOST_PENDING].iterator(chunk_size=500):
        for rule, lists in rules:
            if reason := rule(submission_of(comment, lists)):
                found[comment.pk].append(reason)
    return judge_again(found, by, batch) if found else Outcome([], [])
