"""Whom django-comments-xtd emailed about new comments: they follow the discussion."""

from collections.abc import Iterable
from typing import Any

from django_comments_xtd.conf import settings as xtd

from ..models import Commenter, Discussion, Follow, Following, ReaderComment


def is_confirmed(row: Any) -> bool:
    """Whether the author of a row of django-comments-xtd asked for emails at an address that is theirs.

    Without a login its row was stored once a link in an email was clicked, unless the host left that out.
    """
    return bool(row.followup and row.user_id is None and row.user_email and xtd.COMMENTS_XTD_CONFIRM_EMAIL)


def owners(rows: Iterable[Any]) -> dict[str, int]:
    """The proven owner of each address at which a row's author asked for emails."""
    asked = {row.user_email: row.submit_date for row in rows if is_confirmed(row)}
    return Commenter.objects.confirm_all(asked) if asked else {}


def begin(comments: Iterable[ReaderComment]) -> int:
    """Let the authors of adopted comments follow all that is new from now on; how many followings began.

    By public comments alone, as django-comments-xtd did; of those who proved who they are.
    """
    asked = {
        (comment.commenter_id, comment.discussion_id): comment.pk
        for comment in comments
        if comment.followup and comment.public and (comment.user_id is not None or comment.identity_verified)
    }
    if not asked:
        return 0
    people, discussions = zip(*asked, strict=True)
    known = Following.objects.filter(commenter__in=people, discussion__in=discussions)
    new = sorted(asked.keys() - {*known.values_list("commenter", "discussion")})
    versions = dict(Discussion.objects.filter(pk__in=discussions).values_list("pk", "version"))
    Following.objects.bulk_create(
        (
            Following(
                commenter_id=person,
                discussion_id=discussion,
                kind=Follow.ALL,
                comment_id=asked[person, discussion],
                notified_version=versions[discussion],
            )
            for person, discussion in new
        ),
        ignore_conflicts=True,
    )
    return len(new)
