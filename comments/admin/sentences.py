"""What the desk says was done, by whom, and what came in between."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from ..decisions.log import AUTHOR
from ..decisions.undoing import Batch
from ..models import Act, Decision, Standing, StandingChange, Status
from . import rule_labels
from .dates import moment

DECIDED = {
    Status.APPROVED: ngettext_lazy(
        "You approved %(number)d comment.", "You approved %(number)d comments.", "number"
    ),
    Status.PENDING: ngettext_lazy("You held %(number)d comment.", "You held %(number)d comments.", "number"),
    Status.REJECTED: ngettext_lazy(
        "You rejected %(number)d comment.", "You rejected %(number)d comments.", "number"
    ),
    Status.SPAM: ngettext_lazy(
        "You marked %(number)d comment as spam.", "You marked %(number)d comments as spam.", "number"
    ),
}
SINCE = {
    Status.PENDING: gettext_lazy("held by %(who)s, %(when)s"),
    Status.PUBLISHED: gettext_lazy("published by %(who)s, %(when)s"),
    Status.APPROVED: gettext_lazy("approved by %(who)s, %(when)s"),
    Status.REJECTED: gettext_lazy("rejected by %(who)s, %(when)s"),
    Status.SPAM: gettext_lazy("marked as spam by %(who)s, %(when)s"),
    Status.WITHDRAWN: gettext_lazy("withdrawn by %(who)s, %(when)s"),
    Status.ERASED: gettext_lazy("erased by %(who)s, %(when)s"),
}
CORRECTED = ngettext_lazy("You corrected %(number)d comment.", "You corrected %(number)d comments.", "number")
JUDGED = ngettext_lazy(
    "You applied listed entries to %(number)d pending comment.",
    "You applied listed entries to %(number)d pending comments.",
    "number",
)
FOUND = ngettext_lazy(
    "%(number)d pending comment has one more reason.",
    "%(number)d pending comments have one more reason.",
    "number",
)
UPHELD = ngettext_lazy("You upheld %(number)d rejection.", "You upheld %(number)d rejections.", "number")
PICKED = ngettext_lazy("You picked %(number)d comment.", "You picked %(number)d comments.", "number")
UNPICKED = ngettext_lazy(
    "You removed the pick of %(number)d comment.", "You removed the picks of %(number)d comments.", "number"
)
UNDONE = ngettext_lazy(
    "The decision on %(number)d comment was undone.",
    "The decisions on %(number)d comments were undone.",
    "number",
)

LEFT_ALONE = ngettext_lazy(
    "%(number)d comment was left unchanged: it came or changed since the list was shown.",
    "%(number)d comments were left unchanged: they came or changed since the list was shown.",
    "number",
)


def decided(to: Status, number: int) -> str:
    return str(DECIDED[to] % {"number": number})


def picked(number: int, *, picked: bool) -> str:
    return str((PICKED if picked else UNPICKED) % {"number": number})


def last_done(batch: Batch) -> str:
    """What one click of the reading editor's did."""
    said = [_standing_given(batch.standing)] if batch.standing else []
    if batch.number and batch.act == Act.CORRECTED:
        said.append(str(CORRECTED % {"number": batch.number}))
    elif batch.act == Act.JUDGED:
        said.append(str(JUDGED % {"number": batch.number}))
    elif batch.number and batch.act == Act.UPHELD:
        said.append(str(UPHELD % {"number": batch.number}))
    elif batch.number and batch.act in {Act.PICKED, Act.UNPICKED}:
        said.append(picked(batch.number, picked=batch.act == Act.PICKED))
    elif batch.number > batch.replies and batch.to_status in DECIDED:
        said.append(decided(batch.to_status, batch.number - batch.replies))
    if batch.replies:
        said.append(_("You published a reply."))
    return " ".join(said)


