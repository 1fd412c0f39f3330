"""An editor's words: a correction, a reply."""

from typing import Any

import pytest

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext
from comments.models import (
    Decision,
    EarlierText,
    ReaderComment,
    Status,
)

from ..conftest import Desk, decided_by, messages, statuses

pytestmark = pytest.mark.django_db
EVERYTHING = "?queue=all"


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


# --- Undoing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "field"), [("decide", "message"), ("revise", "source"), ("reply", "reply")])
def test_a_nul_in_an_editors_words_is_left_out(act: str, field: str, moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    response = moderator.open().act(act, held, **{field: "Some\0 words", "to": "rejected"})
    assert [level for level, _text in messages(response)] == ["success"]
    written = {*Decision.objects.values_list("message", flat=True)}
    written |= {*ReaderComment.objects.values_list("source", flat=True)}
    assert "Some words" in written
