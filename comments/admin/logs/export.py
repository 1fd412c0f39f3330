"""The log as a table for a spreadsheet, a row at a time, however long it is."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from ...models import Decision
from ..sentences import who

AT_ONCE = 1_000
# What a spreadsheet takes for the beginning of a formula: OWASP's list, "CSV Injection".
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Without it, Excel reads UTF-8 as something else.
BYTE_ORDER_MARK = "\ufeff"


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def table(decisions: QuerySet[Decision]) -> StreamingHttpResponse:
    """CSV (RFC 4180, UTF-8) of these entries, in their order; no cell is a formula."""
    response = StreamingHttpResponse(_lines(decisions), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def harmless(value: Any) -> str:
    """The value as text; with an apostrophe before what a spreadsheet would compute."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _lines(decisions: QuerySet[Decision]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(_headings())
    for decision in decisions.iterator(chunk_size=AT_ONCE):
        yield writer.writerow(map(harmless, _cells(decision)))


def _headings() -> list[str]:
    return [
        *(_("entry"), _("decided"), _("comment"), _("discussion"), _("act"), _("from"), _("to"), _("by")),
        *(_("reason"), _("message to the author"), _("note"), _("batch"), _("undoes")),
    ]


def _cells(decision: Decision) -> Iterable[Any]:
    """Times in ISO 8601, in UTC; what was done in the words that the program stores."""
    return (
        *(decision.pk, decision.decided.isoformat(timespec="seconds"), decision.comment_number),
        *(decision.discussion_number, decision.act, decision.from_status, decision.to_status, who(decision)),
        *(decision.reason, decision.message, decision.note, decision.batch, decision.undoes_id),
    )
