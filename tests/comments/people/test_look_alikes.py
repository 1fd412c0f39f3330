"""Names that a reader takes for one are one: for the staff, for reserved names and for editors' lists."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.mail import signed_links
from comments.models import Commenter, ListedWord, ReaderComment, Status, WordList
from comments.people.confirmations import confirm
from tests.rules import rules

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
# A name, and the one that it is taken for.
ALIKE = {
    "lan MiIler": "Ian Miller",
    "llona": "Ilona",
    "Ieo": "leo",
    "Mclntyre": "McIntyre",
    "νictor": "Victor",
    "NIKOΣ": "Νίκος",
    "OЛЬГA": "Ольга",
    "BobO": "Bob0",
}
UNLIKE = {
    "Lan": "Ian",
    "All": "Ali",
    "Amie": "Arnie",
    "रमा": "राम",
}


@pytest.fixture(autouse=True)
def _published_unless_held(settings: Any) -> None:
    off = {"MODE": "post", "RATE_LIMIT": False, "RULES": rules(first_comment=None)}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **off}


def reserve(stored: ReaderComment) -> str:
    """Confirm the comment's address, and press the button on its private page: where does it lead?"""
    confirm(stored)
    return str(Client().post(signed_links.reader_page(stored) + "name/")["Location"].partition("?")[2])


def test_names_of_the_staff(reply: Send) -> None:
    for name, staff in (ALIKE | UNLIKE).items():
        User.objects.update_or_create(username="staff", defaults={"first_name": staff, "is_staff": True})
        reply(comment=name, name=name)
    held = ReaderComment.objects.filter(status=Status.PENDING).values_list("source", flat=True)
    assert {*held} == {*ALIKE}


def test_reserved_names(reply: Send, comment: Any) -> None:
    for name in (ALIKE | UNLIKE).values():
        assert reserve(comment(name, name=name, email=f"{len(name)}-{ord(name[0])}@example.org")) == ""
    answers = {name: reply(comment=f"As {name}", name=name).status_code for name in ALIKE | UNLIKE}
    assert answers == dict.fromkeys(ALIKE, 422) | dict.fromkeys(UNLIKE, 302)


def test_a_name_from_before_that_looks_like_a_reserved_one_is_taken(comment: Any) -> None:
    names = ["lan", "Ian", "Lan"]
    before = [comment(f"As {name}", name=name, email=f"{name}@{ord(name[0])}.example") for name in names]
    assert [reserve(stored) for stored in before] == ["", "taken", "taken"]
    Commenter.objects.update(reserved_name="", reserved_key=None, reserved_skeleton=None)
    assert [reserve(before[1]), reserve(before[2])] == ["", ""]


def test_banned_words(reply: Send) -> None:
    ListedWord.objects.create(list=WordList.BANNED, pattern="casino")
    reply(name="C\u0430s\u0456no Royal")
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.reasons[0]["params"]["found"]) == (Status.REJECTED, 1)
