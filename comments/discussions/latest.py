"""The newest public comments, of one discussion or of the whole site, for feeds.

As under an object, no query here selects an address, a network or a row that is not public.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.safestring import SafeString

from ..models import Discussion, DiscussionState, ReaderComment, listed_targets
from ..targets import unlisted_models
from ..text import sanitizing
from ..text.names import public_name

MOST = 50
# Rounds of looking further where the newest comments stand on pages that are not public.
MOST_ROUNDS = 4
COLUMNS = ("pk", "discussion_id", "user_name", "comment", "submit_date")


@dataclass(frozen=True)
class Entry:
    """One public comment and the object that it is about."""

    pk: int
    target: Model
    name: str
    stored: str
    submitted: datetime

    @property
    def html(self) -> SafeString:
        """The comment's HTML, guarded."""
        return sanitizing.guard(self.stored)


def latest_of(discussion: Discussion, target: Model) -> list[Entry]:
    """The newest public comments on ``target``, newest first: one query."""
    if discussion.pk is None or discussion.is_hidden:
        return []
    rows = ReaderComment.objects.filter(discussion=discussion).public()
    return [_entry(values, target) for values in _newest(rows)]


def latest(site: int | None = None) -> list[Entry]:
    """The newest public comments in the open discussions of all objects that everybody may see, newest first.

    With ``site``, of those that came on that site.

    As many queries for a million comments as for one: two, and one for each model; but a few more where
    objects with the newest comments were withdrawn from the public.
    """
    hidden: set[int] = set()
    unlisted = [ContentType.objects.get_for_model(model).pk for model in unlisted_models()]
    entries: list[Entry] = []
    for _round in range(MOST_ROUNDS):
        rows = ReaderComment.objects.filter(discussion__state=DiscussionState.OPEN).public()
        if site is not None:
            rows = rows.filter(site_number=site)
        if unlisted:
            rows = rows.exclude(discussion__content_type__in=unlisted)
        found = list(_newest(rows.exclude(discussion__in=hidden) if hidden else rows))
        targets = _targets({values["discussion_id"] for values in found})
        entries = [
            _entry(values, targets[values["discussion_id"]])
            for values in found
            if values["discussion_id"] in targets
        ]
        # Else some of the newest stand on pages that aren't public: look further, without those.
        if len(entries) == len(found):
            break
        hidden |= {values["discussion_id"] for values in found} - targets.keys()
    return entries


def _newest(rows: QuerySet[ReaderComment]) -> Iterable[dict[str, Any]]:
    return rows.order_by("-submitted", "-pk").values(*COLUMNS)[:MOST]


def _targets(numbers: Iterable[int]) -> dict[int, Model]:
    """The public object of each discussion that is open, by the discussion's number."""
    discussions = Discussion.objects.in_bulk(numbers)
    targets = listed_targets(discussions.values())
    for number, target in targets.items():
        discussions[number].target = target
    return {number: target for number, target in targets.items() if discussions[number].is_open}


def _entry(values: dict[str, Any], target: Model) -> Entry:
    return Entry(
        pk=values["pk"],
        target=target,
        name=public_name(values["user_name"]),
        stored=values["comment"],
        submitted=values["submit_date"],
    )
