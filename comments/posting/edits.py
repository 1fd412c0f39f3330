"""An author changes a comment that nobody has answered yet, no editor and no reader."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from ..conf import conf
from ..decisions import counters
from ..decisions.corrections import rewrite
from ..decisions.log import AUTHOR, DecisionContext, Transition, entry
from ..decisions.risks import columns_of_risk, risk_by_reasons
from ..decisions.statuses import STATUS_OF_VERDICT, Conflict, apply, locked
from ..mail import tasks
from ..models import Act, EmailKind, Finding, ReaderComment, Status
from ..models.transactions import writing
from ..rules import Judgment, Verdict, leading
from ..rules.builtin import Reported
from ..text.reading.syntax import Syntax
from . import duplicates
from .drafts import judged
from .posts import Post

# From the mildest: an edit never leads to a milder one.
SEVERITY = (Status.PUBLISHED, Status.PENDING, Status.REJECTED, Status.SPAM)
# Spam looks to its author as if it waited: whoever sends it shall not learn that it was found.
EDITABLE = frozenset({Status.PUBLISHED, Status.PENDING, Status.SPAM})
# Each edit stores the text before it.
MOST_EDITS = 10


class TooLate(Exception):
    """The author can't change the comment any more."""


def editable_until(comment: ReaderComment, target: Model | None) -> datetime | None:
    """Until when its author may change the comment; None: not at all, or not any more.

    ``target`` is the object commented on, None where the public can't see it.
    """
    end = comment.submitted + conf.edit_time
    is_editable = comment.status in EDITABLE and not comment.withdrawn_by_author
    if target is None or not is_editable or end <= timezone.now():
        return None
    comment.discussion.target = target
    return end if comment.discussion.is_open and _is_untouched(comment) else None


def _is_untouched(comment: ReaderComment) -> bool:
    log = list(comment.decisions.values_list("actor_number", "rule", "act"))
    edits = log.count(("", AUTHOR, Act.CORRECTED))
    if edits >= MOST_EDITS or any(actor for actor, _rule, _act in log):
        return False
    # Replies come later, so few rows are looked at; of one that is refused the author shall learn nothing.
    later = ReaderComment.objects.filter(pk__gt=comment.pk, root=comment.root_id, parent_id=comment.pk)
    return not later.filter(status__in=[Status.PENDING, Status.PUBLISHED, Status.APPROVED]).exists()


def edit(
    comment: ReaderComment,
    target: Model | None,
    source: str,
    *,
    revision: int | None,
    request: Any = None,
) -> None:
    """Replace the text by ``source``, which every rule judges as it would a new comment's.  Idempotent.

    What was public may be held now; what was held stays held.

    :raises Conflict: the comment has another revision than the author saw.
    :raises TooLate: it can't be changed any more.
    :raises Duplicate: another comment says the same.
    """
    if source == comment.source:
        return
    if target is None or editable_until(comment, target) is None:
        raise TooLate
    if revision != comment.revision:
        raise Conflict
    post = _post_of(comment, target, source, request)
    with duplicates.refused(post) as key:
        _draft, judgment = judged(post, key)
        _store(comment, source, key, _without_refusals(judgment))


def _post_of(comment: ReaderComment, target: Model, source: str, request: Any) -> Post:
    return Post(
        target=target,
        site_id=comment.site_id,
        source=source,
        syntax=Syntax(comment.syntax),
        name=comment.user_name,
        email=comment.user_email,
        url=comment.user_url,
        user=comment.user,
        confirmed=comment.user is None and comment.identity_verified,
        parent_id=0 if comment.is_root else comment.parent_id,
        network=comment.network,
        submitted=comment.submitted,
        request=request,
        replaces=comment.pk,
    )


def _without_refusals(judgment: Judgment) -> Judgment:
    """No new comment comes in: there is nothing to refuse."""
    return Judgment(tuple(reason for reason in judgment.reasons if reason.verdict is not Verdict.REFUSE))


@writing()
def _store(comment: ReaderComment, source: str, key: str, judgment: Judgment) -> None:
    # Locked before it is looked at once more: an editor's decision comes before it or after it.
    if [row.revision for row in locked([comment.pk])] != [comment.revision]:
        raise Conflict
    if not _is_untouched(comment):
        raise TooLate
    before = Status(comment.status)
    to = max(before, STATUS_OF_VERDICT[judgment.verdict], key=SEVERITY.index)
    holds_on = to != STATUS_OF_VERDICT[judgment.verdict]
    reasons = leading(comment.reasons)
    stays_for = [reason for reason in reasons if holds_on or _is_reported(comment, reason)]
    decision = entry(comment, before, DecisionContext(rule=AUTHOR))
    decision.act = Act.CORRECTED
    rewrite(Transition(comment, decision), source, edited=comment.edited)
    _keep_reasons(comment, judgment, stays_for)
    # An edit makes nothing less urgent, either.
    risk = columns_of_risk(comment, risk_by_reasons(comment))
    ReaderComment.objects.filter(pk=comment.pk).update(reasons=comment.reasons, duplicate_key=key, **risk)
    if to != before:
        apply([Transition(comment, entry(comment, to, DecisionContext(rule=judgment.deciding_rule)))])
        if to == Status.PENDING and conf.moderators:
            tasks.send(EmailKind.MODERATION, comment)


def _is_reported(comment: ReaderComment, reason: Mapping[str, Any]) -> bool:
    """Whether readers' reports, which another text doesn't answer, are this reason, and open."""
    return comment.open_reports > 0 and reason["rule"] == Reported.name


def _keep_reasons(comment: ReaderComment, judgment: Judgment, stays_for: Sequence[Mapping[str, Any]]) -> None:
    """The new text's reasons; and those that the comment stays held for, without the old text's offsets."""
    rules = {reason.rule for reason in judgment.reasons}
    old = [{**reason, "evidence": []} for reason in stays_for if reason["rule"] not in rules]
    comment.reasons = [reason.as_json() for reason in judgment.reasons] + old
    Finding.objects.filter(comment=comment).delete()
    counters.add_findings(comment, [reason["rule"] for reason in comment.reasons])
