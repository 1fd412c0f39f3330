"""The facts of a post: what the database knows of it, before anything is stored."""

import re
from collections.abc import Iterable
from functools import reduce
from html import unescape
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..conf import conf
from ..models import (
    AddressKey,
    BlockedDomain,
    Commenter,
    Discussion,
    ListedWord,
    ReaderComment,
    Standing,
    WordList,
)
from ..people.staff_names import staff_names
from ..requests.readers import address_field
from ..rules import Submission
from ..rules.submissions import MOST_POSTS, Lists, Past, Person
from ..rules.words import Entry
from ..text.addresses import spellings
from ..text.hostnames import host_of
from ..text.normalizing import text_digest
from . import host_moderators
from .posts import Post

# As cleaning writes it.
HREF = re.compile(r'<a href="([^"]*)"')
BADNESS = {Standing.HELD: 1, Standing.BANNED: 2}
# So many comments with the same words are counted.
MOST_REPEATS = 100


def gather(post: Post, draft: ReaderComment) -> Submission:
    """All that the rules may know of a post.  Nothing is written but, once for ever, the key for addresses.

    ``draft`` is the comment that it would become: its text is cleaned, and the host's moderator sees it.
    """
    return Submission(
        text=post.source,
        syntax=post.syntax,
        name=post.name,
        website=post.url,
        address_domain=post.email.rpartition("@")[2],
        linked_hosts=tuple(host_of(unescape(address)) for address in HREF.findall(draft.comment)),
        site_mode=conf.options(post.target).get("MODE", conf.mode),
        discussion_mode=Discussion.objects.find(post.target).mode,
        honeypot_filled=post.honeypot_filled,
        time_taken=post.time_taken,
        prefilled=post.prefilled,
        now=timezone.now(),
        rate_limited=conf.rate_limit,
        person=_person(post),
        network_posts=tuple(_network_posts(post)),
        same_texts=_same_texts(post),
        # Whoever is logged in bears the name that the host gives them.
        staff_names=frozenset() if post.user else frozenset(staff_names()),
        lists=_lists(),
        moderator=host_moderators.opinion_of(draft, post.target, post.request),
    )


def pace(post: Post) -> Submission:
    """What the rule ``flood`` may know of a network's posts; of the person nothing, so nothing is written."""
    return Submission(
        text=post.source,
        now=timezone.now(),
        rate_limited=conf.rate_limit,
        network_posts=tuple(_network_posts(post)),
    )


def _person(post: Post) -> Person:
    commenter = Commenter.objects.find(user_id=post.user_id, address=post.email, confirmed=post.confirmed)
    known: dict[str, Any] = {}
    if commenter:
        posts = _others(post).filter(commenter=commenter).order_by("-submitted", "-pk")
        rows = posts.values_list("submitted", "status")[:MOST_POSTS]
        known = {
            "approved": commenter.approved_count,
            "past": tuple(Past(submitted, status) for submitted, status in rows),
        }
    if judged := _judged(post, commenter):
        known |= {"standing": judged.standing, "until": judged.until}
    return Person(logged_in=post.user is not None, identity_verified=post.is_identity_verified, **known)


def _judged(post: Post, commenter: Commenter | None) -> Commenter | None:
    """Whose standing counts: the person's, or, of an address that is typed, the worst that it leads to.

    To log out, or to leave the cookie at home, is no way round a ban.  Whoever has proven the address is not
    bound by a login that merely gives it.
    """
    unverified = post.email and not post.is_identity_verified
    others: Iterable[Commenter] = _behind(post.email) if unverified else ()
    return max((commenter, *others), key=_badness)


def _behind(address: str) -> QuerySet[Commenter]:
    """The address's confirmed owner, and of the logins that have it those that are held or banned."""
    owner = Commenter.objects.filter(address_hash=AddressKey.digest(address), confirmed_at__isnull=False)
    field = address_field()
    if not field:
        return owner
    # From the few of bad standing to their logins: the host may have no index on addresses.
    their = (Q(**{f"user__{field}__iexact": spelling}) for spelling in spellings(address))
    logins = Commenter.objects.filter(reduce(or_, their), standing__in=BADNESS)
    return owner.union(logins, all=True)


def _badness(person: Commenter | None) -> int:
    return BADNESS.get(person.standing_at(timezone.now()), 0) if person else 0


def _others(post: Post) -> QuerySet[ReaderComment]:
    """An edited comment is counted nowhere in what is known of its new text."""
    return ReaderComment.objects.exclude(pk=post.replaces) if post.replaces else ReaderComment.objects.all()


def _network_posts(post: Post) -> Any:
    if not post.network:
        return ()
    posts = _others(post).filter(network=post.network).order_by("-submitted")
    return posts.values_list("submitted", flat=True)[:MOST_POSTS]


def _same_texts(post: Post) -> int:
    digest = text_digest(post.source)
    return _others(post).filter(text_digest=digest)[:MOST_REPEATS].count() if digest else 0


def _lists() -> Lists:
    rows = list(ListedWord.objects.values_list("list", "pattern", "folds"))

    def entries(name: str) -> tuple[Entry, ...]:
        return tuple(Entry(pattern, folds) for listed, pattern, folds in rows if listed == name)

    return Lists(
        banned_words=entries(WordList.BANNED),
        suspect_words=entries(WordList.SUSPECT),
        blocked_domains=tuple(BlockedDomain.objects.values_list("domain", flat=True)),
    )
