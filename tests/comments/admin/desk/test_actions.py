"""What an editor decides on one comment, and for what reason."""

from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext
from comments.mail import signed_links
from comments.models import (
    Act,
    Decision,
    Discussion,
    Finding,
    ReaderComment,
    RejectionReason,
    Report,
    SavedReply,
    Status,
)

from ...scenes import assert_all_is_true
from ..conftest import CHANGE, DECIDE, LIST, Desk, decided_by, messages, statuses

pytestmark = pytest.mark.django_db
EVERYTHING = "?queue=all"
APPROVED = "?queue=approved"


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


# --- What it costs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("queue", "is_shown", "queries"), [("pending", False, 12), ("all", True, 15)])
def test_approving_by_a_key_costs_twelve_queries(
    queue: str,
    is_shown: bool,
    queries: int,
    desk: Any,
    comment: Any,
    django_assert_num_queries: Any,
) -> None:
    """Of a comment that leaves the list nothing is read again; one that stays comes with its card."""
    held, editor = comment(status=Status.PENDING), desk(superuser=True)
    Finding.objects.create(comment=held, rule="tests", status=held.status, submitted=held.submitted)
    sent = {"pk": held.pk, "revision": held.revision, "to": "approved", "query": f"?queue={queue}"}
    editor.client.handler.enforce_csrf_checks = False
    with django_assert_num_queries(queries):
        answer = editor.client.post(reverse(DECIDE), sent, headers={"accept": "application/json"}).json()
    assert (answer["message"], bool(answer["cards"][str(held.pk)])) == (
        "You approved 1 comment.",
        is_shown,
    )
    assert str(Decision.objects.latest("pk").batch) in answer["last"]
    assert statuses() == {held.pk: Status.APPROVED}
    assert_all_is_true()


# --- Picks ----------------------------------------------------------------------------------------------


def test_a_click_picks_a_comment_and_another_does_no_more(comment: Any, moderator: Desk) -> None:
    stored = comment()
    said = []
    for picked in ("yes", "no"):
        page = moderator.open(query=APPROVED)
        [button] = page.card(stored).xpath(".//button[@data-key='t']")
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
    cards = [page.card(each).xpath(".//button[@data-key='t']") for each in (held, public)]
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


def test_no_key_means_two_things(comment: Any, chief: Desk) -> None:
    stored = comment()
    SavedReply.objects.create(label="Thanks", text="Thank you.")
    page = chief.open(query=APPROVED)
    for keys in (page.card(stored).xpath(".//@data-key"), page.tree.xpath("//dialog//kbd/text()")):
        assert sorted(keys) == sorted({*keys})
