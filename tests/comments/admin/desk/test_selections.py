"""What an editor does with several comments at once, and with a person."""

from typing import Any

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from comments.admin.desk import sent
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext
from comments.desk import queues
from comments.models import (
    Commenter,
    Decision,
    ReaderComment,
    RejectionReason,
    Standing,
    StandingChange,
    Status,
)

from ..conftest import Desk, decided_by, messages, statuses

pytestmark = pytest.mark.django_db
EVERYTHING = "?queue=all"


# --- Several at once ------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", [Status.APPROVED, Status.PENDING, Status.REJECTED, Status.SPAM])
def test_a_selection_is_decided_in_one_batch(to: Status, chief: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.WITHDRAWN) for number in range(3)]
    response = chief.open(query=EVERYTHING).decide_selection(to, *rows[:2])
    assert [level for level, _text in messages(response)] == ["success"]
    assert list(statuses().values()) == [to, to, Status.WITHDRAWN]
    assert decided_by(chief) == [(row.pk, Status.WITHDRAWN, to) for row in rows[:2]]
    assert Decision.objects.filter(actor=chief.user).values("batch").distinct().count() == 1


def test_a_selection_is_rejected_for_one_reason(chief: Desk, comment: Any) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="It is about something else.")
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(2)]
    page = chief.open()
    page.decide_selection("rejected", *rows, rejection=reason.pk)
    rejected = ReaderComment.objects.filter(status=Status.REJECTED)
    assert [row.rejection for row in rejected] == [reason, reason]
    gone = chief.open(query="?queue=rejected").decide_selection("rejected", *rows, rejection=9)
    assert messages(gone) == [("error", "That reason is no longer on the list: choose another.")]


def test_of_a_selection_only_what_changed_meanwhile_is_left_alone(chief: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    page = chief.open()
    revise(rows[1], "Something else altogether", DecisionContext(), revision=rows[1].revision)
    [(level, text)] = messages(page.decide_selection("approved", *rows))
    assert level == "warning"
    assert text.startswith(f"You approved 2 comments. Comment {rows[1].pk} changed while you had it open")
    assert list(statuses().values()) == [Status.APPROVED, Status.PENDING, Status.APPROVED]


def test_everything_that_matches_is_decided_as_it_was_when_it_was_shown(chief: Desk, comment: Any) -> None:
    ships = [comment(f"Ships {number}", status=Status.PENDING) for number in range(3)]
    train = comment("A train", status=Status.PENDING)
    page = chief.open(query="?search=ships")
    late = comment("Ships 4", email="late@e.org", status=Status.PENDING)
    revise(ships[0], "Ships, corrected", DecisionContext(), revision=ships[0].revision)
    [(level, text)] = messages(page.decide_selection("spam", whole="1"))
    assert (level, text.partition(" changed")[0]) == (
        "warning",
        f"You marked 2 comments as spam. Comment {ships[0].pk}",
    )
    assert text.endswith("1 comment was left unchanged: it came or changed since the list was shown.")
    assert statuses() == {
        ships[0].pk: Status.PENDING,
        ships[1].pk: Status.SPAM,
        ships[2].pk: Status.SPAM,
        train.pk: Status.PENDING,
        late.pk: Status.PENDING,
    }


def test_of_everything_that_matches_a_text_is_decided_only_as_it_stood_on_the_page(
    chief: Desk, comment: Any
) -> None:
    """On PostgreSQL an entry of the log may be committed after one with a higher number was seen."""
    seen, corrected = (comment(f"Ships {number}", status=Status.PENDING) for number in range(2))
    page = chief.open(query="?search=ships")
    revise(corrected, "Ships, corrected", DecisionContext(), revision=corrected.revision)
    ahead = f"{Decision.objects.latest('pk').pk}.0.{corrected.pk}"
    [(level, text)] = messages(page.decide_selection("approved", whole="1", seen=ahead))
    assert level == "warning"
    assert text.startswith(f"You approved 1 comment. Comment {corrected.pk} changed while you had it open")
    assert statuses() == {seen.pk: Status.APPROVED, corrected.pk: Status.PENDING}


def test_of_the_whole_list_what_the_editor_has_on_the_page_is_decided_and_the_rest_is_told(
    chief: Desk, comment: Any
) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    page = chief.open()
    late = comment("Late words", email="late@e.org", status=Status.PENDING)
    answer = page.act("revise", rows[0], source="Other words", script=True).json()
    [card] = lxml.html.fragments_fromstring(answer["cards"][str(rows[0].pk)])
    page.card(rows[0]).getparent().replace(page.card(rows[0]), card)
    response = page.decide_selection("approved", whole="1", script=True)
    told = "1 comment was left unchanged: it came or changed since the list was shown."
    answer = response.json()
    assert (response.status_code, answer["message"]) == (409, f"You approved 3 comments. {told}")
    shown = {number: card is not None for number, card in answer["cards"].items()}
    assert shown == {**{str(row.pk): False for row in rows}, str(late.pk): True}
    assert messages(page.decide_selection("approved", whole="1")) == [("warning", told)]
    assert statuses() == {**{row.pk: Status.APPROVED for row in rows}, late.pk: Status.PENDING}
    chief.open().decide_selection("approved", whole="1")
    assert set(statuses().values()) == {Status.APPROVED}


def test_no_more_is_decided_of_the_whole_list_than_goes_at_once(
    chief: Desk, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(4)]
    page = chief.open()
    revise(rows[3], "Other words", DecisionContext(by=chief.user), revision=rows[3].revision)
    for module in (sent, queues):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 2)
    page.decide_selection("approved", whole="1", on_page=f"{rows[3].pk}-{rows[3].revision}")
    assert statuses()[rows[3].pk] == Status.APPROVED
    assert sorted(statuses().values()) == [Status.APPROVED] * 2 + [Status.PENDING] * 2


