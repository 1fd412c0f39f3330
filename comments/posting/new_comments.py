"""A submission becomes a saved comment: facts gathered, judged once, stored, decided."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from ..conf import conf
from ..decisions import statuses
from ..mail import tasks
from ..models import Commenter, Discussion, EmailKind, ReaderComment
from ..models.transactions import writing
from ..people import confirmations
from ..rules import Judgment, Verdict, judge, rules_for
from ..targets import label_of, language_of
from ..text import sanitizing
from . import host_moderators
from .facts import gather
from .posts import Post


class Duplicate(Exception):
    """The same person has said the same thing at the same place."""

    def __init__(self, earlier: ReaderComment, *, is_double_click: bool) -> None:
        self.earlier = earlier
        self.is_double_click = is_double_click


class TooManyPosts(Exception):
    """One person or network posts too quickly."""

    def __init__(self, retry_after: timedelta) -> None:
        self.retry_after = retry_after


def submit(post: Post) -> ReaderComment:
    """Store one post and let the rules decide on it.  Safe when the same post arrives six times at once.

    :raises Duplicate: it is there already; nothing is stored.
    :raises TooManyPosts: nothing is stored.
    """
    key = duplicate_key(post)
    _refuse_duplicate(post, key)
    draft = draft_of(post, key)
    judgment = judge_draft(post, draft)
    if judgment.verdict is Verdict.REFUSE:
        raise TooManyPosts(_wait(judgment))
    try:
        return _store(post, draft, judgment)
    except IntegrityError:
        # Another request stored the same post after we looked.
        _refuse_duplicate(post, key)
        raise


def duplicate_key(post: Post) -> str:
    """SHA-256 of what makes two posts the same: place, person by login or name, and words; no address."""
    person = ["user", str(post.user_id)] if post.user else ["name", post.name.casefold()]
    words = " ".join(post.source.split())
    place = [label_of(post.target), str(post.target.pk), post.parent_id]
    return hashlib.sha256(json.dumps([*place, *person, words]).encode()).hexdigest()


def _refuse_duplicate(post: Post, key: str) -> None:
    earlier = ReaderComment.objects.filter(duplicate_key=key).first()
    if earlier is None:
        return
    same_person = earlier.user_id == post.user_id if post.user else earlier.network == post.network != ""
    recent = timezone.now() - earlier.submitted <= conf.double_click
    raise Duplicate(earlier, is_double_click=same_person and recent)


def draft_of(post: Post, key: str) -> ReaderComment:
    """The comment as it is to be stored, still without its discussion, its person and its reasons."""
    return ReaderComment(
        content_type=ContentType.objects.get_for_model(post.target),
        object_pk=str(post.target.pk),
        site_id=post.site_id,
        user=post.user,
        user_name=post.name,
        user_email=post.email,
        user_url=post.url,
        comment=sanitizing.clean(post.source),
        source=post.source,
        parent_id=post.parent_id,
        by_staff=bool(getattr(post.user, "is_staff", False)),
        identity_verified=post.is_identity_verified,
        follow=post.follow,
        network=post.network,
        language=language_of(post.target),
        duplicate_key=key,
        submitted=post.submitted or timezone.now(),
    )


def judge_draft(post: Post, draft: ReaderComment) -> Judgment:
    """Before anything is written, so that a refusal leaves nothing behind."""
    with _sheltered():
        moderator = host_moderators.opinion_of(draft, post.target, post.request)
    submission = gather(post, draft.comment, moderator)
    with _sheltered():
        return judge(submission, rules_for(conf.options(post.target)), budget=conf.rule_budget)


@contextmanager
def _sheltered() -> Iterator[None]:
    """Inside a host's transaction (ATOMIC_REQUESTS) a failed query of the host's own code breaks nothing.

    That code's failure has been logged by then; the savepoint makes the connection usable again.
    """
    if not transaction.get_connection().in_atomic_block:
        yield
        return
    with suppress(DatabaseError), transaction.atomic():
        yield


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
    if judgment.verdict <= Verdict.HOLD:
        # No partial: where a host's moderator fails, Django 5.2 wants its name.
        transaction.on_commit(lambda: host_moderators.notify(comment, post.target, post.request), robust=True)
        if conf.moderators:
            tasks.send(EmailKind.MODERATION, comment)
    # What the rules refuse emails nobody who has not proven that the address is theirs.
    if post.follow and (post.is_identity_verified or judgment.verdict <= Verdict.HOLD):
        confirmations.follow(comment, post.follow)
    return comment
