"""What is stored already of whoever posts, and of posts like theirs: four queries at most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, CharField, Q, QuerySet, Value
from django.db.models.functions import Upper
from django.utils import timezone

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
from ..queries import Compiled, Given, is_beside
from ..requests.readers import address_field
from ..rules.submissions import MOST_POSTS, Lists, Past
from ..rules.words import Entry
from ..text.addresses import spellings
from ..text.normalizing import text_digest
from .posts import Post

BADNESS = {Standing.HELD: 1, Standing.BANNED: 2}
# What is read of a person.
PERSON_COLUMNS = (
    "id",
    "user_id",
    "address_hash",
    "confirmed_at",
    "approved_count",
    "rejected_count",
    "standing",
    "until",
)
# So many comments with the same words are counted.
MOST_REPEATS = 100
# What a row of a union is: of one of the lists that editors keep, by its own name, or …
DOMAIN, KEY = "domain", "key"
PERSON, NETWORK, REPEAT, DUPLICATE = "person", "network", "repeat", "duplicate"


@dataclass(frozen=True)
class History:
    """``commenter`` is the person whose comment it becomes, perhaps not stored yet; None: nobody.

    ``judged`` is whose standing counts.  ``discussion`` is not stored where nobody has commented yet.
    ``past`` are the person's newest posts, and ``network_posts`` when the network's were made, newest first.
    ``is_duplicate``: another comment has the post's key.
    """

    discussion: Discussion
    lists: Lists
    commenter: Commenter | None = None
    judged: Commenter | None = None
    past: tuple[Past, ...] = ()
    network_posts: tuple[datetime, ...] = ()
    same_texts: int = 0
    is_duplicate: bool = False


def read(post: Post, key: str = "") -> History:
    """Nothing is written but, once for ever, the key for addresses.  ``key`` is the post's duplicate key."""
    discussion = post.discussion or Discussion.objects.find(post.target)
    lists, address_key = _of_site()
    commenter, judged = _people(post, address_key)
    found = _comments(post, commenter, key)
    past = sorted(found[PERSON], reverse=True)[:MOST_POSTS]
    return History(
        discussion=discussion,
        lists=lists,
        commenter=commenter,
        judged=judged,
        past=tuple(Past(submitted, status) for submitted, _pk, status in past),
        network_posts=tuple(sorted((row[0] for row in found[NETWORK]), reverse=True)),
        same_texts=len(found[REPEAT]),
        is_duplicate=bool(found[DUPLICATE]),
    )


def network_posts(post: Post) -> tuple[datetime, ...]:
    """When the network's newest posts were made, newest first."""
    if not post.network:
        return ()
    rows = ReaderComment.objects.exclude(network="").filter(network=post.network).order_by("-submitted")
    return tuple(rows.values_list("submitted", flat=True)[:MOST_POSTS])


# --- The site -------------------------------------------------------------------------------------------


def _of_site() -> tuple[Lists, AddressKey | None]:
    """The lists that editors keep, and the key for addresses, if there is one by now."""
    found = defaultdict(list)
    for kind, text, folds in _site_query(ListedWord.objects.db).ask():
        found[kind].append(Entry(text, folds))
    lists = Lists(
        banned_words=tuple(sorted(found[WordList.BANNED])),
        suspect_words=tuple(sorted(found[WordList.SUSPECT])),
        self_harm=tuple(sorted(found[WordList.SELF_HARM])),
        threats=tuple(sorted(found[WordList.THREATS])),
        accusations=tuple(sorted(found[WordList.ACCUSATIONS])),
        blocked_domains=tuple(sorted(entry.pattern for entry in found[DOMAIN])),
    )
    return lists, next((AddressKey(value=entry.pattern) for entry in found[KEY]), None)


@lru_cache(maxsize=8)
def _site_query(using: str) -> Compiled:
    words = ListedWord.objects.using(using).order_by().values_list("list", "pattern", "folds")
    domains = _named(DOMAIN, BlockedDomain.objects).values_list("kind", "domain", Value(True))
    keys = _named(KEY, AddressKey.objects).values_list("kind", "value", Value(True))
    # In no order, said once more: Django 6.1 gives a union that of its first part's model.
    return Compiled(words.union(domains, keys, all=True).order_by())


def _named(kind: str, rows: Any) -> QuerySet[Any]:
    named: QuerySet[Any] = rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
    return named


# --- The person -----------------------------------------------------------------------------------------


