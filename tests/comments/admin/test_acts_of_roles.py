"""Every act of the desk, and who changes what."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from comments.decisions import statuses
from comments.decisions.statuses import DecisionContext
from comments.models import (
    BlockedDomain,
    Decision,
    Discussion,
    Email,
    ListedWord,
    Note,
    ReaderComment,
    RejectionReason,
    SavedReply,
    Standing,
    Status,
)
from comments.posting import appeals

from .roles import ADDRESS, CHIEFS, EDITORS, NO_ONE, ROLES

pytestmark = pytest.mark.django_db
Send = Callable[[str, str | list[int], dict[str, Any]], Any]


def _shown(comment: ReaderComment) -> dict[str, int]:
    return {"pk": comment.pk, "revision": comment.revision}


def decide(send: Send, comment: ReaderComment) -> bool:
    send("decide", "", _shown(comment) | {"to": "approved"})
    comment.refresh_from_db()
    return comment.status == Status.APPROVED


def correct_on_the_card(send: Send, comment: ReaderComment) -> bool:
    send("revise", "", _shown(comment) | {"source": "Mended"})
    comment.refresh_from_db()
    return comment.source == "Mended"


def reply(send: Send, comment: ReaderComment) -> bool:
    send("reply", "", _shown(comment) | {"reply": "Thank you."})
    return ReaderComment.objects.filter(by_staff=True, public=True).exists()


def answer_an_appeal(send: Send, comment: ReaderComment) -> bool:
    statuses.decide(comment, Status.REJECTED, DecisionContext())
    appeals.appeal(comment, "Read it again.")
    comment.refresh_from_db()
    send("answer_appeal", "", _shown(comment) | {"answer": "publish"})
    comment.refresh_from_db()
    return comment.status == Status.APPROVED


def pick(send: Send, comment: ReaderComment) -> bool:
    statuses.decide(comment, Status.APPROVED, DecisionContext())
    send("pick", "", _shown(comment) | {"picked": "yes"})
    comment.refresh_from_db()
    return comment.picked_at is not None


def ban_on_the_card(send: Send, comment: ReaderComment) -> bool:
    send("ban", "", _shown(comment) | {"lasts": "", "reject_pending": "1"})
    comment.refresh_from_db()
    return comment.status == Status.REJECTED and comment.commenter.standing == Standing.BANNED


def note(send: Send, comment: ReaderComment) -> bool:
    send("note", "", _shown(comment) | {"note": "Call back."})
    return Note.objects.exists()


def remove_a_colleague_s_note(send: Send, comment: ReaderComment) -> bool:
    written = Note.objects.create(comment=comment, text="Call back.")
    send("remove_note", "", _shown(comment) | {"note": written.pk})
    return not Note.objects.filter(removed=None).exists()


def undo_a_colleague_s(send: Send, comment: ReaderComment) -> bool:
    put_there = DecisionContext(by=get_user_model().objects.get(username="grace"), batch=uuid4())
    statuses.decide(comment, Status.SPAM, put_there)
    send("undo", "", {"batch": put_there.batch})
    comment.refresh_from_db()
    return comment.status == Status.PENDING


def undo_one(send: Send, comment: ReaderComment) -> bool:
    put_there = DecisionContext(by=get_user_model().objects.get(username="grace"), batch=uuid4())
    statuses.decide(comment, Status.SPAM, put_there)
    send("undo_decision", [Decision.objects.latest("pk").pk], {"one": "1"})
    comment.refresh_from_db()
    return comment.status == Status.PENDING


def undo_a_standing(send: Send, comment: ReaderComment) -> bool:
    send("undo_standing", "change", {"one": "1"})
    comment.commenter.refresh_from_db()
    return bool(comment.commenter.standing == Standing.NONE)


def send_again(send: Send, comment: ReaderComment) -> bool:
    Email.objects.update(attempts=3)
    send(
        "email_changelist",
        "",
        {"action": "send_again", "_selected_action": [Email.objects.get().pk], "index": "0"},
    )
    return Email.objects.get().attempts != 3


def correct(send: Send, comment: ReaderComment) -> bool:
    send("readercomment_change", "comment", {"source": "Mended", "seen_revision": comment.revision})
    comment.refresh_from_db()
    return comment.source == "Mended"


def select(send: Send, comment: ReaderComment) -> bool:
    send("decide_selection", "", {"shown": f"{comment.pk}-{comment.revision}", "to": "rejected"})
    comment.refresh_from_db()
    return comment.status == Status.REJECTED


def see_address_on_the_card(send: Send, comment: ReaderComment) -> bool:
    return ADDRESS in send("readercomment_changelist", "", {}).content.decode()


def see_address(send: Send, comment: ReaderComment) -> bool:
    return ADDRESS in send("commenter_change", "commenter", {}).content.decode()


def search_address(send: Send, comment: ReaderComment) -> bool:
    page = send("commenter_changelist", "", {"q": ADDRESS})
    return page.status_code == 200 and "1 commenter" in page.content.decode()


def _standing_fields(send: Send) -> dict[str, str]:
    page = send("commenter_change", "commenter", {})
    form = page.context["adminform"].form if page.status_code == 200 else None
    return {"seen": getattr(form, "stored", ""), "standing": "banned", "notes": ""}


def ban(send: Send, comment: ReaderComment) -> bool:
    send("commenter_change", "commenter", _standing_fields(send) | {"_save": "1"})
    comment.commenter.refresh_from_db()
    return bool(comment.commenter.standing == "banned")


def reject_pending(send: Send, comment: ReaderComment) -> bool:
    send("commenter_change", "commenter", _standing_fields(send) | {"_save": "1", "reject_pending": "on"})
    comment.refresh_from_db()
    return comment.status == Status.REJECTED


def close(send: Send, comment: ReaderComment) -> bool:
    send("discussion_change", "discussion", {"_save": "1", "state": "closed", "mode": ""})
    return Discussion.objects.get().state == "closed"


def add_word(send: Send, comment: ReaderComment) -> bool:
    return _add(send, "listedword", {"pattern": "new", "list": "banned"}) and ListedWord.objects.count() == 2


def add_domain(send: Send, comment: ReaderComment) -> bool:
    return _add(send, "blockeddomain", {"domain": "new.example"}) and BlockedDomain.objects.count() == 2


def _add(send: Send, kind: str, fields: dict[str, str]) -> bool:
    tried = send(f"{kind}_add", "", fields | {"_save": "1"})
    if tried.status_code != 200:
        return False
    mark = tried.context["adminform"].form.data["tried"]
    return bool(send(f"{kind}_add", "", fields | {"_save": "1", "tried": mark}).status_code == 302)


def add_risk_words(send: Send, comment: ReaderComment) -> bool:
    send("risk_words", "", {"sent": "1"})
    return ListedWord.objects.count() > 1


def apply_words(send: Send, comment: ReaderComment) -> bool:
    word = ListedWord.objects.get()
    ListedWord.objects.update(pattern="new", list="banned")
    ReaderComment.objects.filter(pk=comment.pk).update(status=Status.PENDING, source="New words")
    chosen = {"action": "apply_to_pending", "_selected_action": [word.pk], "index": "0"}
    send("listedword_changelist", "", chosen)
    comment.refresh_from_db()
    return comment.status == Status.REJECTED


def delete_word(send: Send, comment: ReaderComment) -> bool:
    send("listedword_delete", "word", {"post": "yes"})
    return not ListedWord.objects.exists()


def delete_words(send: Send, comment: ReaderComment) -> bool:
    chosen = [*ListedWord.objects.values_list("pk", flat=True)]
    fields = {"action": "delete_selected", "_selected_action": chosen, "index": "0", "post": "yes"}
    send("listedword_changelist", "", fields)
    return not ListedWord.objects.exists()


def delete_domain(send: Send, comment: ReaderComment) -> bool:
    send("blockeddomain_delete", "domain", {"post": "yes"})
    return not BlockedDomain.objects.exists()


def add_reason(send: Send, comment: ReaderComment) -> bool:
    send("rejectionreason_add", "", {"_save": "1", "label": "Rude", "text": "It is.", "position": "1"})
    return RejectionReason.objects.count() == 2


def order_reasons(send: Send, comment: ReaderComment) -> bool:
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": RejectionReason.objects.get().pk}
    send("rejectionreason_changelist", "", {"_save": "1", **form, "form-0-position": "7"})
    return RejectionReason.objects.get().position == 7


def delete_reason(send: Send, comment: ReaderComment) -> bool:
    send("rejectionreason_delete", "reason", {"post": "yes"})
    return not RejectionReason.objects.exists()


def save_a_reply(send: Send, comment: ReaderComment) -> bool:
    send("savedreply_add", "", {"_save": "1", "label": "Yes", "text": "Yes.", "position": "1"})
    return SavedReply.objects.count() == 2


def change_a_saved_reply(send: Send, comment: ReaderComment) -> bool:
    send("savedreply_change", "saved", {"_save": "1", "label": "No", "text": "No.", "position": "1"})
    return SavedReply.objects.get().text == "No."


def delete_a_saved_reply(send: Send, comment: ReaderComment) -> bool:
    send("savedreply_delete", "saved", {"post": "yes"})
    return not SavedReply.objects.exists()


def delete_from_the_log(send: Send, comment: ReaderComment) -> bool:
    before = Decision.objects.count()
    send("decision_delete", "decision", {"post": "yes"})
    chosen = [*Decision.objects.values_list("pk", flat=True)]
    fields = {"action": "delete_selected", "_selected_action": chosen, "index": "0", "post": "yes"}
    send("decision_changelist", "", fields)
    return Decision.objects.count() < before


def write_in_the_log(send: Send, comment: ReaderComment) -> bool:
    send("decision_change", "decision", {"_save": "1", "note": "Eve", "to_status": "spam"})
    return Decision.objects.filter(note="Eve").exists() or Decision.objects.filter(to_status="spam").exists()


ACTIONS: list[tuple[Callable[[Send, ReaderComment], bool], set[str]]] = [
    (decide, EDITORS),
    (correct_on_the_card, EDITORS),
    (reply, EDITORS),
    (answer_an_appeal, EDITORS),
    (pick, EDITORS),
    (ban_on_the_card, EDITORS),
    (note, EDITORS),
    (remove_a_colleague_s_note, EDITORS),
    (undo_a_colleague_s, EDITORS),
    (see_address_on_the_card, CHIEFS),
    (undo_one, EDITORS),
    (undo_a_standing, EDITORS),
    (send_again, CHIEFS),
    (correct, EDITORS),
    (select, EDITORS),
    (see_address, CHIEFS),
    (search_address, CHIEFS),
    (ban, EDITORS),
    (reject_pending, EDITORS),
    (close, CHIEFS),
    (add_word, CHIEFS),
    (add_risk_words, CHIEFS),
    (apply_words, EDITORS),
    (delete_word, CHIEFS),
    (delete_words, CHIEFS),
    (add_domain, CHIEFS),
    (delete_domain, CHIEFS),
    (add_reason, CHIEFS),
    (order_reasons, CHIEFS),
    (delete_reason, CHIEFS),
    (save_a_reply, CHIEFS),
    (change_a_saved_reply, CHIEFS),
    (delete_a_saved_reply, CHIEFS),
    (delete_from_the_log, NO_ONE),
    (write_in_the_log, NO_ONE),
]


@pytest.mark.parametrize(("act", "who"), ACTIONS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_role_does_exactly_what_its_group_says(
    act: Callable[[Send, ReaderComment], bool], who: set[str], browser: Any, place: dict[str, list[Any]]
) -> None:
    assert {role for role in ROLES if _succeeds(act, browser, role, place)} == who


def _succeeds(
    act: Callable[[Send, ReaderComment], bool], browser: Any, role: str, place: dict[str, list[Any]]
) -> bool:
    """Whether somebody in the role gets it done; it is undone again."""
    with transaction.atomic():
        client = browser(role)

        def send(name: str, what: str | list[int], fields: dict[str, Any]) -> Any:
            arguments = place[what] if isinstance(what, str) else what
            address = reverse(f"admin:newsroom_comments_{name}", args=arguments)
            return client.post(address, fields) if fields.keys() - {"q"} else client.get(address, fields)

        done = act(send, ReaderComment.objects.get())
        transaction.set_rollback(True)
    return done
