"""The keys of the desk: what each does, and why it may do nothing."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Key:
    """A line of the help: ``of``, its keys as the script has them; ``idle``, why they may do nothing."""

    label: Any
    meaning: Any
    idle: Any = ""
    of: str = ""


BULK = _("You can’t decide on several comments at once here.")
KEYS = [
    Key("j", _("Next comment")),
    Key("k", _("Previous comment")),
    Key(
        "a",
        _("Approve; keep one that readers reported"),
        _("It is approved already, or withdrawn or erased."),
    ),
    Key("h", _("Hold"), _("It is pending already, or withdrawn or erased.")),
    Key("r", _("Reject"), _("It is rejected already, or erased.")),
    Key("w", _("Reject with a reason"), _("Nothing is left of it to reject: it was erased.")),
    Key("w 1 … 9", _("Reject with that reason of the list"), of="w1"),
    Key("s", _("Spam"), _("It is marked as spam already, or erased.")),
    Key("z", _("Undo"), _("Nothing to undo.")),
    Key("v", _("Answer an appeal"), _("Its author has not appealed.")),
    Key(
        "c",
        _("Reply and approve"),
        _("Nobody can reply to it: it was withdrawn, or what it is about is gone."),
    ),
    Key("p", _("Reply with a saved reply"), _("Nobody can reply to it, or no reply is saved.")),
    Key("p 1 … 9", _("Put that saved reply into the reply"), of="p1"),
    Key("m", _("Note something for other editors"), _("Nothing is left of it to note: it was erased.")),
    Key("e", _("Correct the text"), _("It has no text to correct: it was erased.")),
    Key("t", _("Pick it for readers, or remove the pick"), _("Only what is public can be an editors’ pick.")),
    Key("b", _("Ban the person"), _("You can’t ban anybody here, or nobody knows who wrote it.")),
    Key(
        "x", _("Select or deselect"), _("You can’t select it: it was erased, or you decide on one at a time.")
    ),
    Key(
        _("Shift + A, H, R, S"),
        _("Approve, hold, reject or mark as spam all that is selected"),
        BULK,
        of="AHRS",
    ),
    Key(
        _("Shift + W, then 1 … 9"),
        _("Reject all that is selected, with that reason of the list"),
        BULK,
        of="W",
    ),
    Key("i", _("Show the person and the thread")),
    Key("n", _("Show what has arrived"), _("Nothing new has arrived.")),
    Key(_("Ctrl + Enter"), _("Send the text that you are typing"), of="Enter"),
    Key(_("Esc"), _("From a field back to the comment"), of="Escape"),
    Key("?", _("These keys")),
]
