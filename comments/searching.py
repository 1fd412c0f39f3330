"""Search in comments' names and texts; on PostgreSQL by the index ``newsroom_search`` (migration 0004).

A comment is found where it contains each word as typed; on PostgreSQL only where the word begins like that.
"""

import json
import re
from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections
from django.db.models import BooleanField, F, Func, Q, QuerySet, Subquery, TextField, Value

from .folding import fold
from .models import AddressKey, Commenter, ReaderComment
from .readers import address_field

MOST_WORDS = 10
# One address: as typed, confirmed, and of a login or a few.
MOST_PEOPLE = 5
# Up to so many matches are cheaply found all at once and sorted; more are met soon enough by walking.
FEW = 2_000
# PostgreSQL plans what has a limit by itself: it asks the index for words, then those few for all else.
NO_LIMIT = 10**9


def words_in(search: str) -> list[str]:
    """What a search is for: folded, and without what is neither letter nor digit at a word's ends."""
    trimmed = (re.sub(r"^[\W_]+|[\W_]+$", "", word) for word in fold(search).split())
    return [word for word in dict.fromkeys(trimmed) if word][:MOST_WORDS]


def holding(words: Sequence[str], *, alias: str, prefix: str = "") -> tuple[Q, bool]:
    """The condition that a comment holds all these words, and whether so many do that rows be tried in turn.

    It is one on rows with the comment's ``number``, from which ``prefix`` leads to the comment.
    """
    column = f"{prefix}searchable"
    if not words:
        return Q(), False
    if connections[alias].vendor != "postgresql":
        return _containing(words, column), False
    telling = _telling(words, alias)
    if not telling:
        return _containing(words, column) & Q(_beginning(words, column, by_index=False)), True
    found = (
        ReaderComment.objects.using(alias)
        .filter(_containing(words, "searchable"), _beginning(telling, "searchable"))
        .filter(_beginning(words, "searchable", by_index=False) if len(telling) < len(words) else Q())
    )
    return Q(number__in=found.order_by().values("pk")[:NO_LIMIT]), False


def _telling(words: Sequence[str], alias: str) -> Sequence[str]:
    """The words to ask the index for: the rarest, so many that few comments hold them; none if none tells.

    How many do is PostgreSQL's own guess, from its statistics: a plan is made, and nothing is counted.
    """
    rows = ReaderComment.objects.using(alias).order_by()
    by_word = {
        f"with_{place}": rows.filter(_beginning([word], "searchable")) for place, word in enumerate(words)
    }
    plan = rows.values(**{name: Subquery(found.values("pk")[:1]) for name, found in by_word.items()})
    (made,) = json.loads(plan.explain(format="json"))
    total = expected = made["Plan"]["Plan Rows"]
    by_rarity = sorted(
        (limit["Plans"][0]["Plan Rows"], place) for place, limit in enumerate(made["Plan"]["Plans"])
    )
    for number, (rows_with, _place) in enumerate(by_rarity, start=1):
        expected *= rows_with / total
        if expected <= FEW:
            return [words[place] for _rows_with, place in by_rarity[:number]]
    return []


def _containing(words: Sequence[str], column: str) -> Q:
    """Cheap, so that PostgreSQL takes few texts apart into words where it tries rows in turn."""
    return Q(*((f"{column}__contains", word) for word in words))


def people_at(addresses: Collection[str]) -> list[int]:
    """The commenters behind whole addresses: typed, confirmed or a login's."""
    digests = AddressKey.digests(addresses).values()
    # No OR: PostgreSQL would try it on each person there is.
    known = Commenter.objects.filter(address_hash__in=digests).values_list("pk", flat=True)
    field = address_field()
    if not field:
        return list(known.order_by("pk")[:MOST_PEOPLE])
    spellings = {spelling for address in addresses for spelling in (address, address.lower())}
    # No comparison without case: the host's table may have millions of rows, and an index on the column.
    logins: QuerySet[Any] = get_user_model()._default_manager.filter(**{f"{field}__in": spellings})
    by_login = Commenter.objects.filter(user__in=logins.order_by().values("pk")[:MOST_PEOPLE])
    return list(known.union(by_login.values_list("pk", flat=True)).order_by("pk")[:MOST_PEOPLE])


def _beginning(words: Sequence[str], column: str, *, by_index: bool = True) -> Func:
    """``to_tsvector(…) @@ to_tsquery(…)``, spelled as the index is; each word quoted, and open at its end."""
    quoted = (word.replace("\\", "\\\\").replace("'", "''") for word in words)
    # Another spelling of the column hides the index, which would first list every match there is.
    text = "%(expressions)s" if by_index else "%(expressions)s || ''"
    vector = Func(F(column), template=f"to_tsvector('simple'::regconfig, {text})", output_field=TextField())
    query = Func(
        Value(" & ".join(f"'{word}':*" for word in quoted)),
        template="to_tsquery('simple'::regconfig, %(expressions)s)",
        output_field=TextField(),
    )
    return Func(vector, query, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())
