"""What editors find at the demo's desk: colleagues, texts, letters, an appeal, reports, notes, a ban."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from django.contrib.auth.models import Group, User
from django.utils import timezone

from comments.decisions.standings import set_standing
from comments.desk import notes
from comments.models import ReaderComment, RejectionReason, ReportReason, SavedReply, Standing
from comments.people.roles import make_roles
from comments.posting.appeals import appeal
from comments.posting.reports import report, reporter_of

from .stories import Remark, written

# The group of each further login.
LOGINS = {"moderator": ("Alix", "Moreau", "Moderator"), "chief": ("Robin", "Hale", "Chief moderator")}
BANNED = "standish@example.net"
# Between a letter and the next, in hours.
BETWEEN_LETTERS = 1.7


@dataclass(frozen=True)
class Desk:
    """A language's, as a TOML file has it; desk_en.toml explains the fields."""

    language: str
    article: str
    reports: Sequence[str]
    note: str
    reasons: Sequence[Mapping[str, str]]
    replies: Sequence[Mapping[str, str]]
    letters: Sequence[Mapping[str, Any]]
    appeals: Mapping[str, str]

    @classmethod
    def of(cls, language: str) -> Self:
        return cls(language=language, **written(f"desk_{language}.toml"))

    def remarks(self) -> Iterator[Remark]:
        """The letters, one after the other; most of them wait."""
        for number, letter in enumerate(self.letters, 1):
            email = f"reader{number}.{self.language}@example.org"
            yield Remark(hours=number * BETWEEN_LETTERS, email=email, **letter)


def add_logins(editor: User) -> User:
    """An editor for each group of moderators, with the password of ``editor``; the moderator of them."""
    make_roles()
    for login, (first, last, group) in LOGINS.items():
        names = {"username": login, "first_name": first, "last_name": last}
        user = User.objects.create(**names, password=editor.password, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
    return User.objects.get(username="moderator")


def add_texts(desk: Desk) -> RejectionReason:
    """A language's reasons to reject and saved replies; the first reason is what this demo rejects for."""
    start = RejectionReason.objects.count()
    made = [
        RejectionReason.objects.create(**reason, position=position)
        for position, reason in enumerate(desk.reasons, start)
    ]
    for position, reply in enumerate(desk.replies, SavedReply.objects.count()):
        SavedReply.objects.create(**reply, position=position)
    return made[0]


def add_appeals(posted: Mapping[str, ReaderComment], desk: Desk) -> None:
    """The authors of rejected letters have just written why they should not be."""
    for key, text in desk.appeals.items():
        appeal(posted[key], text)


def add_reports(posted: Mapping[str, ReaderComment], desk: Desk, editor: User) -> None:
    """Of each what somebody reports, and what the editor notes about it."""
    for key in desk.reports:
        reporter = reporter_of(None, "198.51.100.0/24")
        report(posted[key], reporter=reporter, reason=ReportReason.OTHER, text="")
        notes.add(posted[key].pk, desk.note, editor)


def ban(posted: Mapping[str, ReaderComment], by: Any) -> None:
    """Whoever was rude may not comment for a week."""
    for comment in posted.values():
        if comment.user_email == BANNED and comment.commenter:
            until = timezone.now() + timedelta(days=7)
            set_standing(comment.commenter, Standing.BANNED, until=until, by=by, batch=uuid4())
