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
    SavedReply,
    Status,
)

from ..conftest import Desk, Page, decided_by, messages, statuses

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


# --- Saved replies --------------------------------------------------------------------------------------


@pytest.fixture
def saved() -> SavedReply:
    SavedReply.objects.create(label="Old", text="No longer offered.", active=False)
    SavedReply.objects.create(label="Thanks", text="<b>Thank</b> you.", position=1)
    return SavedReply.objects.create(label="Hours", text="We open at nine.\n\nOn Mondays at ten.", position=2)


@pytest.mark.parametrize(
    ("typed", "put"),
    [
        ("", "We open at nine.\n\nOn Mondays at ten."),
        ("Dear Ada,\r\n", "Dear Ada,\n\nWe open at nine.\n\nOn Mondays at ten."),
    ],
)
@pytest.mark.parametrize("script", [False, True])
def test_a_saved_reply_is_put_below_what_is_typed_and_sent_by_nobody_yet(
    script: bool, typed: str, put: str, saved: SavedReply, moderator: Desk, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    answer = moderator.open().act("reply", held, script=script, reply=typed, saved=saved.pk, insert="1")
    html = answer.json()["cards"][str(held.pk)] if script else answer.content.decode()
    page = Page(moderator, "", html)
    [form] = page.tree.xpath("//details[@open]/form")
    fields = dict(form.form_values())
    assert (answer.status_code, fields["reply"].removeprefix("\n")) == (200, put)
    assert fields["saved"] == str(saved.pk)
    assert statuses() == {held.pk: Status.PENDING}
    page.post(form, {})
    assert [*ReaderComment.objects.filter(by_staff=True).values_list("source", flat=True)] == [put]


def test_one_that_is_no_longer_offered_is_not_put_in_and_nothing_typed_is_lost(
    saved: SavedReply, moderator: Desk, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    SavedReply.objects.update(active=False)
    for number in (saved.pk, "x"):
        answer = page.act("reply", held, reply="Dear Ada,", saved=number, insert="1")
        card = moderator.read(answer).card(held)
        [field] = card.xpath(".//details[@open]//textarea[@name='reply']")
        assert (answer.status_code, field.value.removeprefix("\n")) == (422, "Dear Ada,")
        assert "That saved reply is no longer on the list" in card.text_content()
    assert ReaderComment.objects.count() == 1


def test_the_texts_stand_once_in_the_page_and_their_labels_on_each_card(
    saved: SavedReply, moderator: Desk, desk: Any, comment: Any
) -> None:
    for number in range(2):
        comment(f"Words {number}", email=f"{number}@e.org", status=Status.PENDING)
    page = moderator.open()
    texts = [text.text_content() for text in page.tree.xpath("//*[@id='desk-replies'][@hidden]/*")]
    assert texts == ["<b>Thank</b> you.", saved.text]
    assert page.html.count("Mondays") == 1
    labels = [
        [" ".join(one.split()) for one in select.xpath("*/text()")]
        for select in page.tree.xpath("//select[@name='saved']")
    ]
    assert labels == [["1 · Thanks", "2 · Hours"]] * 2
    assert "Mondays" not in desk("view_readercomment", name="eve").open().html


# --- Undoing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "field"), [("decide", "message"), ("revise", "source"), ("reply", "reply")])
def test_a_nul_in_an_editors_words_is_left_out(act: str, field: str, moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    response = moderator.open().act(act, held, **{field: "Some\0 words", "to": "rejected"})
    assert [level for level, _text in messages(response)] == ["success"]
    written = {*Decision.objects.values_list("message", flat=True)}
    written |= {*ReaderComment.objects.values_list("source", flat=True)}
    assert "Some words" in written
