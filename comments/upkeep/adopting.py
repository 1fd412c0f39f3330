"""Years of old comments: rows that django-comments and django-comments-xtd left get our row beside theirs.

A chunk is one transaction, and what it leaves is whole: to stop between two, in whatever way, is to go on
with the next one later.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from ..conf import conf
from ..decisions import adoptions
from ..decisions.bulk_rows import insert_rows, row_maker, update_rows
from ..models import Commenter, Discussion, ReaderComment
from ..models.transactions import writing
from ..queries import among
from ..requests.networks import network_around
from ..requests.readers import name_of_user
from ..targets import languages_of
from ..text import sanitizing
from ..text.names import single_line
from ..text.reading.syntax import Syntax
from . import old_flags, old_followups

# Behind those of django-comments.
THREAD_COLUMNS = [field.attname for field in XtdComment._meta.local_concrete_fields]


@dataclass(frozen=True)
class Chunk:
    """How many rows were adopted, the last one looked at, and the replies that became threads of their own.

    ``uprooted`` gives for each such reply the number in its parent column, where no such comment was there
    before it under the same object.  ``flags`` says how many of each kind the rows have, and ``followings``
    how many of their authors follow the discussion from now on.
    """

    adopted: int
    last: int
    uprooted: Mapping[int, int] = field(default_factory=dict)
    flags: Counter[str] = field(default_factory=Counter)
    followings: int = 0


@dataclass(frozen=True)
class ThreadPlace:
    """Where a comment stands: its discussion, its thread's first comment, its parent and its depth."""

    discussion_id: int
    root_id: int
    parent_id: int
    level: int


def waiting() -> QuerySet[Any]:
    """Stock rows on the models that take comments, without a row of ours, in order of arrival."""
    rows: QuerySet[Any] = _unknown().filter(_on_our_models())
    return rows.order_by("pk")


def waiting_elsewhere() -> dict[str, int]:
    """How many stock rows stand on other models, by "app_label.model"."""
    others = _unknown().exclude(_on_our_models()).order_by()
    counts = dict(others.values_list("content_type").annotate(Count("pk")))
    types = ContentType.objects.in_bulk(counts).values()
    numbers = {f"{each.app_label}.{each.model}": counts[each.pk] for each in types}
    return dict(sorted(numbers.items()))


def _unknown() -> QuerySet[Any]:
    rows: QuerySet[Any] = Comment.objects.filter(xtdcomment__readercomment=None)
    return rows


def _on_our_models() -> Q:
    """Not joined: content types may be kept in another database than comments."""
    return Q(content_type__in=[pk for label in conf.models if (pk := _type_named(label))])


def _type_named(label: str) -> int | None:
    with suppress(ContentType.DoesNotExist):
        return int(ContentType.objects.get_by_natural_key(*label.split(".")).pk)
    return None


@writing()
def adopt_chunk(*, after: int, size: int) -> Chunk | None:
    """Adopt the next ``size`` waiting rows with ids above ``after``; None where there are no more."""
    found = list(waiting().filter(pk__gt=after).select_for_update(of=("self",))[:size])
    if not found:
        return None
    last = found[-1].pk
    # Another run may have adopted them while this one waited for the lock.
    numbers = [row.pk for row in found]
    ours = {*ReaderComment.objects.filter(among("pk", numbers)).order_by().values_list("pk", flat=True)}
    stock = [row for row in found if row.pk not in ours]
    if not stock:
        return Chunk(0, last)
    rows = _with_threads(stock)
    _name(rows)
    places, uprooted = _places(rows)
    _mend_threads(rows, places)
    comments = _beside(rows, places)
    notes = {pk: f"parent_id was {parent}" for pk, parent in uprooted.items()}
    flags = old_flags.read([row.pk for row in stock])
    adoptions.adopt(comments, notes, flags.waiting, flags.answered)
    _rewrite(stock, comments)
    return Chunk(len(comments), last, uprooted, flags.counts, old_followups.begin(comments))


def forget_addresses() -> int:
    """Empty the stock column of whole network addresses on all comments of ours; how many had one."""
    ours = Comment.objects.exclude(xtdcomment__readercomment=None)
    return int(
        Comment.objects.filter(pk__in=ours.values("pk"), ip_address__isnull=False).update(ip_address=None)
    )


