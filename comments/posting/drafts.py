"""The comment that a post would become, and what the rules make of it, before any of it is stored."""

from copy import copy

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from ..conf import conf
from ..models import ReaderComment
from ..models.transactions import sheltered
from ..rules import Judgment, judge, rules_for
from ..targets import language_of
from ..text import sanitizing
from . import duplicates, history
from .facts import gather
from .posts import Post


def draft_of(post: Post, key: str) -> ReaderComment:
    """The comment as it is to be stored, still without its discussion, its person and its reasons."""
    draft = ReaderComment(
        content_type=ContentType.objects.get_for_model(post.target),
        object_pk=str(post.target.pk),
        site_id=post.site_id,
        user=post.user,
        user_name=post.name,
        user_email=post.email,
        user_url=post.url,
        comment=sanitizing.clean(post.source, post.syntax) if post.html is None else post.html,
        source=post.source,
        syntax=post.syntax,
        parent_id=post.parent_id,
        by_staff=bool(getattr(post.user, "is_staff", False)),
        identity_verified=post.is_identity_verified,
        follow=post.follow,
        network=post.network,
        language=language_of(post.target),
        duplicate_key=key,
        submitted=post.submitted or timezone.now(),
    )
    if post.parent_place:
        draft.stand_below(*post.parent_place)
    return draft


def judged(post: Post, key: str) -> tuple[ReaderComment, Judgment]:
    """The draft of a post, with its discussion and its person, and the judgment of every rule.

    Either of the two may not be stored yet.  Nothing is written or locked: a refusal leaves nothing behind,
    and a slow rule holds up nobody.

    :raises Duplicate: another comment has the key.
    """
    known = history.read(post, key)
    if known.is_duplicate:
        duplicates.refuse(post, key)
    draft = draft_of(post, key)
    # Copies: what is stored of them may be rolled back.
    draft.discussion, draft.commenter = copy(known.discussion), copy(known.commenter)
    facts = gather(post, draft, known)
    with sheltered():
        return draft, judge(facts, rules_for(conf.options(post.target)), budget=conf.rule_budget)
