"""A submission becomes a saved comment: facts gathered, judged once, stored, decided."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from . import decisions, sanitizing
from .conf import Limit, conf
from .models import Commenter, Discussion, ReaderComment
from .moderation import Judgment, Submission, Verdict, judge
from .targets import label_of, language_of


@dataclass(frozen=True)
class Post:
    """What a reader sent, valid as far as one form can tell.

    ``name``, ``email`` and ``url`` may be empty; ``source`` is the text as typed, not yet cleaned.
    ``network`` is the client's /24 or /48, or "".  ``submitted`` is set where a post is brought in that was
    made earlier; flood limits count it at that time.
    """

    target: Model
    site_id: int
    source: str
    name: str
    email: str
    url: str
    user: Any = None
    parent_id: int = 0
    honeypot_filled: bool = False
    time_taken: timedelta | None = None
    network: str = ""
    submitted: datetime | None = None

    @property
    def user_id(self) -> Any:
        return self.user.pk if self.user else None


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
    try:
        return _judge_and_store(post, key)
    except IntegrityError:
        # Another request stored the same post after we looked.
        _refuse_duplicate(post, key)
        raise


@transaction.atomic
def _judge_and_store(post: Post, key: str) -> ReaderComment:
    """One transaction, so that a refusal leaves no new commenter or discussion behind."""
    commenter = Commenter.objects.identify(user_id=post.user_id, address=post.email)
    discussion = Discussion.objects.start(post.target)
    judgment = judge(_facts(post, commenter, discussion))
    if judgment.verdict is Verdict.REFUSE:
        raise TooManyPosts(max(conf.flood_person.window, conf.flood_network.window))
    return _store(post, discussion, commenter, judgment, key)


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


def _facts(post: Post, commenter: Commenter | None, discussion: Discussion) -> Submission:
    person, network = conf.flood_person, conf.flood_network
    by_person = {"commenter": commenter} if commenter else None
    by_network = {"network": post.network} if post.network else None
    return Submission(
        text=post.source,
        site_mode=conf.options(post.target).get("MODE", conf.mode),
        discussion_mode=discussion.mode,
        honeypot_filled=post.honeypot_filled,
        time_taken=post.time_taken,
        too_fast=conf.too_fast,
        posts_by_person=_count_recent(by_person, person),
        posts_by_person_limit=person.posts,
        posts_by_network=_count_recent(by_network, network),
        posts_by_network_limit=network.posts,
    )


def _count_recent(whose: dict[str, Any] | None, limit: Limit) -> int:
    """How many posts of ``whose`` lie in the limit's window.  The database counts: all workers agree."""
    if whose is None or not conf.rate_limit:
        return 0
    return ReaderComment.objects.filter(**whose, submitted__gt=timezone.now() - limit.window).count()


def _store(
    post: Post, discussion: Discussion, commenter: Commenter | None, judgment: Judgment, key: str
) -> ReaderComment:
    comment = ReaderComment(
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
        discussion=discussion,
        commenter=commenter,
        reasons=[reason.as_json() for reason in judgment.reasons],
        network=post.network,
        language=language_of(post.target),
        duplicate_key=key,
        submitted=post.submitted or timezone.now(),
    )
    comment.save()
    decisions.settle(comment, judgment)
    return comment