def test_everything_that_matches_one_comment_is_that_one(chief: Desk, comment: Any) -> None:
    first, second = comment("One", status=Status.PENDING), comment("Two", status=Status.PENDING)
    chief.open(query=f"?comment={first.pk}").decide_selection("spam", first, whole="1")
    assert statuses() == {first.pk: Status.SPAM, second.pk: Status.PENDING}


def test_nothing_selected_is_told(chief: Desk, comment: Any) -> None:
    comment(status=Status.PENDING)
    page = chief.open()
    assert messages(page.decide_selection("approved")) == [("warning", "No comment is selected.")]
    assert messages(page.decide_selection("approved", shown=["x", "7", "-", "1-x"])) == [
        ("warning", "No comment is selected.")
    ]


def test_more_than_can_be_decided_at_once_are_left_alone(chief: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    shown = [f"{held.pk + number}-{held.revision}" for number in range(501)]
    [(level, text)] = messages(chief.open().decide_selection("approved", shown=shown))
    assert (level, "500 comments at once, and selected 501" in text) == ("warning", True)
    assert statuses() == {held.pk: Status.PENDING}


def test_a_selection_takes_its_own_permission(moderator: Desk, chief: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    assert moderator.open().tree.xpath("//*[@id='bulk'] | //input[@name='shown']") == []
    fields = {"to": "approved", "shown": f"{held.pk}-{held.revision}"}
    page = moderator.open()
    response = page.post(page.buttons()[f"approved-{held.pk}"], fields)
    token = moderator.client.cookies["csrftoken"].value
    address = reverse("admin:newsroom_comments_decide_selection")
    response = moderator.client.post(address, fields | {"csrfmiddlewaretoken": token})
    assert response.status_code == 403


# --- A ban ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lasts", "days"), [("1h", 1), ("1", 1), ("7", 7), ("30", 30), ("", None)])
def test_a_person_is_banned_and_what_is_pending_rejected(
    lasts: str, days: int | None, chief: Desk, comment: Any
) -> None:
    first, second = (comment(text, status=Status.PENDING) for text in ("One", "Two"))
    other = comment("Three", email="other@e.org", status=Status.PENDING)
    chief.open().act("ban", first, lasts=lasts)
    banned = Commenter.objects.get(pk=first.commenter_id)
    assert banned.standing == Standing.BANNED
    assert (banned.until and (banned.until - timezone.now()).days + 1) == days
    assert statuses() == {
        first.pk: Status.REJECTED,
        second.pk: Status.REJECTED,
        other.pk: Status.PENDING,
    }
    page = chief.open()
    assert ("You banned a person until" if days else "You banned a person for good.") in page.text
    # As "9:41 a.m." ends.
    assert "m.." not in page.text
    page.undo()
    assert Commenter.objects.get(pk=first.commenter_id).standing == Standing.NONE
    assert set(statuses().values()) == {Status.PENDING}


def test_a_ban_may_leave_what_is_pending(chief: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    chief.open().act("ban", held, lasts="7", reject_pending="")
    assert statuses() == {held.pk: Status.PENDING}
    assert Commenter.objects.get().standing == Standing.BANNED


@pytest.mark.parametrize("lasts", ["8", "x", "-7"])
def test_a_ban_that_was_never_offered_does_nothing(lasts: str, chief: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    chief.open().act("ban", held, lasts=lasts)
    assert StandingChange.objects.count() == 0


def test_a_ban_takes_its_own_permission(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    assert "Ban" not in page.said(held)
    form = page.buttons()[f"approved-{held.pk}"]
    form.set("action", reverse("admin:newsroom_comments_ban"))
    assert page.post(form, {"lasts": ""}).status_code == 403
    assert StandingChange.objects.count() == 0
