"""One comment's own page: its text to be corrected, and all that happened to it."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.models import Act, Decision, ReaderComment, Status
from comments.upkeep.erasing import erase_refused

from .conftest import CHANGE, Desk, decided_by, messages, statuses

pytestmark = pytest.mark.django_db


def test_it_says_what_cleaning_removed(moderator: Desk, comment: Any) -> None:
    written = comment('See <a href="https://example.org/" onclick="steal()">this</a>', status=Status.PENDING)
    assert 'a onclick="steal()"' in moderator.open(CHANGE, written.pk).text


def test_it_shows_a_hostile_comment_guarded(moderator: Desk, comment: Any) -> None:
    written = comment()
    ReaderComment.objects.filter(pk=written.pk).update(comment="<script>alert(1)</script><b>bold</b>")
    page = moderator.open(CHANGE, written.pk)
    assert ("<script>alert" in page.html, "<b>bold</b>" in page.html) == (False, True)


def test_it_is_there_for_a_comment_on_what_was_deleted(
    moderator: Desk, article: Article, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    article.delete()
    assert "something that no longer exists" in moderator.open(CHANGE, held.pk).text


def test_its_buttons_are_those_of_its_card_and_lead_back_to_it(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open(CHANGE, held.pk)
    card = moderator.open(query=f"?comment={held.pk}")
    assert page.buttons().keys() == card.buttons().keys()
    answer = page.click("approved", held)
    assert (messages(answer), answer.request["PATH_INFO"]) == (
        [("success", "You approved 1 comment.")],
        page.address,
    )
    assert statuses() == {held.pk: Status.APPROVED}


# --- A correction ---------------------------------------------------------------------------------------


def test_a_correction_is_cleaned_anew_and_changes_nobodys_visibility(moderator: Desk, comment: Any) -> None:
    parent = comment("Typpo")
    comment("Held reply", parent=parent, status=Status.PENDING)
    before = statuses()
    response = moderator.open(CHANGE, parent.pk).send(
        "readercomment_form", source="Typo <script>x</script>\r\n**"
    )
    stored = ReaderComment.objects.get(pk=parent.pk)
    assert response.status_code == 200
    assert (stored.source, stored.revision) == ("Typo <script>x</script>\n**", parent.revision + 1)
    assert "<script" not in stored.comment
    assert (statuses(), stored.is_public) == (before, True)
    assert decided_by(moderator) == [(parent.pk, Status.APPROVED, Status.APPROVED)]
    assert Decision.objects.all()[0].act == Act.CORRECTED


@pytest.mark.parametrize("text", ["", "   \n ", "<b></b>", "x" * 3001])
def test_a_correction_to_nothing_or_too_much_is_refused(text: str, moderator: Desk, comment: Any) -> None:
    written = comment("Words")
    response = moderator.open(CHANGE, written.pk).send("readercomment_form", source=text)
    assert "source" in response.context["adminform"].form.errors
    assert ReaderComment.objects.get().source == "Words"


def test_a_correction_of_what_changed_meanwhile_is_kept_in_the_form(moderator: Desk, comment: Any) -> None:
    written = comment("Words")
    page = moderator.open(CHANGE, written.pk)
    revise(written, "A colleague's words", DecisionContext(), revision=written.revision)
    response = page.send("readercomment_form", source="My own words")
    assert b"This comment changed while you had it open." in response.content
    assert b"My own words" in response.content
    assert ReaderComment.objects.get().source == "A colleague's words"


def test_a_correction_overtaken_while_it_is_saved_is_told_and_not_lost(
    moderator: Desk, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = comment("Words")
    page = moderator.open(CHANGE, written.pk)

    def overtake(source: str, _syntax: str) -> str:
        colleague = ReaderComment.objects.get(pk=written.pk)
        decide(colleague, Status.REJECTED, DecisionContext())
        return source

    monkeypatch.setattr("comments.admin.corrections.clean_source", overtake)
    monkeypatch.setattr(
        "comments.admin.comments.CorrectionForm.clean_seen_revision",
        lambda form: form.cleaned_data["seen_revision"],
    )
    response = page.send("readercomment_form", source="My own words")
    assert [level for level, _text in messages(response)] == ["error"]
    assert "My own words" in messages(response)[0][1]
    assert ReaderComment.objects.get().source == "Words"
    assert LogEntry.objects.count() == 0


def test_a_correction_can_carry_no_other_field(moderator: Desk, comment: Any) -> None:
    held = comment("Words", status=Status.PENDING)
    smuggled = {"status": "approved", "public": "on", "is_public": "on", "user_name": "Eve", "root": ""}
    moderator.open(CHANGE, held.pk).send("readercomment_form", source="Other words", **smuggled)
    stored = ReaderComment.objects.get()
    assert (stored.source, stored.user_name) == ("Other words", "Ada")
    assert (stored.status, stored.public, stored.is_public) == (Status.PENDING, False, False)


def test_the_history_of_decisions_is_on_the_comments_page(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    moderator.open().click("approved", held)
    history = moderator.open(CHANGE, held.pk).tree.xpath("//*[contains(@class, 'field-history')]//li")
    assert [" ".join(entry.text_content().split()).partition(" · ")[2] for entry in history] == [
        "Pending → Approved (grace)",
        "Pending (Everything waits)",
    ]


def test_view_on_site_leads_to_a_public_comment_on_the_host_that_the_editor_is_on(
    moderator: Desk, comment: Any
) -> None:
    public, held = comment(), comment("Held", status=Status.PENDING)
    found = [
        moderator.open(CHANGE, each.pk).tree.xpath("//a[@class='viewsitelink']/@href")
        for each in (public, held)
    ]
    assert found == [[public.get_absolute_url()], []]


def test_a_correction_is_the_last_thing_done_and_undone_at_the_desk(moderator: Desk, comment: Any) -> None:
    written = comment("Typpo", status=Status.PENDING)
    moderator.open(CHANGE, written.pk).send("readercomment_form", source="Typo")
    response = moderator.open().undo()
    assert messages(response) == [("success", "The decision on 1 comment was undone.")]
    assert ReaderComment.objects.get().source == "Typpo"


def test_what_is_erased_can_be_read_and_takes_no_text(moderator: Desk, comment: Any) -> None:
    written = comment("Words", status=Status.SPAM)
    old = moderator.open(CHANGE, written.pk)
    assert list(erase_refused(timezone.now(), 500)) == [1]
    page = moderator.open(CHANGE, written.pk)
    assert (page.tree.xpath("//textarea"), page.tree.xpath("//input[@name='_save']")) == ([], [])
    assert "Erased" in page.text
    revision = ReaderComment.objects.get().revision
    sent = old.send("readercomment_form", source="Words again", seen_revision=revision)
    assert sent.status_code == 403
    row = ReaderComment.objects.get()
    assert (row.source, row.comment, row.revision) == ("", "", revision)


def test_the_admins_own_log_keeps_no_name(moderator: Desk, comment: Any) -> None:
    """It outlives an erasing, and django.contrib.admin shows it to its editor."""
    written = comment("Typpo", name="Lovelace")
    moderator.open(CHANGE, written.pk).send("readercomment_form", source="Typo")
    assert LogEntry.objects.get().object_repr == f"comment {written.pk}"
