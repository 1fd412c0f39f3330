"""What the threads on a page begin with: one query, whose cost no long thread and no big discussion raises.

In SQL, as Django's ORM can neither walk an index from one thread to the next nor stop counting.
"""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from ..models import Discussion, ReaderComment
from ..queries import preparing_cursor
from .threads import MOST_REPLIES, SHOWN_COLUMNS

# A loose index scan (PostgreSQL's wiki) passes by the comments of a thread, and takes as long for each thread
# before the page; after so many of them it is quicker to read all comments.
MOST_SKIPPED = 1_000

# Nothing but names of ours is put into the statements; what is given goes as parameters.
PUBLIC = f"FROM {ReaderComment._meta.db_table} c WHERE c.discussion_id = %(discussion)s AND c.public"
# Stands for what readers recommend of a comment that isn't public.
WITHHELD = -1
# {0} is MIN or MAX, {1} the sign that leads on from there.
LOOSE = f"""WITH RECURSIVE walk(place, root_id) AS (
    SELECT 1, {{0}}(c.root_id) {PUBLIC}
    UNION ALL
    SELECT walk.place + 1, (SELECT {{0}}(c.root_id) {PUBLIC} AND c.root_id {{1}} walk.root_id)
    FROM walk WHERE walk.root_id IS NOT NULL AND walk.place < %(end)s
), page AS (SELECT root_id FROM walk WHERE root_id IS NOT NULL AND place > %(start)s)"""  # noqa: S608
# {0} is ASC or DESC.
DENSE = f"""WITH page AS (
    SELECT DISTINCT c.root_id {PUBLIC} ORDER BY c.root_id {{0}} LIMIT %(threads)s OFFSET %(start)s
)"""
# Threads whose first comment isn't public come last, and are looked for where there are too few others.
RECOMMENDED = f"""WITH RECURSIVE firsts AS (
    SELECT c.root_id, c.recommended_shown {PUBLIC} AND c.root_id = c.xtdcomment_ptr_id
    ORDER BY c.recommended_shown DESC, c.xtdcomment_ptr_id LIMIT %(end)s
), walk(root_id) AS (
    SELECT MIN(c.root_id) {PUBLIC} AND (SELECT COUNT(*) FROM firsts) < %(end)s
    UNION ALL
    SELECT (SELECT MIN(c.root_id) {PUBLIC} AND c.root_id > walk.root_id)
    FROM walk WHERE walk.root_id IS NOT NULL
), page AS (
    SELECT root_id FROM (
        SELECT root_id, recommended_shown FROM firsts
        UNION ALL
        SELECT walk.root_id, {WITHHELD} FROM walk JOIN {ReaderComment._meta.db_table} c
        ON c.xtdcomment_ptr_id = walk.root_id AND NOT c.public
    ) threads ORDER BY recommended_shown DESC, root_id LIMIT %(threads)s OFFSET %(start)s
)"""  # noqa: S608
# First comments first, then all second ones, …: a long thread crowds out no other's beginning.
CHOSEN = f""", bounded AS (
    SELECT root_id,
    (SELECT COUNT(*) FROM (SELECT 1 {PUBLIC} AND c.root_id = page.root_id LIMIT %(counted)s) few) AS total,
    (SELECT c.xtdcomment_ptr_id {PUBLIC} AND c.root_id = page.root_id
        ORDER BY c.xtdcomment_ptr_id LIMIT 1 OFFSET %(each)s) AS beyond
    FROM page
), chosen AS (
    SELECT c.xtdcomment_ptr_id AS pk, c.root_id, bounded.total, c.edited, c.by_staff, c.recommended_shown,
    c.picked_at, ROW_NUMBER() OVER (PARTITION BY c.root_id ORDER BY c.xtdcomment_ptr_id) AS place
    FROM bounded JOIN {ReaderComment._meta.db_table} c
    ON c.discussion_id = %(discussion)s AND c.public AND c.root_id = bounded.root_id
    AND c.xtdcomment_ptr_id < COALESCE(bounded.beyond, 9223372036854775807)
    ORDER BY place, c.root_id LIMIT %(most)s
)"""  # noqa: S608
NUMBERS = " SELECT pk FROM chosen"
# Of editors' picks nothing is counted: that is how they are told from the rest.
PICK = -1
ROWS = f""", picks AS (
    SELECT c.xtdcomment_ptr_id AS pk, c.root_id, {PICK} AS total, c.edited, c.by_staff, c.recommended_shown,
    c.picked_at, 0 AS place {PUBLIC} AND c.picked_at IS NOT NULL ORDER BY c.picked_at DESC LIMIT %(picks)s
), shown AS (SELECT * FROM chosen UNION ALL SELECT * FROM picks)
SELECT pk, parent_id, root_id, user_name, user_url, comment, submit_date, edited, by_staff, user_id,
recommended_shown, picked_at, total
FROM shown JOIN django_comments_xtd_xtdcomment ON comment_ptr_id = pk JOIN django_comments ON id = pk
ORDER BY place, root_id"""  # noqa: S608
COLUMNS = (*SHOWN_COLUMNS, "total")


