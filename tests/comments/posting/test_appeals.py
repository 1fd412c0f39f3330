"""An author appeals against a rejection: once, plainly, and of spam nobody hears."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from comments.decisions.statuses import DecisionContext, decide
from comments.decisions.undoing import undo, undo_decision
from comments.desk.queues import counts
from comments.mail import signed_links
from comments.models import Act, Appeal, Decision, ReaderComment, Status
from comments.posting import appeals
from comments.upkeep.erasing import erase

from ..answers import page_of
from ..at_once import at_once
from ..scenes import assert_all_is_true, editor

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
PENDING, APPROVED, REJECTED, SPAM = Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM


def to(stored: ReaderComment, status: Status) -> Any:
    batch = uuid4()
    decide(ReaderComment.objects.get(pk=stored.pk), status, DecisionContext(by=editor(), batch=batch))
    return batch


@pytest.fixture
def rejected(comment: Comment) -> ReaderComment:
    stored = comment(status=PENDING)
    to(stored, REJECTED)
    return stored


def send(stored: ReaderComment, text: str = "Read\r\nit again.", **headers: str) -> Any:
    return Client().post(signed_links.reader_page(stored) + "appeal/", {"text": text}, headers=headers)


def offered(stored: ReaderComment) -> bool:
    page = page_of(Client().get(signed_links.reader_page(stored)))
    return bool(page.xpath("//a[@href='appeal/']"))


def waits() -> tuple[list[str], int]:
    """The outcomes of the appeals, and how many the desk's queue counts."""
    return [*Appeal.objects.values_list("outcome", flat=True)], counts()["appeals"]


def test_it_is_sent_from_the_private_page_and_logged(rejected: ReaderComment) -> None:
    own = signed_links.reader_page(rejected)
    path = own + "appeal/"
    form = page_of(Client().get(path)).get_element_by_id("appeal-form")
    assert [name for name, _value in form.form_values()] == ["text"]
    assert offered(rejected)
    assert Client().post(path, {"text": "Read\r\nit again."})["Location"] == own
    stored = Appeal.objects.get()
    assert (stored.text, stored.against) == ("Read\nit again.", Decision.objects.get(actor=editor()))
    logged = Decision.objects.first()
    assert logged
    assert (logged.act, logged.rule, logged.from_status, logged.to_status) == (
        Act.APPEALED,
        "author",
        REJECTED,
        REJECTED,
    )
    assert (offered(rejected), waits()) == (False, ([""], 1))
    assert Client().get(path)["Location"] == own
    assert ReaderComment.objects.get().outcome_wanted


def test_a_second_one_is_refused_with_its_words_and_a_double_click_is_one(rejected: ReaderComment) -> None:
    assert [send(rejected).status_code for _click in range(2)] == [302, 302]
    answer = send(rejected, "<b>And another</b> thing.")
    assert (answer.status_code, Appeal.objects.count()) == (409, 1)
    assert page_of(answer).get_element_by_id("typed").text.strip() == "<b>And another</b> thing."


@pytest.mark.parametrize(
    ("status", "answered"),
    [(PENDING, 409), (APPROVED, 409), (SPAM, 302), (Status.WITHDRAWN, 409), (Status.ERASED, 409)],
)
def test_where_the_state_changed_meanwhile_it_says_so_unless_that_is_spam(
    status: Status, answered: int, rejected: ReaderComment
) -> None:
    to(rejected, status) if status != Status.ERASED else erase([rejected.pk])
    answer = send(rejected, "Mine")
    assert (answer.status_code, b"Mine" in answer.content) == (answered, answered == 409)
    # What was called spam is in no queue, and nothing shows it to its author.
    assert (counts()["appeals"], offered(rejected)) == (0, False)
    assert_all_is_true()


def test_what_is_refused_never_was_appealed(rejected: ReaderComment, comment: Comment) -> None:
    assert send(rejected, "x" * 1001).status_code == 422
    assert send(rejected, " \n").status_code == 422
    assert send(rejected, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    held = comment("Other words", status=PENDING)
    assert (offered(held), send(held).status_code) == (False, 409)
    assert (Appeal.objects.count(), Decision.objects.filter(act=Act.APPEALED).count()) == (0, 0)
    assert send(rejected, "\r\n".join("x" * 500)).status_code == 302


@pytest.mark.parametrize(
    ("steps", "outcome", "queued"),
    [
        ([APPROVED], "published", 0),
        ([APPROVED, "undo"], "", 1),
        ([PENDING], "closed", 0),
        ([PENDING, "undo"], "", 1),
        ([REJECTED], "", 1),
        ([SPAM], "", 0),
        ([SPAM, REJECTED], "", 1),
        ([SPAM, APPROVED], "published", 0),
        ([SPAM, Status.WITHDRAWN], "closed", 0),
        ([Status.WITHDRAWN, "undo"], "", 1),
    ],
    ids=str,
)
def test_it_ends_with_what_it_was_against_and_comes_back_with_that(
    steps: list[Any], outcome: str, queued: int, rejected: ReaderComment
) -> None:
    send(rejected)
    batch = None
    for step in steps:
        batch = undo(batch, editor()).batch if step == "undo" else to(rejected, step)
    assert waits() == ([outcome], queued)
    closing = Appeal.objects.get().settled_by
    assert closing == (Decision.objects.first() if outcome else None)
    assert_all_is_true()


def test_the_rejection_is_undone_after_a_question_and_redone_with_the_appeal(rejected: ReaderComment) -> None:
    send(rejected)
    rejection = Decision.objects.get(actor=editor())
    assert [one.act for one in undo_decision(rejection, editor()).changed] == [Act.APPEALED]
    undone = undo_decision(rejection, editor(), anyway=True)
    assert waits() == (["closed"], 0)
    undo(undone.batch, editor())
    assert waits() == ([""], 1)


def test_its_words_are_erased_with_the_comment(rejected: ReaderComment) -> None:
    send(rejected)
    erase([rejected.pk])
    assert [*Appeal.objects.values_list("text", "answer", "outcome")] == [("", "", "closed")]
    assert b"again" not in Client().get(signed_links.reader_page(rejected)).content


@pytest.mark.django_db(transaction=True)
def test_of_many_sent_at_once_one_is_stored(rejected: ReaderComment) -> None:
    def one(text: str) -> str:
        try:
            appeals.appeal(ReaderComment.objects.get(), text)
        except appeals.AppealedBefore:
            return "before"
        return "sent"

    said = at_once(*[partial(one, f"Number {number}") for number in range(3)])
    assert (sorted(said), Appeal.objects.count()) == (["before", "before", "sent"], 1)
