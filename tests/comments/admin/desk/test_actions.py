"""What an editor does at the desk: decide, correct, reply, ban and undo, with and without a script."""

from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.admin.desk import sent
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.desk import queues
from comments.mail import signed_links
from comments.models import (
    Commenter,
    Decision,
    Discussion,
    EarlierText,
    ReaderComment,
    RejectionReason,
    Report,
    Standing,
    StandingChange,
    Status,
)
from comments.posting.withdrawals import withdraw
from comments.upkeep.erasing import erase_refused

from ..conftest import DECIDE, LIST, Desk, decided_by, messages, statuses

pytestmark = pytest.mark.django_db
EVERYTHING = "?queue=all"


@pytest.fixture
def reason() -> RejectionReason:
    return RejectionReason.objects.create(label="Insult", text="We publish no insults.")


# --- One decision ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM])
@pytest.mark.parametrize("after", [Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM])
def test_one_click_decides_and_is_logged(
    before: Status, after: Status, moderator: Desk, comment: Any
) -> None:
    written = comment(status=before)
    page = moderator.open(query=EVERYTHING)
    if before == after:
        assert f"{after}-{written.pk}" not in page.buttons()
        return
    response = page.click(after, written)
    assert [level for level, _text in messages(response)] == ["success"]
    assert statuses() == {written.pk: after}
    assert decided_by(moderator) == [(written.pk, before, after)]
    assert Discussion.objects.get().public_count == after.is_public