def rows(discussion: Discussion, **page: Any) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """``SHOWN_COLUMNS`` of public comments, and ``total``, how many their thread has; and those of ``picks``.

    No more are counted than tell that there are more than ``MOST_REPLIES``.  Of editors' picks, wherever they
    stand, the latest come first.

    ``page`` says which: ``start`` threads are passed by, ``threads`` begun, of which ``each`` shows so many,
    and all together ``most``; ``order`` is one of ``ORDERS``, as ``in_order`` gives it.  One thread more than
    asked for says that there is a further page.
    """
    connection = connections[ReaderComment.objects.db]
    moment = _moment_of(connection)
    found = _asked(connection, ROWS, discussion, **page)
    rows: list[Mapping[str, Any]] = [
        dict(zip(COLUMNS, row, strict=True)) | {"submit_date": moment(row[6])} for row in found
    ]
    picks = [row for row in rows if row["total"] == PICK]
    return rows[len(picks) :], sorted(picks, key=itemgetter("picked_at"), reverse=True)


def in_order(found: Collection[Mapping[str, Any]], order: str) -> list[int]:
    """The threads of these rows, as the query has them: each by the number of its first comment."""
    firsts = dict.fromkeys((row["root_id"] for row in found), WITHHELD)
    if order != "recommended":
        return sorted(firsts, reverse=order == "newest")
    firsts |= {row["pk"]: row["recommended_shown"] for row in found if row["pk"] == row["root_id"]}
    return sorted(firsts, key=lambda root: (-firsts[root], root))


def numbers(discussion: Discussion, **page: Any) -> set[int]:
    """Which comments those are, without reading one."""
    connection = connections[ReaderComment.objects.db]
    return {pk for (pk,) in _asked(connection, NUMBERS, discussion, **page)}


def _asked(
    connection: BaseDatabaseWrapper, shown: str, discussion: Discussion, *, order: str, **page: int
) -> list[tuple[Any, ...]]:
    if order == "recommended":
        threads = RECOMMENDED
    elif page["start"] > MOST_SKIPPED:
        threads = DENSE.format("DESC" if order == "newest" else "ASC")
    else:
        threads = LOOSE.format(*(("MAX", "<") if order == "newest" else ("MIN", ">")))
    given = page | {
        "discussion": discussion.pk,
        "end": page["start"] + page["threads"],
        # Its first comment, and one more.
        "counted": MOST_REPLIES + 2,
    }
    with preparing_cursor(connection) as cursor:
        cursor.execute(f"{threads}{CHOSEN}{shown}", given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _moment_of(connection: BaseDatabaseWrapper) -> Any:
    """What makes a moment of what the database gives for one: SQLite has no type for it."""
    column = ReaderComment._meta.get_field("submit_date").get_col("django_comments")
    converters = connection.ops.get_db_converters(column)

    def moment(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value

    return moment
