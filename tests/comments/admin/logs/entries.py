"""Entries in the logs, and the pages that show them."""

from typing import Any
from uuid import UUID, uuid4

from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide
from comments.models import Commenter, Decision, ReaderComment, Standing, StandingChange, Status

from ...scenes import editor
from ..conftest import Page

LOG = "admin:newsroom_comments_decision_changelist"
ENTRY = "admin:newsroom_comments_decision_change"
UNDO = "admin:newsroom_comments_undo_decision"
STANDINGS = "admin:newsroom_comments_standingchange_changelist"
STANDING = "admin:newsroom_comments_standingchange_change"
UNDO_STANDING = "admin:newsroom_comments_undo_standing"


def rows(page: Page) -> list[dict[str, str]]:
    """The list's rows, by the name of the column."""
    return [
        {cell.get("class").removeprefix("field-").split()[0]: cell.text_content().strip() for cell in row}
        for row in page.tree.xpath("//table[@id='result_list']/tbody/tr")
    ]


def ban(person: Commenter, to: Standing = Standing.BANNED, who: str = "ada") -> StandingChange:
    """With all of theirs that waits."""
    reject_pending = to == Standing.BANNED
    set_standing(person, to, until=None, by=editor(who), batch=uuid4(), reject_pending=reject_pending)
    return StandingChange.objects.all()[0]


def click(comment: ReaderComment, to: Status, who: str = "ada") -> tuple[UUID, Decision]:
    batch = uuid4()
    row = ReaderComment.objects.get(pk=comment.pk)
    decide(row, to, DecisionContext(by=editor(who), batch=batch))
    return batch, Decision.objects.all()[0]


def press(page: Page, **button: str) -> Any:
    """Press the one button on an entry's page that says this."""
    name, value = next(iter(button.items()), (None, None))
    wanted = f"[@name='{name}']" if name else "[not(@name)]"
    [found] = page.tree.xpath(f"//button[@formaction]{wanted}")
    form = found.xpath("ancestor::form/@id")[0]
    return page.send(form, found.get("formaction"), **({name: value} if name else {}))