def test_a_click_leads_back_to_the_same_place_in_the_list(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    query = "?search=read&oldest_first=1"
    response = moderator.open(query=query).click("approved", held)
    assert response.redirect_chain == [(reverse(LIST) + query, 302)]


def test_a_script_is_given_the_parts_of_the_page_that_changed(moderator: Desk, comment: Any) -> None:
    first, second = comment("One", status=Status.PENDING), comment("Two", status=Status.PENDING)
    answer = moderator.open().click("approved", first, script=True).json()
    assert (answer["message"], answer["level"]) == ("You approved 1 comment.", "success")
    assert answer["cards"] == {str(first.pk): None}
    assert "Undo" in answer["last"]
    assert 'Pending <span class="nc-count">1</span>' in answer["tabs"]
    answer = moderator.open(query=EVERYTHING).click("rejected", second, script=True).json()
    assert "Rejected by grace" in answer["cards"][str(second.pk)]


def test_a_click_on_what_changed_meanwhile_does_nothing_and_says_what_came(
    moderator: Desk, chief: Desk, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    revise(held, "Something else altogether", DecisionContext(by=chief.user), revision=held.revision)
    [(level, text)] = messages(page.click("approved", held))
    assert (level, text.partition(", ")[0]) == (
        "warning",
        f"Comment {held.pk} changed while you had it open (corrected by chief",
    )
    assert text.endswith("): nothing was done. Look at it again.")
    response = page.click("approved", held, script=True)
    assert response.status_code == 409
    assert "Something else altogether" in response.json()["cards"][str(held.pk)]
    assert (statuses(), decided_by(moderator)) == ({held.pk: Status.PENDING}, [])


def test_a_second_click_from_an_old_page_is_told(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    page.click("approved", held)
    response = page.click("spam", held)
    assert [level for level, _text in messages(response)] == ["warning"]
    assert statuses() == {held.pk: Status.APPROVED}


@pytest.mark.parametrize(
    "fields",
    [
        {"to": ""},
        {"to": "withdrawn"},
        {"to": "published"},
        {"to": "nonsense"},
        {"pk": ""},
        {"pk": "x"},
        {"pk": "9999999999"},
        {"revision": ""},
        {"revision": "x"},
        {"revision": "-1"},
    ],
)
def test_a_button_that_was_never_there_does_nothing(
    fields: dict[str, str], moderator: Desk, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    response = page.post(page.buttons()[f"approved-{held.pk}"], {"to": "approved"} | fields)
    assert [level for level, _text in messages(response)] == ["warning"]
    assert (statuses(), decided_by(moderator)) == ({held.pk: Status.PENDING}, [])


def test_deciding_takes_a_post_with_the_page_s_token(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    decision = {"pk": held.pk, "revision": held.revision, "to": "approved"}
    assert moderator.client.get(reverse(DECIDE), decision).status_code == 405
    assert moderator.client.post(reverse(DECIDE), decision).status_code == 403
    assert statuses() == {held.pk: Status.PENDING}


def test_keeping_what_readers_reported_answers_the_reports(moderator: Desk, comment: Any) -> None:
    public = comment()
    Report.objects.create(comment=public, reporter="x", reason="abuse")
    ReaderComment.objects.update(open_reports=1)
    answer = moderator.open(query="?queue=reported").click("approved", public, script=True).json()
    assert answer["cards"] == {str(public.pk): None}
    assert Report.objects.get().settled_by.actor == moderator.user
    assert ReaderComment.objects.get().open_reports == 0


# --- A reason -------------------------------------------------------------------------------------------


def test_a_comment_is_rejected_with_a_reason_and_words_to_its_author(
    moderator: Desk, reason: RejectionReason, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().act("decide", held, to="rejected", rejection=reason.pk, message="Sorry.\r\nReally.")
    decision = Decision.objects.filter(actor=moderator.user).get()
    assert (decision.to_status, decision.rejection, decision.reason, decision.message) == (
        Status.REJECTED,
        reason,
        "We publish no insults.",
        "Sorry.\nReally.",
    )


def why(rejected: ReaderComment) -> list[str]:
    """What the author of a rejected comment reads of it on the private page."""
    page = lxml.html.fromstring(Client().get(signed_links.reader_page(rejected)).content)
    return [part.text_content() for part in page.xpath("//div[@class='nc-why']/p")]


def test_what_is_rejected_already_is_given_its_reason_and_then_other_words(
    moderator: Desk, reason: RejectionReason, comment: Any
) -> None:
    rejected = comment(status=Status.REJECTED)
    page = moderator.open(query="?queue=rejected")
    assert why(rejected) == []
    page.act("decide", rejected, to="rejected", rejection=reason.pk, message="Sorry.")
    assert why(rejected) == ["We publish no insults.", "Sorry."]
    page = moderator.open(query="?queue=rejected")
    form = page.card(rejected).xpath(".//form[.//select[@name='rejection']]")[0]
    assert (form.fields["rejection"], form.fields["message"].strip()) == (str(reason.pk), "Sorry.")
    response = page.act("decide", rejected, to="rejected", message="Write again.")
    assert messages(response) == [("success", "You rejected 1 comment.")]
    assert why(rejected) == ["We publish no insults.", "Write again."]
    assert decided_by(moderator) == [(rejected.pk, Status.REJECTED, Status.REJECTED)] * 2
    moderator.open().undo()
    assert why(rejected) == ["We publish no insults.", "Sorry."]


def test_the_words_that_a_pending_comment_was_once_rejected_with_are_not_offered_again(
    moderator: Desk, reason: RejectionReason, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().act("decide", held, to="rejected", rejection=reason.pk, message="Sorry.")
    moderator.open().undo()
    form = moderator.open().card(held).xpath(".//form[.//select[@name='rejection']]")[0]
    assert (form.fields["rejection"], form.fields["message"].strip()) == ("", "")


def test_words_to_the_author_that_are_too_long_are_kept_and_nothing_is_done(
    moderator: Desk, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    words = "x" * 1001
    response = moderator.open().act("decide", held, to="rejected", message=words)
    assert response.status_code == 422
    page = moderator.read(response)
    assert "Your text is too long: it has 1001 characters" in page.said(held)
    assert page.card(held).xpath(".//details[@open]//textarea[@name='message']/text()") == [f"\n{words}"]
    assert statuses() == {held.pk: Status.PENDING}


def test_a_reason_that_was_taken_off_the_list_is_told(
    moderator: Desk, reason: RejectionReason, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    RejectionReason.objects.update(active=False)
    response = page.act("decide", held, to="rejected", rejection=reason.pk, message="Sorry.")
    assert "That reason is no longer on the list" in moderator.read(response).said(held)
    assert statuses() == {held.pk: Status.PENDING}


# --- Several at once ------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", [Status.APPROVED, Status.PENDING, Status.REJECTED, Status.SPAM])
def test_a_selection_is_decided_in_one_batch(to: Status, chief: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.WITHDRAWN) for number in range(3)]
    response = chief.open(query=EVERYTHING).decide_selection(to, *rows[:2])
    assert [level for level, _text in messages(response)] == ["success"]
    assert list(statuses().values()) == [to, to, Status.WITHDRAWN]
    assert decided_by(chief) == [(row.pk, Status.WITHDRAWN, to) for row in rows[:2]]
    assert Decision.objects.filter(actor=chief.user).values("batch").distinct().count() == 1


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


# --- A correction ---------------------------------------------------------------------------------------


def test_a_text_is_corrected_in_its_place(moderator: Desk, comment: Any) -> None:
    held = comment("Typpo", status=Status.PENDING)
    response = moderator.open().act("revise", held, source="Typo\r\n**")
    stored = ReaderComment.objects.get()
    assert messages(response) == [("success", "You corrected 1 comment.")]
    assert (stored.source, stored.edited, stored.status) == ("Typo\n**", True, Status.PENDING)
    assert list(EarlierText.objects.values_list("source", flat=True)) == ["Typpo"]


def test_a_text_that_is_saved_as_it_was_is_no_correction(moderator: Desk, comment: Any) -> None:
    held = comment("Words", status=Status.PENDING)
    assert messages(moderator.open().act("revise", held)) == [("info", "The text has not changed.")]
    assert decided_by(moderator) == []


@pytest.mark.parametrize(("act", "field"), [("revise", "source"), ("reply", "reply")])
@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>", "x" * 3001])
def test_words_that_can_t_be_used_come_back_in_their_field(
    act: str, field: str, text: str, moderator: Desk, comment: Any
) -> None:
    held = comment("Words", status=Status.PENDING)
    response = moderator.open().act(act, held, **{field: text})
    assert response.status_code == 422
    page = moderator.read(response)
    [area] = page.card(held).xpath(f".//details[@open]//textarea[@name='{field}']")
    assert area.value.removeprefix("\n") == text
    assert ReaderComment.objects.get().source == "Words"


@pytest.mark.parametrize(("act", "field"), [("revise", "source"), ("reply", "reply")])
def test_words_about_what_changed_meanwhile_are_kept_beside_the_new_text(
    act: str, field: str, moderator: Desk, comment: Any
) -> None:
    held = comment("Words", status=Status.PENDING)
    page = moderator.open()
    revise(held, "A colleague's words", DecisionContext(), revision=held.revision)
    response = page.act(act, held, **{field: "My own words"})
    assert response.status_code == 409
    page = moderator.read(response)
    assert "Your text is still in its field." in page.said(held)
    assert page.card(held).xpath(".//div[@class='nc-text']")[0].text_content() == "A colleague's words"
    page.act(act, held)
    texts = ReaderComment.objects.order_by("pk").values_list("source", flat=True)
    assert "My own words" in list(texts)


# --- A reply --------------------------------------------------------------------------------------------


def test_a_reply_approves_what_it_answers_and_is_the_newsroom_s(moderator: Desk, comment: Any) -> None:
    held = comment("When?", status=Status.PENDING)
    moderator.open().act("reply", held, reply="On Monday.")
    answer = ReaderComment.objects.get(source="On Monday.")
    assert (answer.parent_id, answer.by_staff, answer.user) == (held.pk, True, moderator.user)
    assert statuses() == {held.pk: Status.APPROVED, answer.pk: Status.APPROVED}


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (Status.PENDING, "You approved 1 comment. You published a reply."),
        (Status.APPROVED, "You published a reply."),
    ],
)
def test_the_bar_says_of_a_reply_what_was_done(
    before: Status, told: str, moderator: Desk, comment: Any
) -> None:
    written = comment("When?", status=before)
    moderator.open(query=EVERYTHING).act("reply", written, reply="On Monday.")
    page = moderator.open(query=EVERYTHING)
    assert page.tree.xpath("//*[@id='desk-last']//span/text()")[0].strip() == told
    page.undo()
    assert statuses()[written.pk] == before


def test_nobody_replies_where_nothing_is_left_to_reply_on(
    moderator: Desk, article: Article, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    article.delete()
    assert "Reply and approve" not in moderator.open().said(held)
    assert [level for level, _text in messages(page.act("reply", held, reply="On Monday."))] == ["warning"]
    assert statuses() == {held.pk: Status.PENDING}


# --- A ban ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lasts", "days"), [("7", 7), ("30", 30), ("", None)])
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
    assert ("this person is banned." if days else "You banned this person for good.") in page.text
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


# --- Undoing --------------------------------------------------------------------------------------------


def test_the_last_decision_is_undone_also_from_a_page_opened_tomorrow(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().click("spam", held)
    page = moderator.open(query="?queue=approved")
    assert "You marked 1 comment as spam." in page.text
    assert messages(page.undo()) == [("success", "The decision on 1 comment was undone.")]
    assert statuses() == {held.pk: Status.PENDING}
    assert "Undo" not in " ".join(moderator.open().tree.xpath("//button/text()"))


def test_one_undo_takes_a_whole_selection_back(chief: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    chief.open().decide_selection("rejected", *rows)
    page = chief.open()
    assert "You rejected 3 comments." in page.text
    page.undo()
    assert set(statuses().values()) == {Status.PENDING}


@pytest.mark.parametrize(
    "narrowed",
    [
        "discussion={here.discussion_id}",
        "commenter={here.commenter_id}",
        "search=harbour",
        "rule=links",
        "until=2020-01-01",
        "comment={here.pk}",
    ],
)
def test_what_is_undone_is_shown_only_where_the_list_would(
    narrowed: str, moderator: Desk, comment: Any, publish: Any
) -> None:
    here = comment("The harbour http://a.e http://b.e http://c.e", status=Status.PENDING)
    there = comment("A train", email="t@e.org", target=publish(slug="other"), status=Status.PENDING)
    moderator.open().click("spam", there)
    query = "?" + narrowed.format(here=here)
    answers = []
    for last in (there, here):
        page = moderator.open(query=query)
        [form] = page.tree.xpath(f"//form[@action='{reverse('admin:newsroom_comments_undo')}']")
        answers.append(page.post(form, {}, script=True).json()["cards"])
        if last is there:
            moderator.open().click("approved", here)
    shows_here = "until" not in narrowed
    found = [{number: card is not None for number, card in cards.items()} for cards in answers]
    assert found == [{str(there.pk): False}, {str(here.pk): shows_here}]
    assert statuses() == {here.pk: Status.PENDING, there.pk: Status.PENDING}


def test_an_undo_says_what_changed_since_and_asks(chief: Desk, moderator: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    chief.open().decide_selection("rejected", *rows)
    changed = ReaderComment.objects.get(pk=rows[1].pk)
    decide(changed, Status.APPROVED, DecisionContext(by=moderator.user, batch=uuid4()))
    response = chief.open().undo()
    assert response.status_code == 409
    page = chief.read(response)
    assert "The decisions on 2 comments were undone. What changed since was left unchanged:" in page.text
    assert f"Comment {changed.pk}: approved by grace" in page.text
    assert list(statuses().values()) == [Status.PENDING, Status.APPROVED, Status.PENDING]
    page.undo(anyway="1")
    assert set(statuses().values()) == {Status.PENDING}


def test_what_was_undone_already_is_told(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().click("spam", held)
    page = moderator.open()
    page.undo()
    assert messages(page.undo()) == [("info", "Already undone. Nothing changed.")]
    assert statuses() == {held.pk: Status.PENDING}


@pytest.mark.parametrize("batch", ["", "x", "1234"])
def test_an_undo_of_nonsense_does_nothing(batch: str, moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().click("spam", held)
    response = moderator.open().undo(batch=batch)
    assert [level for level, _text in messages(response)] == ["warning"]
    assert statuses() == {held.pk: Status.SPAM}


def test_a_colleague_s_batch_takes_the_permission_for_many(
    moderator: Desk, chief: Desk, comment: Any
) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    chief.open().decide_selection("rejected", *rows[:2])
    moderator.open().click("spam", rows[2])
    batch = Decision.objects.filter(actor=chief.user)[0].batch
    assert moderator.open().undo(batch=batch).status_code == 403
    theirs = Decision.objects.filter(actor=moderator.user)[0].batch
    assert chief.open().undo(batch=theirs).status_code == 200
    assert list(statuses().values()) == [Status.REJECTED, Status.REJECTED, Status.PENDING]


def test_nothing_is_said_to_be_undone_where_there_is_nothing(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    page.click("approved", held)
    response = moderator.open().undo(batch=str(uuid4()))
    assert messages(response) == [("warning", "Nothing to undo.")]
    assert statuses() == {held.pk: Status.APPROVED}


@pytest.mark.parametrize(("act", "field"), [("decide", "message"), ("revise", "source"), ("reply", "reply")])
def test_a_nul_in_an_editors_words_is_left_out(act: str, field: str, moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    response = moderator.open().act(act, held, **{field: "Some\0 words", "to": "rejected"})
    assert [level for level, _text in messages(response)] == ["success"]
    written = {*Decision.objects.values_list("message", flat=True)}
    written |= {*ReaderComment.objects.values_list("source", flat=True)}
    assert "Some words" in written


# --- What its author withdrew ---------------------------------------------------------------------------


def test_what_its_author_withdrew_can_only_be_refused(moderator: Desk, comment: Any) -> None:
    written = comment()
    withdraw(written, revision=written.revision)
    page = moderator.open(query=EVERYTHING)
    assert set(page.buttons()) == {f"rejected-{written.pk}", f"spam-{written.pk}"}
    assert "withdrawn by its author" in page.said(written)
    assert page.card(written).xpath(f".//form[@action='{reverse('admin:newsroom_comments_reply')}']") == []


@pytest.mark.parametrize("script", [False, True])
def test_an_approval_that_comes_all_the_same_is_answered(script: bool, chief: Desk, comment: Any) -> None:
    written, other = comment(), comment("Other words", name="Bob", status=Status.PENDING)
    withdraw(written, revision=written.revision)
    said = f"Comment {written.pk} was withdrawn by its author, and stays withdrawn."
    page = chief.open(query=EVERYTHING)
    one = page.post(page.buttons()[f"spam-{written.pk}"], {"to": "approved"}, script=script)
    assert (one.json()["message"] if script else messages(one)[0][1]) == said
    both = page.decide_selection("approved", written, other)
    assert messages(both) == [("warning", f"You approved 1 comment. {said}")]
    assert statuses() == {written.pk: Status.WITHDRAWN, other.pk: Status.APPROVED}
    form = page.card(other).xpath(f".//form[@action='{reverse('admin:newsroom_comments_reply')}']")[0]
    row = ReaderComment.objects.get(pk=written.pk)
    reply = page.post(form, {"pk": row.pk, "revision": row.revision, "reply": "Mine."}, script=script)
    assert reply.status_code == 409
    assert ReaderComment.objects.count() == 2


def test_an_undo_made_anyway_says_what_stays_withdrawn(moderator: Desk, comment: Any) -> None:
    written = comment(status=Status.PENDING)
    moderator.open().click("approved", written)
    written.refresh_from_db()
    withdraw(written, revision=written.revision)
    question = moderator.open(query=EVERYTHING).undo()
    assert "withdrawn by its author" in moderator.read(question).text
    answer = moderator.read(question).undo(anyway="1")
    assert messages(answer)[0][1] == (
        "The decision on 1 comment was undone. "
        f"Comment {written.pk} was withdrawn by its author, and stays withdrawn."
    )
    assert statuses() == {written.pk: Status.WITHDRAWN}


# --- What is erased -------------------------------------------------------------------------------------


def test_nothing_can_be_done_with_what_is_erased(chief: Desk, comment: Any) -> None:
    erased = comment(status=Status.ERASED)
    page = chief.open(query=EVERYTHING)
    assert page.card(erased).xpath(".//form | .//button | .//input") == []
    assert [link.text for link in page.card(erased).xpath(".//a")][-1] == "View"


@pytest.mark.parametrize("script", [False, True])
def test_a_correction_that_comes_after_the_erasing_writes_nothing(
    script: bool, moderator: Desk, comment: Any
) -> None:
    written = comment("Words", status=Status.SPAM)
    form = moderator.open(query=EVERYTHING).card(written).xpath(".//form[.//textarea[@name='source']]")[0]
    assert list(erase_refused(timezone.now(), 500)) == [1]
    revision = ReaderComment.objects.get().revision
    fields = {"revision": revision, "source": "Words again"}
    answer = moderator.open(query=EVERYTHING).post(form, fields, script=script)
    assert answer.status_code == 409
    row = ReaderComment.objects.get()
    assert (row.source, row.comment, row.revision) == ("", "", revision)
