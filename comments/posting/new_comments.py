"""A post becomes a comment: facts gathered, judged, stored and decided; then whoever waits is notified."""

from datetime import timedelta

from django.db import transaction

from ..conf import conf
from ..decisions import statuses
from ..mail import tasks
from ..models import Commenter, Discussion, EmailKind, ReaderComment
from ..models.transactions import writing
from ..people import confirmations
from ..rules import Judgment, Verdict, judge, rules_for
from ..rules.builtin import Flood
from . import duplicates, host_moderators
from .drafts import judged
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
        return _store(post, draft, judgment)


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
    comment.commenter = Commenter.objects.identify(
        user_id=post.user_id, address=post.email, confirmed=post.confirmed
    )
    comment.discussion = Discussion.objects.start(post.target)
    comment.reasons = [reason.as_json() for reason in judgment.reasons]
    comment.save()
    statuses.settle(comment, judgment)
    _notify(post, comment, judgment)
    return comment


def _notify(post: Post, comment: ReaderComment, judgment: Judgment) -> None:
    """Tell whoever waits for the comment, after the commit: none of it can undo the comment.

    An email is a row of this transaction, tried after it.
    """
    is_refused = judgment.verdict > Verdict.HOLD
    if not is_refused:
        # No partial: where a host's moderator fails, Django 5.2 wants its name.
        transaction.on_commit(lambda: host_moderators.notify(comment, post.target, post.request), robust=True)
    if conf.moderators and not is_refused:
        tasks.send(EmailKind.MODERATION, comment)
    # What the rules refuse emails nobody who has not proven that the address is theirs.
    if post.follow and (post.is_identity_verified or not is_refused):
        confirmations.follow(comment, post.follow)
