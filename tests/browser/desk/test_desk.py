"""The desk in an editor's browser: by keyboard, by mouse, without a script, and when things go wrong."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, Route, expect

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.desk import queues
from comments.models import (
    Commenter,
    Decision,
    Note,
    ReaderComment,
    RejectionReason,
    SavedReply,
    Standing,
    Status,
)
from tests.conftest import Comment

from .. import axe
from ..conftest import NewPage, log_in
from ..keyboard import DESK, decide_by_keyboard, fill_queue
from ..watch import Watch

REFUSED = "console: Failed to load resource: the server responded with a status of 4"
CUT_OFF = "console: Failed to load resource: net::"


def statuses() -> list[str]:
    return list(ReaderComment.objects.order_by("pk").values_list("status", flat=True))


def sit_down(page: Page, editor: User, query: str = "") -> Page:
    """Open the desk, logged in."""
    log_in(page, DESK + query)
    # Chromium drops keys that come before it has painted, and nothing can be hovered over before it has stood
    # still for two frames.  (A frame that the page itself asks for never comes under a test's clock.)
    page.hover("#branding", trial=True)
    return page


def forgive(watch: Watch, *beginnings: str) -> None:
    """Clear the faults that a test provoked."""
    watch.faults[:] = [fault for fault in watch.faults if not fault.startswith(beginnings)]


@pytest.fixture
def waiting(comment: Comment, unlimited: None) -> list[ReaderComment]:
    """Four comments that wait."""
    return [
        comment(f"Words {number}", name=f"Reader {number}", email=f"{number}@e.org", status=Status.PENDING)
        for number in range(4)
    ]


@pytest.fixture
def desk(page: Page, editor: User, waiting: list[ReaderComment]) -> Page:
    """The desk with those four, oldest first."""
    return sit_down(page, editor, "?oldest_first=1")


def current(page: Page) -> Locator:
    return page.locator(".nc-card[aria-current] .nc-text")


def said(page: Page) -> Locator:
    return page.locator("#desk-said")


# --- Keys -----------------------------------------------------------------------------------------------


def test_keys_walk_decide_and_undo(desk: Page) -> None:
    keys = desk.keyboard
    expect(current(desk)).to_have_text("Words 0")
    keys.press("j")
    expect(desk.locator(".nc-card:focus .nc-text")).to_have_text("Words 1")
    keys.press("k")
    expect(current(desk)).to_have_text("Words 0")
    keys.press("a")
    expect(current(desk)).to_have_text("Words 1")
    keys.press("r")
    keys.press("s")
    expect(current(desk)).to_have_text("Words 3")
    expect(said(desk)).to_have_text("You marked 1 comment as spam.")
    assert statuses() == [Status.APPROVED, Status.REJECTED, Status.SPAM, Status.PENDING]
    # Typed at once: the second undoes what was done before the first.
    keys.press("z")
    keys.press("z")
    expect(desk.locator(".nc-card")).to_have_count(3)
    expect(current(desk)).to_have_text("Words 1")
    assert statuses() == [Status.APPROVED, Status.PENDING, Status.PENDING, Status.PENDING]
    expect(desk.locator("#desk-tabs [aria-current] .nc-count")).to_have_text("3")


def test_a_selection_is_decided_by_one_key_and_undone_by_another(desk: Page) -> None:
    for key in ("x", "j", "j", "x", "Shift+R"):
        desk.keyboard.press(key)
    expect(desk.locator(".nc-card")).to_have_count(2)
    expect(said(desk)).to_have_text("You rejected 2 comments.")
    assert statuses() == [Status.REJECTED, Status.PENDING, Status.REJECTED, Status.PENDING]
    desk.keyboard.press("z")
    expect(desk.locator(".nc-text")).to_have_text([f"Words {number}" for number in range(4)])
    assert set(statuses()) == {Status.PENDING}


def test_what_is_erased_is_passed_over_where_all_that_is_shown_is_selected(
    page: Page, editor: User, waiting: list[ReaderComment]
) -> None:
    decide(waiting[1], Status.ERASED, DecisionContext())
    desk = sit_down(page, editor, "?queue=all&oldest_first=1")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(desk.locator("#desk-selected")).to_be_hidden()
    desk.get_by_label("All shown").check()
    expect(desk.locator("#desk-selected")).to_have_text("Selected: 3")
    desk.keyboard.press("Shift+R")
    expect(said(desk)).to_have_text("You rejected 3 comments.")
    expect(desk.get_by_label("All shown")).to_be_checked()
    assert statuses() == [Status.REJECTED, Status.ERASED, Status.REJECTED, Status.REJECTED]


def test_what_was_corrected_just_now_is_decided_with_the_whole_list(desk: Page) -> None:
    keys = desk.keyboard
    keys.press("e")
    keys.type("Oh: ")
    keys.press("Tab")
    keys.press("Enter")
    expect(said(desk)).to_have_text("You corrected 1 comment.")
    desk.check("#bulk [name=whole]")
    desk.click("#bulk [value=approved]")
    expect(said(desk)).to_have_text("You approved 4 comments.")
    assert set(statuses()) == {Status.APPROVED}


def test_a_digit_after_w_rejects_with_that_reason(
    page: Page, editor: User, waiting: list[ReaderComment]
) -> None:
    RejectionReason.objects.bulk_create(
        RejectionReason(label=label, text=label, position=place)
        for place, label in enumerate(["Insult", "Off topic", "Advertising"])
    )
    desk = sit_down(page, editor, "?oldest_first=1")
    desk.keyboard.press("w")
    desk.keyboard.press("4")
    expect(said(desk)).to_have_text("The list has no reason 4.")
    desk.keyboard.press("2")
    expect(said(desk)).to_have_text("You rejected 1 comment.")
    for key in ("x", "j", "x", "Shift+W", "3"):
        desk.keyboard.press(key)
    expect(said(desk)).to_have_text("You rejected 2 comments.")
    given = ReaderComment.objects.order_by("pk").values_list("rejection__label", flat=True)
    assert list(given) == ["Off topic", "Advertising", "Advertising", None]


def test_control_and_enter_send_what_is_typed(desk: Page) -> None:
    desk.keyboard.press("c")
    desk.keyboard.type("We looked into it.")
    desk.keyboard.press("Control+Enter")
    expect(said(desk)).to_have_text("Your reply is public.")
    assert ReaderComment.objects.get(by_staff=True).source == "We looked into it."


def test_a_saved_reply_goes_where_the_caret_is_and_a_decision_follows_the_note_on_its_way(
    page: Page, editor: User, waiting: list[ReaderComment]
) -> None:
    for place, text in enumerate(["Thank you.", "We open at nine."]):
        SavedReply.objects.create(label=text, text=text, position=place)
    routes = held_back(page, "note")
    desk = sit_down(page, editor, "?oldest_first=1")
    keys = desk.keyboard
    keys.press("c")
    keys.type("Dear Ada,  E. M.")
    for _letter in " E. M.":
        keys.press("ArrowLeft")
    for key in ("Escape", "p", "3"):
        keys.press(key)
    expect(said(desk)).to_have_text("No saved reply has the number 3.")
    keys.press("2")
    expect(desk.locator("textarea:focus")).to_have_value("Dear Ada, We open at nine. E. M.")
    keys.press("Control+Enter")
    expect(said(desk)).to_have_text("Your reply is public.")
    expect(current(desk)).to_have_text("Words 1")
    keys.press("m")
    keys.type("Ask her in March.")
    for key in ("Control+Enter", "Escape", "a"):
        keys.press(key)
    let_go(desk, routes)
    expect(said(desk)).to_have_text("You approved 1 comment.")
    waiting[1].refresh_from_db()
    assert waiting[1].status == Status.APPROVED
    assert ReaderComment.objects.get(by_staff=True).source == "Dear Ada, We open at nine. E. M."
    assert [*Note.objects.values_list("comment", "text")] == [(waiting[1].pk, "Ask her in March.")]


def test_a_key_that_does_nothing_says_why(page: Page, editor: User, waiting: list[ReaderComment]) -> None:
    decide(waiting[0], Status.APPROVED, DecisionContext())
    desk = sit_down(page, editor, "?queue=approved")
    for key, why in {
        "a": "It is approved already, or withdrawn or erased.",
        "z": "Nothing to undo.",
        "n": "Nothing new has arrived.",
    }.items():
        desk.keyboard.press(key)
        expect(said(desk)).to_have_text(why)


def test_the_thread_is_shown_beside_the_list_and_escape_leads_back(desk: Page) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("i")
    expect(desk.locator("#desk-panel .nc-line[aria-current]").first).to_contain_text("Words 1")
    desk.keyboard.press("Escape")
    expect(desk.locator("#desk-panel")).to_be_hidden()
    expect(desk.locator(".nc-card[aria-current] a:focus")).to_have_count(1)
    desk.keyboard.press("a")
    expect(current(desk)).to_have_text("Words 2")


def test_no_key_acts_while_typing_or_with_another_key_held(desk: Page) -> None:
    desk.keyboard.press("w")
    desk.keyboard.press("Tab")
    desk.keyboard.type("arsz jkx ABC?")
    expect(desk.locator("textarea:focus")).to_have_value("arsz jkx ABC?")
    desk.keyboard.press("Escape")
    desk.focus("#desk-search")
    desk.keyboard.type("aaa")
    desk.locator(".nc-card").first.focus()
    for held in ("Control", "Alt", "Meta"):
        desk.keyboard.press(f"{held}+s")
    desk.keyboard.press("?")
    desk.keyboard.press("a")
    expect(desk.locator("#desk-help")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator(".nc-card")).to_have_count(4)
    assert (set(statuses()), Decision.objects.filter(actor__isnull=False).count()) == ({Status.PENDING}, 0)
    # Words that were not sent hold the card.
    desk.keyboard.press("a")
    expect(said(desk)).to_have_text(re.compile("^You have text here that was not sent"))
    expect(desk.locator("textarea:focus")).to_have_value("arsz jkx ABC?")
    assert set(statuses()) == {Status.PENDING}


def test_keys_are_switched_off_for_good(desk: Page) -> None:
    desk.click("#desk-keys")
    desk.uncheck("#desk-keys-on")
    desk.click("#desk-help button")
    desk.reload()
    desk.keyboard.press("a")
    desk.keyboard.press("?")
    expect(desk.locator("#desk-help")).to_be_hidden()
    desk.click(".nc-card >> nth=1 >> button[value=approved]")
    expect(said(desk)).to_have_text("You approved 1 comment.")
    assert statuses() == [Status.PENDING, Status.APPROVED, Status.PENDING, Status.PENDING]


def test_a_comment_is_corrected_answered_and_its_author_banned_by_keyboard(desk: Page) -> None:
    keys = desk.keyboard
    keys.press("e")
    keys.press("Control+End")
    keys.type(", corrected")
    keys.press("Tab")
    keys.press("Enter")
    expect(current(desk)).to_have_text("Words 0, corrected")
    keys.press("c")
    keys.type("Thank you.")
    keys.press("Tab")
    keys.press("Enter")
    expect(said(desk)).to_have_text("Your reply is public.")
    expect(current(desk)).to_have_text("Words 1")
    keys.press("b")
    for key in ("Tab", "Tab", "Enter"):
        keys.press(key)
    expect(desk.locator(".nc-card")).to_have_count(2)
    texts = ReaderComment.objects.order_by("pk").values_list("source", "status")
    assert list(texts) == [
        ("Words 0, corrected", Status.APPROVED),
        ("Words 1", Status.REJECTED),
        ("Words 2", Status.PENDING),
        ("Words 3", Status.PENDING),
        ("Thank you.", Status.APPROVED),
    ]
    assert list(
        Commenter.objects.filter(standing=Standing.BANNED).values_list("comments__source", flat=True)
    ) == ["Words 1"]


# --- What comes meanwhile -------------------------------------------------------------------------------


def test_what_arrives_is_announced_and_moves_nothing(
    page: Page, editor: User, waiting: list[ReaderComment], comment: Comment
) -> None:
    page.clock.install()
    sit_down(page, editor)
    page.keyboard.press("j")
    place = page.locator(".nc-card[aria-current]").bounding_box()
    comment("Late words", email="late@e.org", status=Status.PENDING)
    page.clock.fast_forward("00:30")
    expect(said(page)).to_have_text("1 new: show")
    expect(current(page)).to_have_text("Words 2")
    assert (
        page.locator(".nc-card[aria-current]").bounding_box() == place
        or page.locator("#desk-new").is_visible()
    )
    expect(page.locator(".nc-card")).to_have_count(4)
    page.keyboard.press("n")
    expect(page.locator(".nc-card")).to_have_count(5)
    expect(current(page)).to_have_text("Late words")


def test_what_changed_meanwhile_comes_back_and_says_so(
    desk: Page, watch: Watch, waiting: list[ReaderComment], editor: User
) -> None:
    revise(waiting[0], "Other words", DecisionContext(by=editor), revision=waiting[0].revision)
    desk.keyboard.press("a")
    card = desk.locator(f"#comment-{waiting[0].pk}")
    expect(card.locator(".nc-problem")).to_contain_text("changed while you had it open (corrected by edith")
    expect(card.locator(".nc-text")).to_have_text("Other words")
    expect(current(desk)).to_have_text("Words 1")
    assert set(statuses()) == {Status.PENDING}
    forgive(watch, REFUSED)


def test_a_decision_that_got_lost_brings_its_card_back(desk: Page, watch: Watch) -> None:
    desk.route("**/desk/decide/", lambda route: route.abort())
    desk.keyboard.press("a")
    # Meant for the decision that failed: nothing older may be undone.
    desk.keyboard.press("z")
    expect(desk.locator(".nc-card")).to_have_count(4)
    expect(said(desk)).to_have_text(re.compile("^(The connection failed|Nothing was undone|Nothing to undo)"))
    assert set(statuses()) == {Status.PENDING}
    desk.unroute("**/desk/decide/")
    desk.locator(".nc-card button[value=approved]").first.click()
    expect(said(desk)).to_have_text("You approved 1 comment.")
    assert statuses()[0] == Status.APPROVED
    forgive(watch, CUT_OFF)


@pytest.mark.parametrize("lost", ["session", "all cookies"])
def test_an_editor_who_was_logged_out_loses_nothing_and_goes_on(
    lost: str, desk: Page, watch: Watch, editor: User
) -> None:
    for key in ("x", "j", "x"):
        desk.keyboard.press(key)
    if lost == "session":
        Session.objects.all().delete()
    else:
        desk.context.clear_cookies()
    desk.keyboard.press("Shift+S")
    expect(said(desk)).to_have_text(re.compile("^You are logged out: that was not done"))
    expect(desk.locator(".nc-card")).to_have_count(4)
    expect(desk.locator(".nc-card input[name=shown]:checked")).to_have_count(2)
    assert set(statuses()) == {Status.PENDING}

    editor.set_password("a long password")
    editor.save()
    with desk.expect_popup() as popup:
        desk.click("#desk-out a")
    other = popup.value
    other.fill("#id_username", "edith")
    other.fill("#id_password", "a long password")
    other.press("#id_password", "Enter")
    other.wait_for_selector("#desk")
    other.close()
    desk.evaluate("dispatchEvent(new Event('focus'))")
    expect(said(desk)).to_have_text("You are logged in again: go on.")
    expect(desk.locator("#desk-out")).to_be_hidden()
    desk.keyboard.press("Shift+S")
    expect(said(desk)).to_have_text("You marked 2 comments as spam.")
    assert statuses() == [Status.SPAM, Status.SPAM, Status.PENDING, Status.PENDING]
    forgive(watch, REFUSED)


def test_an_undo_that_comes_too_late_for_a_part_asks(
    desk: Page, watch: Watch, waiting: list[ReaderComment], editor: User
) -> None:
    for key in ("x", "j", "x", "Shift+S"):
        desk.keyboard.press(key)
    expect(said(desk)).to_have_text("You marked 2 comments as spam.")
    changed = ReaderComment.objects.get(pk=waiting[1].pk)
    revise(changed, "Other words", DecisionContext(by=editor), revision=changed.revision)
    # The correction has no batch of its own: the selection is still the last.
    desk.keyboard.press("z")
    expect(desk.locator("#desk-question")).to_contain_text("The decision on 1 comment was undone.")
    assert statuses() == [Status.PENDING, Status.SPAM, Status.PENDING, Status.PENDING]
    desk.click("#desk-last .nc-question button")
    expect(desk.locator("#desk-question")).to_have_count(0)
    assert set(statuses()) == {Status.PENDING}
    forgive(watch, REFUSED)


# --- Answers that are slow --------------------------------------------------------------------------------


def held_back(page: Page, act: str) -> list[Route]:
    """Requests for an act, which nobody answers until a test lets them go on.

    Before the page is opened: one that is there may still send its next request past the interception.
    """
    routes: list[Route] = []
    page.route(f"**/desk/{act}/", lambda route: routes.append(route))
    return routes


def let_go(page: Page, routes: list[Route]) -> None:
    expect(page.locator("[data-desk][aria-busy=true]")).to_have_count(1)
    for _ in range(500):
        if not routes:
            page.wait_for_timeout(10)
    routes.pop().continue_()
    expect(page.locator("[data-desk][aria-busy=true]")).to_have_count(0)


def test_words_typed_while_an_answer_is_on_its_way_stay(page: Page, editor: User, waiting: Any) -> None:
    routes = held_back(page, "decide")
    sit_down(page, editor, "?queue=all&oldest_first=1")
    page.keyboard.press("a")
    page.keyboard.press("c")
    page.keyboard.type("Thanks")
    let_go(page, routes)
    expect(page.locator(".nc-card .nc-status").first).to_have_text("Approved")
    page.keyboard.type(", all")
    expect(page.locator("textarea:focus")).to_have_value("Thanks, all")
    assert statuses() == [Status.APPROVED, Status.PENDING, Status.PENDING, Status.PENDING]


def test_a_field_opened_while_an_answer_is_on_its_way_takes_the_letters(
    page: Page, editor: User, waiting: Any
) -> None:
    routes = held_back(page, "decide")
    sit_down(page, editor, "?queue=all&oldest_first=1")
    page.keyboard.press("a")
    page.keyboard.press("c")
    let_go(page, routes)
    page.keyboard.type("rash")
    expect(page.locator("textarea:focus")).to_have_value("rash")
    assert statuses() == [Status.APPROVED, Status.PENDING, Status.PENDING, Status.PENDING]


def test_an_undo_that_is_slow_takes_no_letters_for_keys(
    page: Page, editor: User, waiting: list[ReaderComment]
) -> None:
    routes = held_back(page, "undo")
    desk = sit_down(page, editor, "?oldest_first=1")
    desk.keyboard.press("a")
    expect(said(desk)).to_have_text("You approved 1 comment.")
    desk.keyboard.press("z")
    desk.keyboard.press("c")
    let_go(desk, routes)
    desk.keyboard.type("rash")
    expect(desk.locator("textarea:focus")).to_have_value("rash")
    expect(desk.locator(".nc-card")).to_have_count(4)
    assert set(statuses()) == {Status.PENDING}


def test_words_that_could_not_be_used_still_hold_their_card(
    desk: Page, watch: Watch, waiting: list[ReaderComment], editor: User
) -> None:
    revise(waiting[0], "Other words", DecisionContext(by=editor), revision=waiting[0].revision)
    desk.keyboard.press("c")
    desk.keyboard.type("Thank you.")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator(".nc-problem")).to_contain_text("Your text is still in its field.")
    desk.keyboard.press("Escape")
    desk.keyboard.press("a")
    expect(said(desk)).to_have_text(re.compile("^You have text here that was not sent"))
    expect(desk.locator("textarea:focus")).to_have_value("Thank you.")
    assert set(statuses()) == {Status.PENDING}
    forgive(watch, REFUSED)


def test_a_reason_that_is_no_longer_offered_is_not_chosen_again(
    page: Page, editor: User, waiting: list[ReaderComment]
) -> None:
    reason = RejectionReason.objects.create(label="Insult", text="We publish no insults.")
    sit_down(page, editor, f"?comment={waiting[0].pk}")
    page.keyboard.press("w")
    page.select_option(".nc-card [name=rejection]", label="1 · Insult")
    page.click(".nc-card details[open] button")
    expect(page.locator(".nc-status")).to_have_text("Rejected")
    expect(page.locator(".nc-card [name=rejection]")).to_have_value(str(reason.pk))
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.locator(".nc-status")).to_have_text("Pending")
    expect(page.locator(".nc-card [name=rejection]")).to_have_value("")
    assert set(statuses()) == {Status.PENDING}


# --- Without a script -----------------------------------------------------------------------------------


def test_all_of_it_works_without_a_script(
    new_page: NewPage, editor: User, waiting: list[ReaderComment]
) -> None:
    page = sit_down(new_page(java_script_enabled=False), editor, "?oldest_first=1")
    expect(page.locator("#desk-keys")).to_be_hidden()
    page.click(".nc-card >> nth=0 >> button[value=approved]")
    expect(page.locator(".messagelist")).to_have_text(re.compile("You approved 1 comment."))
    page.check(".nc-card >> nth=0 >> input[name=shown]")
    page.check(".nc-card >> nth=1 >> input[name=shown]")
    page.click("#bulk button[value=rejected]")
    expect(page.locator(".nc-card")).to_have_count(1)
    page.click(".nc-card summary:text('Reject with a reason')")
    page.fill(".nc-card [name=message]", "Sorry.")
    page.click(".nc-card details[open] button[value=rejected]")
    expect(page.locator("#desk-empty")).to_contain_text("No comment is waiting. Well done.")
    page.click("#desk-last button")
    expect(page.locator(".nc-card")).to_have_count(1)
    assert statuses() == [Status.APPROVED, Status.REJECTED, Status.REJECTED, Status.PENDING]


# --- For everybody --------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_it_breaks_a_rule_of_accessibility(
    new_page: NewPage, editor: User, waiting: list[ReaderComment], scheme: str
) -> None:
    page = sit_down(new_page(color_scheme=scheme), editor)
    found = {}
    for state, keys in {"open": "j", "reason": "jw", "selection": "x", "decided": "a", "help": "?"}.items():
        for key in keys:
            page.keyboard.press(key)
        if state == "decided":
            expect(page.locator(".nc-undo")).to_be_visible()
        found[state] = axe.violations(page, "#desk")
        if state == "reason":
            page.keyboard.press("Escape")
    assert {state: faults for state, faults in found.items() if faults} == {}


# --- A long shift ---------------------------------------------------------------------------------------


def test_a_queue_is_decided_by_keyboard_alone(
    page: Page, editor: User, article: Article, comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three pages of it, with five mistakes undone and an arrival.

    ``KEYBOARD_COMMENTS=600`` makes it that many instead of 24; ``--log-cli-level=INFO`` says how quickly.
    """
    monkeypatch.setattr(queues, "PAGE", 10)
    fill_queue(article)
    page.clock.install()
    sit_down(page, editor, "?oldest_first=1")
    shift = decide_by_keyboard(page, arrive=lambda: comment("Late words", status=Status.PENDING))
    assert shift.intended == shift.stored()
    assert shift.jumps == []
    assert shift.undone == 5
