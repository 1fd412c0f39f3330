"""Emails that a reader asks for, to the address typed with a comment: few, whoever asks."""

from datetime import timedelta

from django.utils import timezone

from ..models import Commenter, Email, EmailKind, ReaderComment, Status
from ..models.transactions import in_order, writing
from . import tasks

# Of one kind for one comment, as far as the outbox goes back; of all kinds to one person, a day.
MOST_PER_COMMENT = 3
MOST_PER_PERSON = 5
DAY = timedelta(days=1)


def has_address(comment: ReaderComment) -> bool:
    """Whether an address came with the comment, as far as can be known without reading it."""
    return comment.commenter_id is not None and comment.status != Status.ERASED


@writing()
def send(kind: EmailKind, comment: ReaderComment) -> None:
    """Put the email into the outbox, unless enough went out, or there is nobody to send it to."""
    if not has_address(comment):
        return
    person = Commenter.objects.get(pk=comment.commenter_id)
    # Locked, so that the limits hold for two requests at once.
    people = list(in_order(Commenter.objects.sharing_mailbox(person)).values_list("pk", flat=True))
    recent = Email.objects.filter(requested_by__in=people, created__gt=timezone.now() - DAY)
    of_comment = Email.objects.filter(kind=kind, comment=comment)
    if of_comment.count() < MOST_PER_COMMENT and recent.count() < MOST_PER_PERSON:
        tasks.send(kind, comment, requested_by=person)
