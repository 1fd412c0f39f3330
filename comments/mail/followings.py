"""Who follows a discussion, and what is news to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, Min, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..models import (
    Commenter,
    Discussion,
    DiscussionState,
    Email,
    EmailKind,
    Follow,
    Following,
    ReaderComment,
    Status,
    listed_targets,
)
from ..models.transactions import writing
from ..requests.readers import address_of_user
from ..text.addresses import clean_address

# Between two emails to one person about one discussion.
PAUSE = timedelta(hours=1)
# Comments in one email to a follower.
MOST_NEWS = 10


@dataclass(frozen=True)
class Digest:
    """What one email holds: the first comments that are news, without addresses, and how many more.

    It goes to ``address``; ``target`` is the object commented on, which the public sees.
    """

    following: Following
    address: str
    target: Model
    news: list[ReaderComment]
    more: int


# --- Wishes ---------------------------------------------------------------------------------------------


def start(comment: ReaderComment, kind: str, *, notified_version: int | None = None) -> None:
    """Let the comment's author, who has proven who they are, follow its discussion; idempotent.

    News begins after the discussion's version ``notified_version``, or now.
    """
    if notified_version is None:
        notified_version = _version_of(comment.discussion_id)
    following, made = Following.objects.get_or_create(
        commenter_id=comment.commenter_id,
        discussion_id=comment.discussion_id,
        defaults={"kind": kind, "comment": comment, "notified_version": notified_version},
    )
    if not made:
        _change(following.pk, kind)


def choose(commenter_id: int, discussion_id: int, kind: str) -> None:
    """Give a person's following of a discussion another kind, end it (""), or begin it.

    It begins only where they have commented.
    """
    existing = Following.objects.filter(commenter=commenter_id, discussion=discussion_id)
    if not kind:
        existing.delete()
    elif pk := existing.values_list("pk", flat=True).first():
        _change(pk, kind)
    elif comment := comments_to_follow_with(commenter_id, discussion_id).first():
        start(comment, kind)


def stop_all(commenter: Commenter) -> None:
    Following.objects.filter(commenter=commenter).delete()


def comments_to_follow_with(commenter: Any, discussion: Any) -> QuerySet[ReaderComment]:
    """A person's comments in a discussion by which they can follow it, the newest first."""
    theirs = ReaderComment.objects.filter(commenter=commenter, discussion=discussion, identity_verified=True)
    known = Q(commenter__user__isnull=False) | Q(commenter__confirmed_at__isnull=False)
    return theirs.filter(known).exclude(status=Status.ERASED).order_by("-submitted", "-pk")


def kind_of(commenter_id: int | None, discussion_id: int) -> str:
    """How a person follows a discussion; "": not at all."""
    followings = Following.objects.filter(commenter=commenter_id, discussion=discussion_id)
    return followings.values_list("kind", flat=True).first() or ""


def leave(comments: Collection[int]) -> None:
    """Comments are erased, and their addresses with them: who followed by one does by another, or ends."""
    left = Following.objects.filter(comment__in=comments)
    others = comments_to_follow_with(OuterRef("commenter"), OuterRef("discussion"))
    left.filter(~Exists(others)).delete()
    left.update(comment=Subquery(others.values("pk")[:1]))


@writing()
def _change(pk: int, kind: str) -> None:
    """What was news before the change stays so; what wasn't doesn't become it."""
    following = Following.objects.select_for_update().filter(pk=pk).exclude(kind=kind).first()
    if following is None:
        return
    first = news_of(following, following.notified_version).aggregate(first=Min("first_public_version"))[
        "first"
    ]
    notified_version = first - 1 if first else _version_of(following.discussion_id)
    Following.objects.filter(pk=pk).update(kind=kind, notified_version=notified_version)


def _version_of(discussion_id: int) -> int:
    return int(Discussion.objects.values_list("version", flat=True).get(pk=discussion_id))


# --- News -----------------------------------------------------------------------------------------------


def news_of(following: Following, since: int) -> QuerySet[ReaderComment]:
    """What the public sees, and first saw after the version ``since``, that this person wants to know of."""
    person = following.commenter
    news = _others(following.discussion_id, person.pk, person.address_hash or "", since)
    if following.kind == Follow.REPLIES:
        return _replies(news, _own(following.discussion_id, person.pk))
    return news


def _others(discussion: Any, commenter: Any, address_hash: Any, since: Any) -> QuerySet[ReaderComment]:
    """Public comments of others; under the person's own address they are nobody else's to them."""
    new = ReaderComment.objects.public().filter(discussion=discussion, first_public_version__gt=since)
    return new.exclude(commenter=commenter).exclude(commenter__address_hash=address_hash)


def _own(discussion: Any, commenter: Any) -> QuerySet[Any]:
    return ReaderComment.objects.filter(discussion=discussion, commenter=commenter).order_by()


def _replies(news: QuerySet[ReaderComment], own: QuerySet[Any]) -> QuerySet[ReaderComment]:
    """What of ``news`` answers one of ``own``.

    Looked for in its thread, too: no index leads from a comment to its replies.
    """
    return news.filter(root__in=own.values("root"), parent_id__in=own.values("pk"))


