"""A post becomes a comment: facts gathered, judged, stored and decided; then whoever waits is notified."""

from datetime import timedelta

from django.db import IntegrityError

from ..conf import conf
from ..decisions import statuses
from ..decisions.risks import risk_by_reasons
from ..mail import tasks
from ..models import Commenter, Discussion, EmailKind, ReaderComment
from ..models.transactions import after_commit, writing
from ..people import confirmations
from ..rules import Judgment, Verdict, judge, rules_for
from ..rules.builtin import Flood
from . import duplicates, host_moderators
from .drafts import draft_of, judged
from .facts import pace
from .posts import Post


class TooManyPosts(Exception):
    """One person or network posts too quickly."""

    def __init__(self, retry_after: timedelta) -> None:
        self.retry_after = retry_after


def submit(post: Post) -> ReaderComment:
    """Store one post and let the rules decide on it.  Idempotent, also when it arrives six times at once.

    :raises Duplicate: it is there already; nothing is stored.
    :raises TooManyPosts: nothing is stored.
    """
    with duplicates.refused(post) as key:
        draft, judgment = judged(post, key)
        if judgment.verdict is Verdict.REFUSE:
            raise TooManyPosts(_wait(judgment))
        try:
            return _store(post, draft, judgment)
        except IntegrityError:
            duplicates.refuse(post, key)
        # Its person or its discussion was made by another post at this moment: now they are there.
        return _store(post, _drafted_again(post, key), judgment)


def _drafted_again(post: Post, key: str) -> ReaderComment:
    draft = draft_of(post, key)
    draft.commenter = Commenter.objects.identify(
        user_id=post.user_id, address=post.email, confirmed=post.confirmed
    )
    draft.discussion = Discussion.objects.start(post.target)
    return draft


def refuse_too_many(post: Post) -> None:
    """Look whether too many come from its network.  Nothing is written, and no other rule is asked.

    :raises TooManyPosts: so it is.
    """
    floods = [rule for rule in rules_for(conf.options(post.target)) if isinstance(rule, Flood)]
    judgment = judge(pace(post), floods, budget=conf.rule_budget)
    if judgment.verdict is Verdict.REFUSE:
        raise TooManyPosts(_wait(judgment))


def _wait(judgment: Judgment) -> timedelta:
    """How long the rules that refuse ask to wait."""
    refusals = (reason for reason in judgment.reasons if reason.verdict is Verdict.REFUSE)
    return timedelta(seconds=max(reason.params.get("seconds", 60) for reason in refusals))


@writing()
def _store(post: Post, comment: ReaderComment, judgment: Judgment) -> ReaderComment:
    _store_missing(comment)
    comment.reasons = [reason.as_json() for reason in judgment.reasons]
    comment.risk = risk_by_reasons(comment)
    statuses.settle(comment, judgment)
    _notify(post, comment, judgment)
    return comment


def _store_missing(comment: ReaderComment) -> None:
    """Store the comment's person and its discussion, where nobody had looked at either before.

    :raises IntegrityError: somebody else does at this moment.
    """
    for name in ("commenter", "discussion"):
        related = getattr(comment, name)
        if related is not None and related.pk is None:
            related.save(force_insert=True)
            # The comment's column takes the number that it has now.
            setattr(comment, name, related)


def _notify(post: Post, comment: ReaderComment, judgment: Judgment) -> None:
    """Tell whoever waits for the comment, after the commit: none of it can undo the comment.

    An email is a row of this transaction, tried after it.
    """
    is_refused = judgment.verdict > Verdict.HOLD
    if not is_refused:
        # No partial: where a host's moderator fails, Django 5.2 wants its name.
        after_commit(lambda: host_moderators.notify(comment, post.target, post.request))
    if conf.moderators and not is_refused:
        tasks.send(EmailKind.MODERATION, comment)
    # What the rules refuse emails nobody who has not proven that the address is theirs.
    if post.follow and (post.is_identity_verified or not is_refused):
        confirmations.follow(comment, post.follow)
