"""Search in comments' names and texts; on PostgreSQL by the index ``newsroom_search``.

A comment is found where it contains each word as typed; on PostgreSQL only where the word begins like that.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from ..models import AddressKey, Commenter, ReaderComment
from ..requests.readers import address_field
from ..text.normalizing import fold

MOST_WORDS = 10
# One address: as typed, confirmed, and of a login or a few.
MOST_PEOPLE = 5
# Up to so many matches, or so many of a thousand comments, are cheaply found all at once and sorted; more are
# met soon enough by walking.
FEW = 2_000
FEW_OF_A_THOUSAND = 2
# How common a word is, so many blocks of 8 KB show: some 2,500 comments.
SAMPLE = 300
# By blocks from all over the table, always the same: what is common in old comments is common, and the next
# page is looked for as this one was.
COUNT_SAMPLE = """
    WITH part AS (SELECT least(1, {blocks} * 8192.0 / greatest(pg_relation_size('{table}'), 1)) AS share)
    SELECT (SELECT share FROM part)::float, count(*), {counts}
    FROM {table} TABLESAMPLE SYSTEM ((SELECT 100 * share FROM part)) REPEATABLE (1)
"""
# A regular expression is asked only where the letters are there at all.
COUNT_WORD = "count(*) FILTER (WHERE strpos(searchable, %s) > 0 AND searchable ~ %s)"
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
    selective = _selective(words, alias)
    if not selective:
        return _containing(words, column) & Q(_beginning(words, column, by_index=False)), True
    found = (
        ReaderComment.objects.using(alias)
        .filter(_containing(words, "searchable"), _beginning(selective, "searchable"))
        .filter(_beginning(words, "searchable", by_index=False) if len(selective) < len(words) else Q())
    )
    return Q(number__in=found.order_by().values("pk")[:NO_LIMIT]), False


def _selective(words: Sequence[str], alias: str) -> Sequence[str]:
    """The words to ask the index for: the rarest, so many that few comments hold them; maybe none.

    The index itself is not asked how many do: it lists all that there are before it gives the first.
    """
    share, sampled, found = _sample(words, alias)
    total = expected = sampled / share
    for number, (hits, _place) in enumerate(found, start=1):
        expected *= hits / max(sampled, 1)
        if expected <= max(FEW, total * FEW_OF_A_THOUSAND / 1_000):
            return [words[place] for _hits, place in found[:number]]
    return []


def _sample(words: Sequence[str], alias: str) -> tuple[float, int, list[tuple[int, int]]]:
    """Which part of the comments was looked at, how many are in it, and each word's (hits, place), sorted."""
    statement = COUNT_SAMPLE.format(
        table=ReaderComment._meta.db_table, blocks=SAMPLE, counts=", ".join([COUNT_WORD] * len(words))
    )
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [text for word in words for text in (word, _at_its_beginning(word))])
        share, sampled, *hits = cursor.fetchone()
    return share, sampled, sorted((number, place) for place, number in enumerate(hits))


def _at_its_beginning(word: str) -> str:
    """A regular expression of PostgreSQL's, nearly what the index finds."""
    return r"\m" + re.sub(r"[][\\.^$*+?(){}|]", r"\\\g<0>", word)


def _containing(words: Sequence[str], column: str) -> Q:
    """Cheap, so that PostgreSQL takes few texts apart into words where it tries rows in turn."""
    return Q(*((f"{column}__contains", word) for word in words))


def people_at(addresses: Collection[str]) -> list[int]:
    """The commenters behind whole addresses: typed, confirmed or a login's."""
    digests = AddressKey.digests(addresses).values()
    # No OR: PostgreSQL would try it on each person there is.
    known = Commenter.objects.behind(digests).values_list("pk", flat=True)
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
