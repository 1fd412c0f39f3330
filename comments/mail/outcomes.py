"""An author is emailed what becomes of a comment: that it is public or rejected, or how an appeal ended."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from ..models import Appeal, AppealOutcome, Email, EmailKind, ReaderComment, Status
from ..requests.readers import address_of_user
from ..text.addresses import clean_address
from .author_states import AuthorState, author_state

# Before an email goes out, for an editor to undo or change what was decided.
GRACE = timedelta(minutes=5)


@dataclass(frozen=True)
class Outcome:
    """What one email says to ``address``; ``target`` is the object commented on, if the comment is public.

    ``words`` are the newsroom's: on the rejection, or on the ``appeal``, where it was answered.
    """

    address: str
    state: AuthorState
    target: Model | None
    appeal: Appeal | None
    words: list[str]


def write_later(comments: Collection[int]) -> None:
    """Put an email for the author of each into the outbox, due when these minutes have passed.

    One that waits there already is put off: it says what holds when it goes out.
    """
    if not comments:
        return
    due = timezone.now() + GRACE
    emails = Email.objects.filter(kind=EmailKind.OUTCOME, comment__in=comments, sent_at=None)
    # An UPDATE, as whoever sends claims it: either sees what the other did.
    emails.filter(attempts=0, due__isnull=False).update(due=due)
    waiting = {*emails.filter(attempts=0, due=due).values_list("comment", flat=True)}
    Email.objects.bulk_create(
        Email(kind=EmailKind.OUTCOME, comment_id=number, due=due)
        for number in comments
        if number not in waiting
    )


def can_be_told(comment: ReaderComment) -> bool:
    """Whether its author could be emailed what becomes of it."""
    if comment.status == Status.ERASED or comment.is_withdrawn or comment.by_staff:
        return False
    return comment.commenter_id is not None


def mark_told(comment: ReaderComment) -> None:
    """The author reads its private page now: no email repeats what stands there."""
    state = author_state(comment)
    comment.outcome_told = _digest(state, _answer(comment, state))
    ReaderComment.objects.filter(pk=comment.pk).update(outcome_told=comment.outcome_told)


def _answer(comment: ReaderComment, state: AuthorState) -> Appeal | None:
    """The author's appeal, if its answer is why the comment is as it is."""
    outcome = AppealOutcome.PUBLISHED if state.status.is_public else AppealOutcome.UPHELD
    return Appeal.objects.filter(comment=comment, outcome=outcome).first()


def outcome_of(email: Email) -> Outcome | None:
    """What the email says as it goes out; None where the author knows that already, or there is nobody."""
    comment = email.comment
    outcome = _outcome(comment) if comment.outcome_wanted else None
    said = _digest(outcome.state, outcome.appeal) if outcome else ""
    if outcome and said and _claim(email, said):
        return outcome
    if email.said:
        # What it was to say it didn't, and another email may.
        ReaderComment.objects.filter(pk=comment.pk, outcome_told=email.said).update(outcome_told="")
    return None


def _outcome(comment: ReaderComment) -> Outcome | None:
    address, state = address_of(comment), author_state(comment)
    target = comment.public_target if comment.public else None
    # Where nobody sees the page, the comment isn't public either.
    if not address or (comment.public and target is None):
        return None
    appeal = _answer(comment, state)
    words = [state.rejection.reason, state.rejection.message] if state.rejection else []
    if appeal:
        words = [appeal.answer]
    return Outcome(address, state, target, appeal, [text for text in words if text])


def _claim(email: Email, said: str) -> bool:
    """Of two emails that would say the same one does, and says it again where the server didn't take it."""
    told = email.comment.outcome_told
    if said == told:
        return email.said == said
    rows = ReaderComment.objects.filter(pk=email.comment_id, outcome_told=told)
    if not rows.update(outcome_told=said):
        return False
    email.said = said
    Email.objects.filter(pk=email.pk).update(said=said)
    return True


def _digest(state: AuthorState, appeal: Appeal | None) -> str:
    """SHA-256, in hex, of what the author reads; "" while there is nothing to tell."""
    if not (state.status.is_public or state.status == Status.REJECTED) or state.is_erased:
        return ""
    values: list[Any] = ["public" if state.status.is_public else state.status.value]
    values += [state.rejection.reason, state.rejection.message] if state.rejection else []
    if appeal:
        values += [appeal.outcome, appeal.answer]
    return hashlib.sha256(repr(values).encode()).hexdigest()


def address_of(comment: ReaderComment) -> str:
    """Where the email goes; "" where nobody has proven to be there."""
    if comment.user is not None:
        return clean_address(address_of_user(comment.user)) if comment.user.is_active else ""
    person = comment.commenter
    is_theirs = comment.identity_verified and person is not None and person.confirmed_at is not None
    return clean_address(comment.user_email) if is_theirs else ""
