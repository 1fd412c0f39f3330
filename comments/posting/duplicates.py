"""The same person says the same thing at the same place once."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils import timezone

from ..conf import conf
from ..models import ReaderComment
from ..targets import label_of
from .posts import Post


class Duplicate(Exception):
    """The same person has said the same thing at the same place."""

    def __init__(self, earlier: ReaderComment, *, is_double_click: bool) -> None:
        self.earlier = earlier
        self.is_double_click = is_double_click


def duplicate_key(post: Post) -> str:
    """SHA-256 of what makes two posts the same: place, person by login or name, and words; no address."""
    person = ["user", str(post.user_id)] if post.user else ["name", post.name.casefold()]
    words = " ".join(post.source.split())
    place = [label_of(post.target), str(post.target.pk), post.parent_id]
    return hashlib.sha256(json.dumps([*place, *person, words]).encode()).hexdigest()


@contextmanager
def refused(post: Post) -> Iterator[str]:
    """Store a post inside this block, under the key that it gives, or not at all.

    :raises Duplicate: another comment got the key while the block ran.
    """
    key = duplicate_key(post)
    try:
        yield key
    except IntegrityError:
        # Of two that looked at once, the column's unique index lets one in; the other is told which.
        refuse(post, key)
        raise


def refuse(post: Post, key: str) -> None:
    """:raises Duplicate: another comment has the key."""
    earlier = ReaderComment.objects.filter(duplicate_key=key).exclude(pk=post.replaces).first()
    if earlier is not None:
        raise Duplicate(earlier, is_double_click=_is_double_click(post, earlier))


def _is_double_click(post: Post, earlier: ReaderComment) -> bool:
    """Whether the same reader sent it a moment ago; who saves an edit twice meets the edit itself."""
    # Without a login or a network nobody can be told from anybody else who chose the name.
    same_person = earlier.user_id == post.user_id if post.user else earlier.network == post.network != ""
    recent = timezone.now() - earlier.submitted <= conf.double_click
    return same_person and recent and not post.replaces
