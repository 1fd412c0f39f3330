"""What is stored beside comments and always equals what they say: counts, versions, findings' statuses.

Only the single write path calls this, inside its transaction and with the comments locked.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Case, F, Model, Q, Value, When

from ..models import Commenter, Discussion, Finding, Following, ReaderComment, Status
from ..models.transactions import in_order
from ..queries import among
from .log import Transition

# Which of a commenter's counts a comment adds to while it has a status.
COUNT_OF_STATUS = {
    Status.APPROVED: "approved_count",
    Status.REJECTED: "rejected_count",
    Status.SPAM: "rejected_count",
}


def each(key: str, values: Mapping[int, Any]) -> Any:
    """What gives every row its own value in one UPDATE; the value itself where all have the same."""
    numbers = defaultdict(list)
    for number, value in values.items():
        numbers[value].append(number)
    if len(numbers) == 1:
        return next(iter(numbers))
    return Case(*(When(among(key, those), then=Value(value)) for value, those in numbers.items()))


def lock(comments: Iterable[ReaderComment], people: Iterable[int] = ()) -> None:
    """Lock all that comments, locked before, are counted in, and these people; then change the first."""
    rows = list(comments)
    authors = {row.commenter_id for row in rows if row.commenter_id is not None}
    list(in_order(Discussion.objects.filter(pk__in={row.discussion_id for row in rows})).values_list("pk"))
    list(in_order(Commenter.objects.filter(pk__in=authors | {*people})).values_list("pk"))


def follow(transitions: Collection[Transition]) -> None:
    """Let all that is counted follow these comments, before their rows say where they are now."""
    _follow_findings(transitions)
    steps = [(transition.row, Status(transition.row.status), transition.to) for transition in transitions]
    _count(steps, _places_changed(transitions))


def lock_discussion(number: int) -> tuple[int, bool]:
    """Lock a discussion; its version, and whether anybody follows it."""
    row = Discussion.objects.filter(pk=number).values_list("version", Following.exists_for("pk"))
    version, is_followed = in_order(row).get()
    return version, is_followed


def count_new(comments: Iterable[ReaderComment]) -> None:
    """Add comments that were just inserted to the counts of their discussions and authors."""
    _count([(comment, None, Status(comment.status)) for comment in comments])


def _count(
    steps: Iterable[tuple[ReaderComment, Status | None, Status]], also_changed: Iterable[int] = ()
) -> None:
    """Each comment with its status before, None where it wasn't ours, and its status now."""
    discussions: dict[int, Counter[str]] = defaultdict(Counter)
    people: dict[int, Counter[str]] = defaultdict(Counter)
    for row, before, to in steps:
        was_public = before is not None and before.is_public
        if was_public != to.is_public:
            discussions[row.discussion_id]["public_count"] += 1 if to.is_public else -1
            discussions[row.discussion_id]["version"] = 1
        lost, won = before and COUNT_OF_STATUS.get(before), COUNT_OF_STATUS.get(to)
        # What is erased counts as what it was.
        if to != Status.ERASED and lost != won and row.commenter_id is not None:
            people[row.commenter_id].update({won: 1} if won else {})
            people[row.commenter_id].subtract({lost: 1} if lost else {})
    for number in also_changed:
        discussions[number]["version"] = 1
    add(Discussion, discussions)
    add(Commenter, people)


def _places_changed(transitions: Iterable[Transition]) -> Iterable[int]:
    """Where the placeholder of a comment that isn't public will change: withdrawn, or no longer so."""
    # Such a placeholder stands where a public reply answers it: "withheld", or "withdrawn by its author".
    places = [
        row.pk
        for row, to, by_author in ((one.row, one.to, one.withdrawn_by_author) for one in transitions)
        if not row.public and not to.is_public and row.is_withdrawn != (by_author or to == Status.WITHDRAWN)
    ]
    if not places:
        return ()
    rows = ReaderComment.objects.filter(pk__in=places)
    below = Q(parent_id__in=places) | Q(root__in=places)
    near = ReaderComment.objects.public().filter(
        below, discussion__in=rows.values("discussion"), root__in=rows.values("root")
    )
    return near.values_list("discussion", flat=True).distinct()


def add(model: type[Model], changes: Mapping[int, Counter[str]]) -> None:
    """Add to the columns of several rows: one UPDATE."""
    if not changes:
        return
    rows = model._base_manager.filter(among("pk", changes))
    if len(changes) > 1:
        # An UPDATE alone locks rows in whatever order it meets them.
        list(in_order(rows).values_list("pk"))
    columns = sorted({name for change in changes.values() for name in change})
    rows.update(
        **{
            name: F(name) + each("pk", {number: change[name] for number, change in changes.items()})
            for name in columns
        }
    )


def add_findings(comment: ReaderComment, rules: Iterable[str]) -> None:
    """One for each rule that gave a reason."""
    Finding.objects.bulk_create(
        Finding(comment=comment, rule=rule, status=comment.status, submitted=comment.submitted)
        for rule in sorted(set(rules))
    )


def _follow_findings(transitions: Iterable[Transition]) -> None:
    """The status of each comment is its findings' too."""
    statuses = {transition.row.pk: transition.to for transition in transitions}
    Finding.objects.filter(comment__in=statuses).update(status=each("comment", statuses))
