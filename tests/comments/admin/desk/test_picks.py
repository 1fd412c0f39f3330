"""Picks at the desk: a button and a key on each public comment's card."""

from typing import Any

import pytest

from comments.models import Act, Decision, ReaderComment, Status

from ..conftest import CHANGE, Desk, messages

pytestmark = pytest.mark.django_db
APPROVED = "?queue=approved"


def test_a_click_picks_a_comment_and_another_does_no_more(comment: Any, moderator: Desk) -> None:
    stored = comment()
    said = []
    for picked in ("yes", "no"):
        page = moderator.open(query=APPROVED)
        [button] = page.card(stored).xpath(".//button[@data-key='p']")
        assert button.get("value") == picked
        answer = page.act("pick", stored, picked=picked)
        said.append((messages(answer), ReaderComment.objects.get().picked_at is not None))
        if picked == "yes":
            assert "Editors’ pick" in moderator.read(answer).said(stored)
    assert said == [
        ([("success", "You picked 1 comment.")], True),
        ([("success", "You removed the pick of 1 comment.")], False),
    ]
    assert "Pick removed by grace" in moderator.open(query=APPROVED).said(stored)
    history = moderator.open(CHANGE, stored.pk).text
    assert [word in history for word in ("Picked", "Pick removed")] == [True, True]


def test_the_bar_undoes_it(comment: Any, moderator: Desk) -> None:
    stored = comment()
    moderator.open(query=APPROVED).act("pick", stored, picked="yes")
    page = moderator.open(query=APPROVED)
    assert "You picked 1 comment." in page.text
    page.undo()
    assert ReaderComment.objects.get().picked_at is None


def test_only_what_is_public_has_the_button(comment: Any, moderator: Desk) -> None:
    held, public = comment(status=Status.PENDING), comment("Number 2", name="Bo")
    page = moderator.open(query="?queue=all")
    cards = [page.card(each).xpath(".//button[@data-key='p']") for each in (held, public)]
    assert [len(each) for each in cards] == [0, 1]
    answer = page.act("pick", public, pk=held.pk, revision=held.revision, picked="yes")
    nonsense = page.act("pick", public, picked="perhaps")
    assert [messages(each)[0][0] for each in (answer, nonsense)] == ["warning", "warning"]
    assert Decision.objects.filter(act=Act.PICKED).count() == 0


def test_of_two_editors_at_once_the_second_reads_what_the_first_did(
    comment: Any, moderator: Desk, chief: Desk
) -> None:
    stored = comment()
    old = chief.open(query=APPROVED)
    moderator.open(query=APPROVED).act("pick", stored, picked="yes")
    answer = old.act("pick", stored, picked="yes", script=True)
    assert (answer.status_code, "picked by grace" in answer.json()["message"]) == (409, True)