def to_notify(discussions: Collection[int] | None = None) -> QuerySet[Following]:
    """Followings with news that may be emailed now, in these discussions or in all, the oldest first.

    An hour after the last email went out, and while none is still to go out: what is new meanwhile goes into
    the next one.
    """
    news = _others(
        OuterRef("discussion"),
        OuterRef("commenter"),
        Coalesce(OuterRef("commenter__address_hash"), Value("")),
        OuterRef("notified_version"),
    )
    own = _own(OuterRef(OuterRef("discussion")), OuterRef(OuterRef("commenter")))
    waits = Q(sent_at=None, due__isnull=False) | Q(sent_at__gt=timezone.now() - PAUSE)
    followings = Following.objects.of_verified().filter(
        Q(kind=Follow.ALL) & Exists(news) | Q(kind=Follow.REPLIES) & Exists(_replies(news, own)),
        ~Exists(Email.objects.filter(waits, following=OuterRef("pk"))),
        discussion__version__gt=F("notified_version"),
    )
    if discussions is not None:
        followings = followings.filter(discussion__in=discussions)
    shown = followings.exclude(discussion__state=DiscussionState.HIDDEN)
    return shown.select_related("commenter", "discussion").order_by("pk")


def write_emails(discussions: Collection[int] | None = None, most: int | None = None) -> list[int]:
    """Put an email into the outbox for at most so many followings with news, and give the emails' ids.

    What the public doesn't see is no news yet.
    """
    followings = list(to_notify(discussions)[:most])
    targets = listed_targets(following.discussion for following in followings)
    emails = (_write(following) for following in followings if following.discussion_id in targets)
    return [email.pk for email in emails if email]


@writing()
def _write(following: Following) -> Email | None:
    """Of two at once one writes it: the other finds its news notified."""
    version = following.discussion.version
    untold = Following.objects.filter(
        pk=following.pk, notified_version=following.notified_version, kind=following.kind
    )
    if not untold.update(notified_version=version):
        return None
    return Email.objects.create(
        kind=EmailKind.FOLLOWING,
        comment_id=following.comment_id,
        following=following,
        since=following.notified_version,
        up_to=version,
    )


def digest_of(email: Email) -> Digest | None:
    """What an email to a follower holds as it goes out; None where there is nothing left, or nobody."""
    following = email.following
    if following is None:
        return None
    target = listed_targets([following.discussion]).get(following.discussion_id)
    if target is None:
        _mark_unnotified(following, email)
        return None
    address = address_of(following)
    rows = news_of(following, email.since).filter(first_public_version__lte=email.up_to)
    # What they wrote by another login, or by none, isn't news to them either.
    rows = _not_notified_otherwise(following, address, rows.exclude(user_email__iexact=address))
    number = rows.count()
    if not address or not number:
        return None
    first = rows.defer("user_email", "ip_address", "network").order_by("first_public_version", "pk")
    return Digest(following, address, target, list(first[:MOST_NEWS]), max(number - MOST_NEWS, 0))


def _mark_unnotified(following: Following, email: Email) -> None:
    """Nobody sees now what the email was about: it is news again as soon as somebody does."""
    # Not where a later email was written meanwhile: it would be news twice.
    Following.objects.filter(pk=following.pk, notified_version=email.up_to).update(
        notified_version=email.since
    )


def _not_notified_otherwise(
    following: Following, address: str, news: QuerySet[ReaderComment]
) -> QuerySet[ReaderComment]:
    """Without what the same mailbox is emailed about anyway.

    A login's address may be one that was confirmed without the login, and follows the discussion too.  Never
    the other way round: nobody has proven the login's.
    """
    if following.commenter.user_id is None:
        return news
    confirmed = Commenter.objects.find(user_id=None, address=address, confirmed=True)
    everything = Following.objects.filter(
        commenter=confirmed, discussion=following.discussion_id, kind=Follow.ALL
    )
    other = everything.select_related("commenter", "comment").first() if confirmed else None
    return news.filter(submitted__lt=other.created) if other and address_of(other) else news


# --- Addresses ------------------------------------------------------------------------------------------


def address_of(following: Following) -> str:
    """Where its emails go; "" where nobody has proven to be there, or not any more."""
    person, comment = following.commenter, following.comment
    if person.user is not None:
        return clean_address(address_of_user(person.user)) if person.user.is_active else ""
    is_theirs = comment.identity_verified and comment.commenter_id == person.pk
    return clean_address(comment.user_email) if is_theirs and person.confirmed_at else ""


def can_be_followed_by(comment: ReaderComment) -> bool:
    """Whether its author could be emailed: an address came with it, or with their login."""
    if comment.user is not None:
        return bool(address_of_user(comment.user))
    return comment.commenter_id is not None and not comment.by_staff and comment.status != Status.ERASED


def language_of(commenter: Commenter | int, discussion: Discussion | None = None) -> str:
    """The language in which the person (or whoever has this id) commented last, there or anywhere."""
    theirs = ReaderComment.objects.filter(commenter=commenter).order_by("-submitted", "-pk")
    if discussion:
        theirs = theirs.filter(discussion=discussion)
    return theirs.values_list("language", flat=True).first() or ""
