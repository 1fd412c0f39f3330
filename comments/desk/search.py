"""Search in comments' names and texts; on PostgreSQL by the index ``newsroom_search``.

A comment is found where it holds each term: where one of its words begins like that (text/search/terms.py).
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connections
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from ..models import AddressKey, Commenter, ReaderComment
from ..queries import is_beside
from ..requests.readers import address_field
from ..text.addresses import clean_address, spellings
from ..text.search.terms import name_terms_in, terms_in

# Words of a search that the index may be asked for, the rarest of them.
MOST_WORDS = 10
# One address: as typed, confirmed, and of a login or a few.
MOST_PEOPLE = 5
# Up to so many matches, or so many of a thousand comments, are cheaply found all at once and sorted; more are
# met soon enough by walking.
FEW = 2_000
FEW_OF_A_THOUSAND = 2
# For lists beside the desk so many are found, the latest; what is common, among so many of the latest.
MOST_FOUND = 2_000
LATEST = 10_000
# How common a word is, so many blocks of 8 KB show: some 2,500 comments.
SAMPLE = 300
# By blocks from all over the table, always the same: what is common in old comments is common, and the next
# page is looked for as this one was.
COUNT_SAMPLE = """
    WITH part AS (SELECT least(1, {blocks} * 8192.0 / greatest(pg_relation_size('{table}'), 1)) AS share)
    SELECT (SELECT share FROM part)::float, count(*), {counts}
    FROM {table} TABLESAMPLE SYSTEM ((SELECT 100 * share FROM part)) REPEATABLE (1)
"""
COUNT_WORD = "count(*) FILTER (WHERE strpos(searchable, %s) > 0)"
# PostgreSQL plans what has a limit by itself: it asks the index for words, then those few for all else.
NO_LIMIT = 10**9
# What the migration makes the index of.
INDEXED = "array_to_tsvector(string_to_array(btrim(%(expressions)s), ' '))"


def holding(terms: Sequence[str], *, alias: str, prefix: str = "") -> tuple[Q, bool]:
    """The condition that a comment holds all these terms, and whether so many do that rows be tried in turn.

    It is one on rows with the comment's ``number``, from which ``prefix`` leads to the comment.
    """
    if not terms:
        return Q(), False
    if connections[alias].vendor != "postgresql":
        return _containing(terms, prefix), False
    selective = _selective(terms, alias)
    if not selective:
        return _containing(terms, prefix), True
    found = ReaderComment.objects.using(alias).filter(_containing(terms), _in_index(selective))
    return Q(number__in=found.order_by().values("pk")[:NO_LIMIT]), False


def comments_with(search: str) -> list[int]:
    """The latest comments that hold what ``search`` says."""
    return _latest(terms_in(search), "pk")


def people_named(search: str) -> set[int]:
    """The commenters who wrote the latest comments under such a name."""
    return {number for number in _latest(name_terms_in(search), "commenter") if number is not None}


def _latest(terms: Sequence[str], column: str) -> list[Any]:
    """Fetched: as a part of the list's own query, PostgreSQL would ask it of each row there."""
    if not terms:
        return []
    rows = ReaderComment.objects.annotate(number=F("pk")).order_by("-submitted", "-pk")
    text, common = holding(terms, alias=rows.db)
    edge = rows.values_list("submitted", flat=True)[LATEST - 1 : LATEST].first() if common else None
    if edge:
        rows = rows.filter(submitted__gte=edge)
    return list(rows.filter(text).values_list(column, flat=True)[:MOST_FOUND])


def people_at(addresses: Collection[str]) -> list[int]:
    """The commenters behind whole addresses: typed, confirmed or a login's."""
    digests = AddressKey.digests(addresses).values()
    # No OR: PostgreSQL would try it on each person there is.
    known = Commenter.objects.behind(digests).values_list("pk", flat=True)
    field = address_field()
    if not field:
        return list(known.order_by("pk")[:MOST_PEOPLE])
    logins_have = {spelling for address in addresses for spelling in _login_spellings(address)}
    # No comparison without case: the host's table may have millions of rows, and an index on the column.
    logins: QuerySet[Any] = get_user_model()._default_manager.filter(**{f"{field}__in": logins_have})
    found: Any = logins.order_by().values("pk")[:MOST_PEOPLE]
    if not is_beside(Commenter.objects.db, logins.model):
        found = [login["pk"] for login in found]
    by_login = Commenter.objects.filter(user__in=found)
    return list(known.union(by_login.values_list("pk", flat=True)).order_by("pk")[:MOST_PEOPLE])


def _login_spellings(address: str) -> set[str]:
    """What a host may have stored for the address that is meant: as given, and as DNS and people write it."""
    likely = {address, *spellings(clean_address(address))}
    return likely | {spelling.lower() for spelling in likely}


def _containing(terms: Sequence[str], prefix: str = "") -> Q:
    return Q(*((f"{prefix}searchable__contains", term) for term in terms))


def _words(terms: Sequence[str]) -> Iterator[str]:
    """The terms' words, as ``searchable`` has them: whole, but for the last of each term, which is open."""
    for term in terms:
        *whole, last = term.split()
        yield from (f" {word} " for word in whole)
        yield f" {last}"


def _selective(terms: Sequence[str], alias: str) -> Sequence[str]:
    """The words to ask the index for: the rarest, so many that few comments hold them; maybe none.

    The index itself is not asked how many do: it lists all that there are before it gives the first.
    """
    words = list(dict.fromkeys(_words(terms)))[:MOST_WORDS]
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
        cursor.execute(statement, words)
        share, sampled, *hits = cursor.fetchone()
    return share, sampled, sorted((number, place) for place, number in enumerate(hits))


def _in_index(words: Sequence[str]) -> Func:
    """``… @@ …``, spelled as the index is, which has each word as it stands: nothing here parses a text."""
    vector = Func(F("searchable"), template=INDEXED, output_field=TextField())
    lexemes = (f"'{word.strip()}'{'' if word.endswith(' ') else ':*'}" for word in words)
    query = Func(Value(" & ".join(lexemes)), template="%(expressions)s::tsquery", output_field=TextField())
    return Func(vector, query, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())