def _standing_given(change: StandingChange) -> str:
    if change.to_standing == Standing.BANNED:
        return banned(change.to_until)
    standing = Standing(change.to_standing).label
    return _("You set a person’s standing: %(standing)s.") % {"standing": standing}


def banned(until: datetime | None) -> str:
    if until is None:
        return _("You banned a person for good.")
    said = _("You banned a person until %(until)s.") % {"until": moment(until)}
    # An English moment ends with a full stop of its own: 9:41 a.m.
    return said.replace("..", ".")


def applied(held: int, rejected: int) -> str:
    """What a list's entries did to what was pending."""
    if not held and not rejected:
        return _("Nothing that is pending has any of these.")
    said = [str(FOUND % {"number": held})] if held else []
    said += [decided(Status.REJECTED, rejected)] if rejected else []
    return " ".join([*said, _("One undo at the desk reverses all of it.")])


def undone_text(number: int) -> str:
    return str(UNDONE % {"number": number})


def left_alone(number: int) -> str:
    """What the desk answers of a list's comments that weren't there, or read otherwise, when it was shown."""
    return str(LEFT_ALONE % {"number": number})


def stays_withdrawn(numbers: Iterable[int]) -> str:
    """What the desk answers of comments that an author withdrew and an editor would make public again."""
    said = _("Comment %(id)s was withdrawn by its author, and stays withdrawn.")
    return " ".join(said % {"id": number} for number in numbers)


def came_since(decision: Decision) -> str:
    """“corrected by grace, 10:42 a.m.”"""
    by_author = decision.rule == AUTHOR
    rules = rule_labels.label(AUTHOR) if by_author else _("the rules")
    who = decision.actor or decision.actor_number or rules
    # What was refused before keeps its status when its author withdraws it.
    to = Status.WITHDRAWN if by_author else Status(decision.to_status)
    if decision.act == Act.CORRECTED:
        text = _("corrected by %(who)s, %(when)s")
    elif decision.act == Act.JUDGED:
        text = _("judged again by %(who)s, %(when)s")
    elif decision.act == Act.UNDONE:
        text = _("set back to %(status)s by %(who)s, %(when)s")
    elif decision.act == Act.APPEALED:
        text = _("appealed by %(who)s, %(when)s")
    elif decision.act == Act.UPHELD:
        text = _("rejection upheld by %(who)s, %(when)s")
    elif decision.act == Act.PICKED:
        text = _("picked by %(who)s, %(when)s")
    elif decision.act == Act.UNPICKED:
        text = _("pick removed by %(who)s, %(when)s")
    else:
        text = str(SINCE[to])
    return text % {"who": who, "when": moment(decision.decided), "status": to.label.lower()}


def step(decision: Decision) -> str:
    """What an entry of the log did: “Pending → Spam”, “Corrected”."""
    if decision.act not in {Act.DECIDED, Act.UNDONE}:
        return str(Act(decision.act).label)
    if decision.rule == AUTHOR and decision.act == Act.DECIDED:
        # What was refused before keeps its status when its author withdraws it.
        return str(Status.WITHDRAWN.label)
    steps = [Status(status).label for status in (decision.from_status, decision.to_status) if status]
    way = " → ".join(map(str, steps))
    return f"{Act.UNDONE.label} · {way}" if decision.act == Act.UNDONE else way


def standing_step(change: StandingChange) -> str:
    return f"{change.get_from_standing_display()} → {change.get_to_standing_display()}"


def who(entry: Decision | StandingChange) -> str:
    """Whoever an entry of a log names: an editor, by name or else by number, or a rule."""
    rule = rule_labels.label(entry.rule) if isinstance(entry, Decision) else ""
    return str(entry.actor or entry.actor_number or rule)


def standing_since(change: StandingChange) -> str:
    values = {
        "standing": Standing(change.to_standing).label.lower(),
        "who": change.actor or change.actor_number,
        "when": moment(change.changed),
    }
    return _("The person’s standing was set to %(standing)s by %(who)s, %(when)s") % values
