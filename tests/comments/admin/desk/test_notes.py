"""Editors' notes on a comment: who writes, reads and removes them, and that no reader ever does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from comments.decisions.statuses import DecisionContext, decide
from comments.models import Decision, Email, EmailKind, Note, ReaderComment, Status
from comments.people.confirmations import confirm, want_outcome

from ...smtp import send_emails
from ..conftest import CHANGE, LIST, Desk, messages

pytestmark = pytest.mark.django_db
AROUND = "admin:newsroom_comments_around"
WORDS = "She <b>rang</b> us.\r\nCall back on Monday."


@pytest.fixture
def colleague(desk: Callable[..., Desk]) -> Desk:
    return desk("moderate_readercomment", name="joan")


def notes_on(page: Any) -> list[str]:
    return [" ".join(item.text_content().split()) for item in page.tree.xpath("//*[@class='nc-notes']/li/p")]


@pytest.mark.parametrize("script", [False, True])
def test_a_note_stands_wherever_editors_look_at_the_comment_and_decides_nothing(
    script: bool, moderator: Desk, colleague: Desk, desk: Callable[..., Desk], comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    before = (ReaderComment.objects.values().get(), Decision.objects.count())
    answer = moderator.open().act("note", held, script=script, note=WORDS)
    if script:
        assert (answer.json()["level"], [*answer.json()["cards"]]) == ("success", [str(held.pk)])
    else:
        assert messages(answer) == [("success", "Your note is on the comment.")]
    note = Note.objects.get()
    assert (note.comment, note.editor, note.editor_number) == (held, moderator.user, str(moderator.user.pk))
    assert note.text == "She <b>rang</b> us.\nCall back on Monday."
    assert (ReaderComment.objects.values().get(), Decision.objects.count()) == before
    viewer = desk("view_readercomment", name="eve")
    shown = ["She <b>rang</b> us. Call back on Monday."]
    for seat in (colleague, viewer):
        assert [notes_on(seat.open(*place)) for place in ((LIST,), (CHANGE, held.pk))] == [shown] * 2
    # In the thread, and among what the person wrote.
    assert notes_on(colleague.open(AROUND, held.pk)) == shown * 2
    assert "grace ·" in colleague.open().said(held)
    assert viewer.open().tree.xpath("//*[@class='nc-notes']//form") == []
    moderator.user.delete()
    assert f"{note.editor_number} ·" in colleague.open().said(held)


def test_a_note_that_can_t_be_stored_is_refused_and_keeps_its_words(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    stale = moderator.open()
    for words, problem in (
        (" \n", "A note needs words."),
        ("x" * 1001, "1001 characters, and the limit is 1000"),
    ):
        answer = stale.act("note", held, note=words)
        page = moderator.read(answer)
        [field] = page.card(held).xpath(".//details[@open]//textarea[@name='note']")
        assert (answer.status_code, field.value.removeprefix("\n")) == (422, words)
        assert problem in page.said(held)
    decide(held, Status.ERASED, DecisionContext())
    said = ("warning", "That comment is no longer here: your note was not saved.")
    assert messages(stale.act("note", held, note="Too late")) == [said]
    assert Note.objects.count() == 0


def test_whoever_moderates_removes_one_from_every_screen_and_it_is_stored_who_did(
    moderator: Desk, colleague: Desk, comment: Any
) -> None:
    held, other = (
        comment("One", status=Status.PENDING),
        comment("Two", email="b@e.org", status=Status.PENDING),
    )
    for each in (held, other):
        moderator.open().act("note", each, note=f"About {each.source}")
    note = Note.objects.get(comment=held)
    page = colleague.open()
    forged = page.act("remove_note", other, note=note.pk)
    assert messages(forged) == [("warning", "That note is no longer here.")]
    answer = page.act("remove_note", held)
    assert messages(answer) == [("success", "The note was removed.")]
    assert notes_on(colleague.open()) == ["About Two"]
    assert notes_on(colleague.open(CHANGE, held.pk)) == []
    assert notes_on(colleague.open(AROUND, held.pk)) == []
    note.refresh_from_db()
    assert (note.text, note.removed_by, note.removed is None) == ("About One", str(colleague.user.pk), False)
    assert messages(page.act("remove_note", held)) == [("warning", "That note is no longer here.")]


def test_it_is_written_on_the_comments_own_page_and_leads_back_there(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    for act, shown in (("note", ["Mine"]), ("remove_note", [])):
        page = moderator.open(CHANGE, held.pk)
        answer = page.act(act, held, **({} if act == "remove_note" else {"note": "Mine"}))
        assert (answer.request["PATH_INFO"], notes_on(moderator.read(answer))) == (page.address, shown)


def test_no_email_says_it(moderator: Desk, comment: Any, settings: Any) -> None:
    said = {"MODERATORS": ["desk@example.org"], "SITE_URL": "https://e.org"}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | said
    held = comment(status=Status.PENDING, follow="all")
    confirm(held)
    Note.objects.create(comment=held, editor=moderator.user, editor_number="1", text="Zanzibar")
    of_readers = {*EmailKind} - {EmailKind.DIGEST}

    def send() -> None:
        Email.objects.update(due=timezone.now())
        send_emails()

    for kind in (EmailKind.MODERATION, EmailKind.CONFIRMATION, EmailKind.PRIVATE_PAGE):
        Email.objects.create(kind=kind, comment=held)
    send()
    want_outcome(ReaderComment.objects.get(), wanted=True)
    decide(ReaderComment.objects.get(), Status.APPROVED, DecisionContext(by=moderator.user))
    comment("News", email="b@example.org")
    send()
    assert {*Email.objects.exclude(sent_at=None).values_list("kind", flat=True)} == of_readers
    assert [sent for sent in mail.outbox if "Zanzibar" in sent.message().as_string()] == []
