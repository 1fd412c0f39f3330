"""What changes something: decisions and their undo, a correction, a post, a report.  Nothing of it stays."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model

from articles.models import Article
from comments.decisions import undoing
from comments.decisions.corrections import revise
from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide_all
from comments.mail import requested
from comments.models import EmailKind, ReaderComment, Standing, Status
from comments.posting import reports
from comments.posting.new_comments import submit
from comments.posting.posts import Post

from ..data.filling import ADDRESS
from .databases import in_use
from .line import Line
from .reading import DESK, editor


def single_lines() -> Iterator[Line]:
    """What one comment takes; ten of them are enough to compare with."""
    yield Line("approve a comment", approve, lambda: pending(1), writes=True)
    yield Line("approve a comment, by a key at the desk", press_a_key, lambda: pending(1), writes=True)
    yield Line("undo it", undo_batch, lambda: approve(pending(1)), writes=True)
    yield Line("correct a comment", correct, some_comment, writes=True)
    yield Line("ban a person", ban, some_comment, writes=True)
    yield Line("post a comment, with all rules", post, writes=True)
    yield Line("report a comment", report, some_comment, writes=True)
    yield Line("ask for an email", ask_for_email, some_comment, writes=True)


def batch_lines() -> Iterator[Line]:
    for number in (50, 500):
        prepare = {"prepare": lambda number=number: pending(number), "writes": True}
        yield Line(f"approve {number} comments", approve, **prepare)
    yield Line("approve 500 comments, at the desk", choose_all, lambda: pending(500), writes=True)
    yield Line("undo 500", undo_batch, lambda: approve(pending(500)), writes=True)


def pending(number: int) -> dict[int, int]:
    """So many comments that wait, with their revisions."""
    return dict.fromkeys(_pending(in_use(), number), 1)


@cache
def _pending(size: int, number: int) -> list[int]:
    """A fifth of them in the biggest discussion, the others in as many as ten thousand comments have."""
    rows = ReaderComment.objects.filter(status=Status.PENDING).order_by("-submitted")
    numbers = rows.values_list("pk", flat=True)
    spread, biggest = numbers.filter(discussion__gt=1, discussion__lte=100), numbers.filter(discussion=1)
    return [*spread[: number - number // 5], *biggest[: number // 5 or 1]][:number]


def approve(shown: dict[int, int]) -> Any:
    batch = uuid4()
    outcome = decide_all(shown, Status.APPROVED, DecisionContext(by=_editor(in_use()), batch=batch))
    assert len(outcome.done) == len(shown)
    return batch


def undo_batch(batch: Any) -> None:
    assert undoing.undo(batch, _editor(in_use())).done


def press_a_key(shown: dict[int, int]) -> None:
    [number] = shown
    _send("decide", pk=number, revision=1)


def choose_all(shown: dict[int, int]) -> None:
    _send("decide_selection", shown=[f"{number}-1" for number in shown])


def _send(act: str, **fields: Any) -> None:
    address = f"{DESK}desk/{act}/"
    fields |= {"to": "approved", "query": "?queue=pending"}
    response = editor(in_use()).post(address, fields, headers={"Accept": "application/json"})
    assert response.status_code == 200, response.content


def some_comment() -> ReaderComment:
    comment: ReaderComment = ReaderComment.objects.filter(public=True, open_reports=0).latest("pk")
    return comment


def correct(comment: ReaderComment) -> None:
    context = DecisionContext(by=_editor(in_use()), batch=uuid4())
    assert revise(comment, comment.source + " indeed", context, revision=comment.revision)


def ban(comment: ReaderComment) -> None:
    by = _editor(in_use())
    set_standing(comment.commenter, Standing.BANNED, until=None, by=by, batch=uuid4(), reject_pending=True)


def post(_: Any) -> None:
    submit(
        Post(
            target=Article.objects.get(pk=2),
            site_id=1,
            source="Listed words and a link: https://example.org/ " + "and some more words " * 20,
            name="Prolific",
            email=ADDRESS,
            url="",
            network="192.0.2.0/24",
        )
    )


def report(comment: ReaderComment) -> None:
    reports.report(comment, reporter="n:measured", reason="abuse", text="Read it yourself")


def ask_for_email(comment: ReaderComment) -> None:
    requested.send(EmailKind.PRIVATE_PAGE, comment)


@cache
def _editor(size: int) -> Any:
    return get_user_model().objects.get(pk=1)
