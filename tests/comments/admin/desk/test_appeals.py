"""Authors' appeals at the desk: a queue of their own, answered with words, by another editor if need be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments.decisions.statuses import DecisionContext, decide
from comments.decisions.undoing import undo_decision
from comments.mail import signed_links
from comments.models import Act, Appeal, Decision, Email, ReaderComment, Status
from comments.people.confirmations import confirm
from comments.posting import appeals

from ...answers import page_of
from ...scenes import assert_all_is_true
from ...smtp import send_emails
from ..conftest import CHANGE, Desk, messages

pytestmark = pytest.mark.django_db
APPEALS = "?queue=appeals"
OWN = "That was you: let another editor answer, if there is one."


@pytest.fixture
def appealed(comment: Any, moderator: Desk) -> ReaderComment:
    """Rejected by ``moderator``; its author, who confirmed the address, asks to look again."""
    stored = comment(status=Status.PENDING)
    confirm(stored)
    decide(ReaderComment.objects.get(), Status.REJECTED, DecisionContext(by=moderator.user))
    appeals.appeal(ReaderComment.objects.get(), "It quotes <b>your</b> article.")
    return ReaderComment.objects.get()


@pytest.fixture
def colleague(desk: Callable[..., Desk]) -> Desk:
    return desk("moderate_readercomment", name="joan")


def told() -> list[tuple[str, str]]:
    mail.outbox.clear()
    Email.objects.update(due=timezone.now())
    send_emails()
    return [(message.subject, str(message.body)) for message in mail.outbox]


def own_page(stored: ReaderComment) -> str:
    return " ".join(page_of(Client().get(signed_links.reader_page(stored))).text_content().split())


def test_it_waits_in_its_own_queue_with_its_words_and_who_rejected_it(
    appealed: ReaderComment, moderator: Desk, colleague: Desk
) -> None:
    page = colleague.open(query=APPEALS)
    card = page.said(appealed)
    assert "Its author appeals: It quotes <b>your</b> article. Against the decision of grace." in card
    assert OWN not in card
    assert "Appeals 1" in page.text
    assert OWN in moderator.open(query=APPEALS).said(appealed)
    page.act("answer_appeal", appealed, answer="uphold")
    assert "No author asks you to look again." in colleague.open(query=APPEALS).text


@pytest.mark.parametrize(
    ("answer", "subject", "sentence"),
    [
        ("uphold", "Your comment was not published", "It stays with its decision."),
        ("publish", "Your comment is published", "It has published it."),
    ],
)
@pytest.mark.parametrize("script", [False, True])
def test_the_answer_is_logged_shown_and_emailed(
    answer: str, subject: str, sentence: str, script: bool, appealed: ReaderComment, colleague: Desk
) -> None:
    words = {"answer": answer, "message": "We read it\r\ntogether."}
    response = colleague.open(query=APPEALS).act("answer_appeal", appealed, script=script, **words)
    if script:
        assert (response.json()["level"], response.json()["cards"]) == ("success", {str(appealed.pk): None})
    decision = Decision.objects.first()
    assert decision
    logged = (decision.act, decision.actor, decision.note, decision.waited)
    act = Act.UPHELD if answer == "uphold" else Act.DECIDED
    assert logged == (act, colleague.user, "We read it\ntogether.", None)
    ended = Appeal.objects.get()
    assert (ended.settled_by, ended.answer) == (decision, "We read it\ntogether.")
    assert f"look at your comment again. {sentence}" in own_page(appealed)
    assert "We read it" in own_page(appealed)
    [(said, body)] = told()
    assert said == f"[Newsroom] {subject}: The harbour opens on Monday"
    assert f"look at your comment again. {sentence}" in body
    assert "> We read it\n> together.\n" in body
    assert told() == []
    history = colleague.open(CHANGE, appealed.pk).text
    outcome = "Upheld" if answer == "uphold" else "Published"
    assert f"It quotes <b>your</b> article. · {outcome}" in history
    assert_all_is_true()


def test_an_answer_is_undone_and_the_appeal_waits_again(appealed: ReaderComment, colleague: Desk) -> None:
    colleague.open(query=APPEALS).act("answer_appeal", appealed, answer="uphold", message="No.")
    page = colleague.open(query=APPEALS)
    assert "You upheld 1 rejection." in page.text
    page.undo()
    assert "It has not answered yet." in own_page(appealed)
    assert "No." not in own_page(appealed)
    assert told() == []
    # An undo that is undone is the answer again.
    undo_decision(Decision.objects.latest("pk"), colleague.user)
    assert "It stays with its decision. It quotes <b>your</b> article. No." in own_page(appealed)
    assert [subject for subject, _body in told()] == [
        "[Newsroom] Your comment was not published: The harbour opens on Monday"
    ]


def test_two_editors_answer_once_and_the_second_keeps_the_words(
    appealed: ReaderComment, moderator: Desk, colleague: Desk
) -> None:
    old = moderator.open(query=APPEALS)
    colleague.open(query=APPEALS).act("answer_appeal", appealed, answer="publish")
    answer = old.act("answer_appeal", appealed, answer="uphold", message="I still think so.")
    page = moderator.read(answer)
    assert (answer.status_code, ReaderComment.objects.get().status) == (409, Status.APPROVED)
    assert "approved by joan" in page.text


def test_words_that_are_too_long_come_back_in_their_field(appealed: ReaderComment, colleague: Desk) -> None:
    page = colleague.open(query=APPEALS)
    answer = page.act("answer_appeal", appealed, answer="uphold", message="x" * 1001)
    field = colleague.read(answer).card(appealed).xpath(".//textarea[@id]")[0]
    assert (answer.status_code, field.text.strip()) == (422, "x" * 1001)
    nonsense = page.act("answer_appeal", appealed, answer="maybe")
    assert messages(nonsense) == [("warning", "That comment is no longer here: nothing was done.")]
    assert Appeal.objects.get().outcome == ""


def test_where_no_appeal_waits_there_is_nothing_to_answer(
    appealed: ReaderComment, colleague: Desk, comment: Any
) -> None:
    other = comment("Other words", name="Bob", email="bob@example.org", status=Status.REJECTED)
    page = colleague.open(query=APPEALS)
    for answer in ("publish", "uphold"):
        fields = {"answer": answer, "pk": other.pk, "revision": other.revision}
        assert page.act("answer_appeal", appealed, **fields).status_code == 409
    other.refresh_from_db()
    assert (other.status, other.decisions.filter(act=Act.UPHELD).exists()) == (Status.REJECTED, False)


def test_what_is_approved_from_any_queue_ends_the_appeal_without_an_answer(
    appealed: ReaderComment, colleague: Desk
) -> None:
    colleague.open(query="?queue=rejected").click("approved", appealed)
    assert "It has published it." in own_page(appealed)
    assert colleague.open(query=APPEALS).tree.xpath("//article") == []
    assert [subject for subject, _body in told()] == [
        "[Newsroom] Your comment is published: The harbour opens on Monday"
    ]