def _columns(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _with_threads(stock: Sequence[Any]) -> list[Any]:
    """The rows as django-comments-xtd has them; one that only django-comments knows becomes a root there."""
    known = XtdComment.norel_objects.filter(among("pk", [row.pk for row in stock])).order_by()
    threads = {columns[0]: columns for columns in known.values_list(*THREAD_COLUMNS)}
    rows = [
        XtdComment(*_columns(row).values(), *threads[row.pk]) if row.pk in threads else _new_root(row)
        for row in stock
    ]
    insert_rows(XtdComment, [row for row in rows if row.pk not in threads])
    return rows


def _new_root(stock: Any) -> Any:
    return XtdComment(**_columns(stock), comment_ptr_id=stock.pk, parent_id=stock.pk, thread_id=stock.pk)


def _places(rows: Sequence[Any]) -> tuple[dict[int, ThreadPlace], dict[int, int]]:
    """Each row's place, by parents alone, and who was uprooted: old thread columns are not believed.

    A parent has the lower id, so that no circle can be followed.
    """
    discussions = Discussion.objects.start_all({(row.content_type_id, row.object_pk) for row in rows})
    places = _known_places({row.parent_id for row in rows})
    uprooted = {}
    for row in rows:
        discussion_id = discussions[row.content_type_id, row.object_pk]
        parent = places.get(row.parent_id) if row.parent_id < row.pk else None
        if parent is not None and parent.discussion_id == discussion_id:
            places[row.pk] = ThreadPlace(discussion_id, parent.root_id, row.parent_id, parent.level + 1)
            continue
        places[row.pk] = ThreadPlace(discussion_id, row.pk, row.pk, 0)
        if row.parent_id not in (0, row.pk):
            uprooted[row.pk] = row.parent_id
    return places, uprooted


def _known_places(pks: Collection[int]) -> dict[int, ThreadPlace]:
    columns = ("pk", "discussion_id", "root_id", "parent_id", "level")
    known = ReaderComment.objects.filter(among("pk", pks)).order_by("pk").values_list(*columns)
    return {pk: ThreadPlace(*place) for pk, *place in known}


def _mend_threads(rows: Sequence[Any], places: Mapping[int, ThreadPlace]) -> None:
    """Put the place into django-comments-xtd's own columns, where they say something else."""
    wrong = []
    for row in rows:
        place = places[row.pk]
        if (row.thread_id, row.parent_id, row.level) != (place.root_id, place.parent_id, place.level):
            row.thread_id, row.parent_id, row.level = place.root_id, place.parent_id, place.level
            wrong.append(row)
    if wrong:
        XtdComment.norel_objects.bulk_update(wrong, ["thread_id", "parent_id", "level"])


def _beside(rows: Sequence[Any], places: Mapping[int, ThreadPlace]) -> list[ReaderComment]:
    """Our rows, not yet stored and not yet decided; of the old plain text ``comment`` is the HTML."""
    people = _people(rows)
    languages = _languages(rows)
    make = row_maker(ReaderComment)
    return [
        make(
            _columns(row)
            | {
                "comment": sanitizing.escape_plain(row.comment),
                "xtdcomment_ptr_id": row.pk,
                "discussion_id": places[row.pk].discussion_id,
                "root_id": places[row.pk].root_id,
                "site_number": row.site_id,
                "commenter_id": people.get(row.pk),
                "identity_verified": old_followups.is_confirmed(row),
                "source": row.comment,
                "syntax": Syntax.PLAIN,
                "network": network_around(row.ip_address or ""),
                "language": languages.get((row.content_type_id, row.object_pk), ""),
                "submitted": row.submit_date,
            }
        )
        for row in rows
    ]


def _people(rows: Sequence[Any]) -> dict[int, int]:
    """The number of each row's author, by the row's; nobody's is left out."""
    owners = old_followups.owners(rows)
    typed = {row.pk: (row.user_id, row.user_email) for row in rows if not old_followups.is_confirmed(row)}
    known = Commenter.objects.identify_all({*typed.values()})
    people = {pk: known[person] for pk, person in typed.items() if person in known}
    return people | {row.pk: owners[row.user_email] for row in rows if row.pk not in typed}


def _languages(rows: Sequence[Any]) -> dict[tuple[int, str], str]:
    """The language of every object that still exists: one query for each model."""
    keys: dict[int, set[str]] = {}
    for row in rows:
        keys.setdefault(row.content_type_id, set()).add(row.object_pk)
    return {
        (type_id, key): language
        for type_id, texts in keys.items()
        if (model := ContentType.objects.get_for_id(type_id).model_class())
        for key, language in languages_of(model, texts).items()
    }


def _name(rows: Sequence[Any]) -> None:
    """Write in the names that django-comments looked up each time."""
    nameless = {row.user_id for row in rows if row.user_id is not None and not row.user_name}
    users = get_user_model()._base_manager.in_bulk(nameless)
    for row in rows:
        if row.user_id in users and not row.user_name:
            row.user_name = single_line(name_of_user(users[row.user_id]))[:50]


def _rewrite(stock: Sequence[Any], comments: Sequence[ReaderComment]) -> None:
    """Write the HTML, the names and what is public into django-comments' own rows."""
    names = ["comment", "user_name", "is_public"]
    for row, comment in zip(stock, comments, strict=True):
        for name in names:
            setattr(row, name, getattr(comment, name))
    update_rows(Comment, stock, names)