def _people(post: Post, key: AddressKey | None) -> tuple[Commenter | None, Commenter | None]:
    """Whose comment it becomes; and whose standing counts.

    That is the person's, or, of an address that is typed, the worst that it leads to: to log out, or to leave
    the cookie at home, is no way round a ban.  Whoever has proven the address is not bound by a login that
    merely gives it.
    """
    if post.user:
        person = Commenter.objects.filter(user_id=post.user_id).first() or Commenter(user_id=post.user_id)
        return person, person
    if not post.email:
        return None, None
    digest = key.digest_of(post.email) if key else AddressKey.digest(post.email)
    known = _behind(post.email, digest)
    same = [one for one in known if one.address_hash == digest]
    if post.confirmed:
        owner = next((one for one in same if one.confirmed_at is not None), None)
        return owner, owner
    person = next((one for one in same if one.confirmed_at is None), Commenter(address_hash=digest))
    return person, max((person, *known), key=_badness)


def _behind(address: str, digest: str) -> list[Commenter]:
    """Whoever typed or confirmed the address, and of the logins that have it those held or banned."""
    using = Commenter.objects.db
    written = [*spellings(address)]
    field, users = address_field(), get_user_model()
    beside = is_beside(using, users)
    query = _people_query(using, field if beside else "", len(written))
    given = {f"spelling{number}": spelling for number, spelling in enumerate(written)}
    found = [Commenter.from_db(using, PERSON_COLUMNS, row) for row in query.ask(digest=digest, **given)]
    return found if beside or not field else [*found, *_bad_logins(users, field, written)]


def _bad_logins(users: Any, field: str, written: Sequence[str]) -> list[Commenter]:
    """Of the logins, in a database of their own, with one of these addresses those held or banned."""
    bad = {one.user_id: one for one in Commenter.objects.filter(standing__in=BADNESS, user__isnull=False)}
    same = reduce(or_, (Q(written=Upper(Value(spelling))) for spelling in written))
    logins = users._base_manager.annotate(written=Upper(field)).filter(same, pk__in=bad)
    return [bad[pk] for pk in logins.values_list("pk", flat=True)] if bad else []


@lru_cache(maxsize=8)
def _people_query(using: str, field: str, number: int) -> Compiled:
    digest = Given("digest", CharField())
    people = Commenter.objects.db_manager(using).behind([digest]).values_list(*PERSON_COLUMNS)
    if not field:
        return Compiled(people)
    # From the few of bad standing to their logins: the host may have no index on addresses.
    bad = (
        Commenter.objects.using(using).filter(standing__in=BADNESS).annotate(written=Upper(f"user__{field}"))
    )
    their = (Q(written=Upper(Given(f"spelling{place}", CharField()))) for place in range(number))
    logins = bad.filter(reduce(or_, their)).values_list(*PERSON_COLUMNS)
    return Compiled(people.union(logins, all=True).order_by())


def _badness(person: Commenter) -> int:
    return BADNESS.get(person.standing_at(timezone.now()), 0)


# --- Comments -------------------------------------------------------------------------------------------


def _comments(post: Post, commenter: Commenter | None, key: str) -> dict[str, list[tuple[Any, ...]]]:
    """When other comments were made, their ids and statuses, by what they have in common with the post."""
    common = {
        PERSON: commenter.pk if commenter else None,
        NETWORK: post.network,
        REPEAT: text_digest(post.source),
        DUPLICATE: key,
    }
    given = {kind: value for kind, value in common.items() if value}
    found = defaultdict(list)
    if given:
        limits = (MOST_POSTS, MOST_POSTS, MOST_REPEATS, 1)
        query = _comments_query(ReaderComment.objects.db, tuple(given), limits)
        for kind, *row in query.ask(**given, replaces=post.replaces):
            found[kind].append(tuple(row))
    return found


@lru_cache(maxsize=32)
def _comments_query(using: str, kinds: tuple[str, ...], limits: tuple[int, ...]) -> Compiled:
    # An edited comment is counted nowhere in what is known of its new text; 0 is no comment.
    others = ReaderComment.objects.using(using).exclude(pk=Given("replaces", BigIntegerField())).order_by()
    alike = {
        PERSON: others.filter(commenter=Given(PERSON, BigIntegerField())).order_by("-submitted", "-pk"),
        # These two have partial indexes, of what isn't empty.
        NETWORK: others.exclude(network="")
        .filter(network=Given(NETWORK, CharField()))
        .order_by("-submitted"),
        REPEAT: others.exclude(text_digest="").filter(text_digest=Given(REPEAT, CharField())),
        DUPLICATE: others.filter(duplicate_key=Given(DUPLICATE, CharField())),
    }
    first, *more = [
        _rows(kind, alike[kind], most) for kind, most in zip(alike, limits, strict=True) if kind in kinds
    ]
    return Compiled(first.union(*more, all=True).order_by() if more else first)


def _rows(kind: str, rows: QuerySet[ReaderComment], most: int) -> QuerySet[Any, Any]:
    # By way of their ids: SQLite takes no limit in a part of a union.
    chosen = ReaderComment.objects.using(rows.db).filter(pk__in=rows.values("pk")[:most])
    return _named(kind, chosen).values_list("kind", "submitted", "pk", "status")
