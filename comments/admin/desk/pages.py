"""The desk's page around its cards: tabs, filters, what was done last, and the way on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ...conf import conf
from ...decisions.undoing import Batch, last_batch
from ...desk import queues
from ...desk.cards import Card, read_cards
from ...desk.filters import Filters, Queue
from ...desk.queues import MOST_COUNTED, QueuePage, Snapshot
from ...models import Decision, Discussion, ReaderComment
from .. import rule_labels, sentences
from ..dates import moment
from ..permissions import DeskPermissions
from .beside.filters import chips
from .cards import Cards, UnsavedInput, said_of_all
from .choices import bulk_choices
from .keys import KEYS
from .list_state import ListState


@dataclass(frozen=True)
class Tab:
    label: str
    count: str
    query: str
    selected: bool


@dataclass(frozen=True)
class Chip:
    """Something that narrows the list, and the query without it."""

    name: str
    value: Any
    label: str
    without: str


@dataclass(frozen=True)
class Last:
    """What the editor did last, to be undone."""

    id: Any
    sentence: str
    decided: Any

    @property
    def when(self) -> str:
        return moment(self.decided)


def whole(
    request: HttpRequest,
    list_state: ListState,
    permissions: DeskPermissions,
    *,
    unsaved: UnsavedInput | None,
    back: Any,
) -> dict[str, Any]:
    """What the page shows: a queue, one comment of it, or the one comment with unsaved input."""
    # The snapshot first: what comes while the page is read is new to it.
    counts, snapshot = queues.overview(list_state.filters.site)
    page = (
        _only(back or [list_state.comment], permissions)
        if back or list_state.comment
        else _queue(list_state, permissions, snapshot)
    )
    cards = Cards(request, list_state, permissions)
    return {
        **bars(request, list_state, permissions, counts),
        **_neighbours(list_state, page),
        "permissions": permissions,
        "seen": page.seen,
        "cards": list(cards.render(page.cards, unsaved).values()),
        "chips": list(_chips(list_state, page.cards)),
        "sites": permissions.sites_to_choose,
        "rules": rule_labels.choices(),
        "rejections": cards.rejections,
        "offered": cards.offered,
        "replies": cards.replies,
        "bulk": bulk_choices(list_state),
        "keys": KEYS,
        "said_of_all": once.message if page.cards and (once := said_of_all(list_state)) else "",
        "explains_waiting": list_state.filters.queue == Queue.PENDING and page.cards and _is_fresh(),
    }


def bars(
    request: HttpRequest,
    list_state: ListState,
    permissions: DeskPermissions,
    counts: Mapping[str, int] | None = None,
    last: Batch | None = None,
) -> dict[str, Any]:
    """What every answer brings anew.

    ``counts`` are the queues', and ``last`` is what the editor did last, where that is known already.
    """
    batch = last or (last_batch(request.user) if permissions.moderate else None)
    done = Last(batch.id, sentences.last_done(batch), batch.decided) if batch else None
    return {
        "list_state": list_state,
        "tabs": list(_tabs(list_state, counts or queues.counts(list_state.filters.site))),
        "last": done,
    }


def _queue(list_state: ListState, permissions: DeskPermissions, snapshot: Snapshot) -> QueuePage:
    return queues.read_queue(
        list_state.filters, list_state.at, may_search_addresses=permissions.addresses, snapshot=snapshot
    )


def _only(numbers: list[int], permissions: DeskPermissions) -> QueuePage:
    return QueuePage(
        cards=list(read_cards(numbers, with_addresses=permissions.addresses).values()),
        newer="",
        older="",
        seen="",
    )


def _tabs(list_state: ListState, counts: Mapping[str, int]) -> Iterator[Tab]:
    kept = list_state.filters
    for queue in Queue:
        count = counts[queue]
        yield Tab(
            label=str(queue.label),
            count=_counted(count),
            query=Filters(
                queue, oldest_first=kept.oldest_first, by_risk=kept.by_risk, site=kept.site
            ).query(),
            selected=list_state.comment is None and queue == list_state.filters.queue,
        )


def _counted(number: int) -> str:
    if number < MOST_COUNTED:
        return str(number)
    return number_format(MOST_COUNTED, use_l10n=True, force_grouping=True) + "+"


def _chips(list_state: ListState, cards: list[Card]) -> Iterator[Chip]:
    """What the list is narrowed to: an article or a person by the name on a card, or one comment."""
    filters = list_state.filters
    comment = cards[0].comment if cards else None
    if list_state.comment is not None:
        yield Chip(
            "comment", list_state.comment, _("Comment %(id)s") % {"id": list_state.comment}, filters.query()
        )
    if filters.discussion is not None:
        target = _article(filters.discussion, comment) or filters.discussion
        label = _("On: %(article)s") % {"article": target}
        yield Chip("discussion", filters.discussion, label, filters.query(discussion=None))
    if filters.commenter is not None:
        label = _("By: %(name)s") % {"name": _name(filters.commenter, comment) or filters.commenter}
        yield Chip("commenter", filters.commenter, label, filters.query(commenter=None))
    for name, value, label in chips(filters):
        yield Chip(name, value, label, filters.query(**{name: getattr(Filters(), name)}))


def _article(number: int, comment: ReaderComment | None) -> Any:
    """What a discussion is about, by the comment on a card if there is one."""
    if comment is not None:
        return comment.target
    discussion = Discussion.objects.filter(pk=number).first()
    return discussion.target if discussion else None


def _name(number: int, comment: ReaderComment | None) -> str:
    """A person's name, by the comment on a card or else by their latest."""
    if comment is not None:
        return str(comment.user_name)
    theirs = ReaderComment.objects.filter(commenter=number).order_by("-submitted", "-pk")
    return theirs.values_list("user_name", flat=True).first() or ""


def _neighbours(list_state: ListState, page: QueuePage) -> dict[str, str]:
    """The pages before and after, in the order of the list, and the last."""
    filters = list_state.filters
    newer, older = [filters.query(at=cursor) if cursor else "" for cursor in (page.newer, page.older)]
    labels = (
        [_("Newer"), _("Older")] if filters.moment == "submitted" else [_("Less urgent"), _("More urgent")]
    )
    far_end = queues.OLDEST
    if filters.ascends:
        newer, older = older, newer
        labels.reverse()
        far_end = queues.NEWEST
    return {
        "before": newer,
        "before_label": labels[0],
        "after": older,
        "after_label": labels[1],
        "last_page": filters.query(at=far_end) if older else "",
    }


def _is_fresh() -> bool:
    """Whether everything waits, by default, and no editor has decided on anything yet; an index knows."""
    return conf.mode == "pre" and not Decision.objects.filter(actor__isnull=False).exists()


def arrived(list_state: ListState, seen: str, permissions: DeskPermissions) -> int:
    """How many comments came into the queue since it was read."""
    return queues.arrivals(list_state.filters, seen, may_search_addresses=permissions.addresses)


def title() -> str:
    return str(ReaderComment._meta.verbose_name_plural).capitalize()
