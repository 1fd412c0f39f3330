"""The list of comments: what an editor sees there, and what one click or one action does."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Article
from comments.decisions import Grounds, decide, revise
from comments.models import Decision, Discussion, ReaderComment, Status

from ..crowds import Crowd
from .conftest import CHANGE, LIST, Desk, messages

pytestmark = pytest.mark.django_db


def statuses() -> dict[int, str]:
    return dict(ReaderComment.objects.values_list("pk", "status"))


def decided_by(desk: Desk) -> list[tuple[int, str, str]]:
    """The editor's decisions: on which comment, from what, to what."""
    log = Decision.objects.filter(actor=desk.user, actor_number=str(desk.user.pk)).order_by("pk")
    return list(log.values_list("comment_number", "from_status", "to_status"))


# --- What is seen ---------------------------------------------------------------------------------------


def test_a_card_says_who_wrote_what_on_what_in_which_state_and_why(
    moderator: Desk, article: Article, reply: Any
) -> None:
    words = "All of it. " * 60
    reply(comment=words, name="Ada Lovelace")
    page = moderator.open()
    assert words.strip() in page.text
    assert "Ada Lovelace" in page.text
    assert "Pending" in page.text
    assert "every comment waits for an editor (setting MODE)" in page.text
    assert page.tree.xpath(f"//a[@href='{article.get_absolute_url()}']/text()") == [article.headline]


def test_a_hostile_comment_is_guarded_on_the_desk_too(moderator: Desk, comment: Any) -> None:
    written = comment()
    ReaderComment.objects.filter(pk=written.pk).update(comment="<script>alert(1)</script><b>bold</b>")
    for page in (moderator.open(), moderator.open(CHANGE, written.pk)):
        assert ("<script>alert" in page.html, "<b>bold</b>" in page.html) == (False, True)


def test_a_comment_on_what_was_deleted_is_still_shown_and_decided(
    moderator: Desk, article: Article, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    article.delete()
    page = moderator.open()
    assert "something that no longer exists" in page.text
    assert "something that no longer exists" in moderator.open(CHANGE, held.pk).text
    page.click("rejected", held)
    assert statuses() == {held.pk: Status.REJECTED}


def test_the_list_and_the_page_say_what_cleaning_removed(moderator: Desk, comment: Any) -> None:
    written = comment('See <a href="https://example.org/" onclick="steal()">this</a>', status=Status.PENDING)
    removed = 'a onclick="steal()"'
    assert f"Removed by cleaning: {removed}" in moderator.open().text
    assert removed in moderator.open(CHANGE, written.pk).text
    assert "onclick" not in written.comment


def test_the_list_is_filtered_by_status(moderator: Desk, comment: Any) -> None:
    comment("Held words", status=Status.PENDING)
    comment("Public words")
    page = moderator.open(query="?status__exact=pending")
    assert ("Held words" in page.text, "Public words" in page.text) == (True, False)


def test_the_list_is_searched_by_name_and_text(moderator: Desk, comment: Any) -> None:
    comment("About ships", name="Ada")
    comment("About trains", name="Grace", email="g@example.org")
    assert "About trains" not in moderator.open(query="?q=ships").text
    assert "About ships" not in moderator.open(query="?q=Grace").text


def test_the_list_costs_the_same_for_few_and_many(
    moderator: Desk, publish: Any, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    moderator.open()
    for number in range(3):
        crowd(publish(slug=f"few-{number}"), [None, 0])
    with django_assert_num_queries(7):
        moderator.open()
    for number in range(10):
        crowd(publish(slug=f"many-{number}"), [None, 0, 1, 2])
    with django_assert_num_queries(7):
        moderator.open()


# --- One click ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM])
@pytest.mark.parametrize("after", [Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM])
def test_one_click_decides_and_is_logged(
    before: Status, after: Status, moderator: Desk, comment: Any
) -> None:
    written = comment(status=before)
    page = moderator.open()
    if before == after:
        assert f"{after}-{written.pk}" not in page.buttons()
        return
    response = page.click(after, written)
    assert [level for level, _text in messages(response)] == ["success"]
    assert statuses() == {written.pk: after}
    assert decided_by(moderator) == [(written.pk, before, after)]
    assert Discussion.objects.get().public_count == after.is_public


def test_a_click_leads_back_to_the_same_filters(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    query = "?q=read&status__exact=pending"
    response = moderator.open(query=query).click("approved", held)
    assert response.redirect_chain == [(reverse(LIST) + query, 302)]


def test_a_click_on_what_changed_meanwhile_does_nothing_and_says_so(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    revise(held, "Something else altogether", Grounds(), revision=held.revision)
    response = page.click("approved", held)
    assert messages(response) == [
        ("warning", f"Comment {held.pk} changed while you had it open: nothing was done. Look at it again.")
    ]
    assert (statuses(), decided_by(moderator)) == ({held.pk: Status.PENDING}, [])


def test_a_second_click_from_an_old_page_is_told(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    page = moderator.open()
    page.click("approved", held)
    response = page.click("spam", held)
    assert [level for level, _text in messages(response)] == ["warning"]
    assert statuses() == {held.pk: Status.APPROVED}


@pytest.mark.parametrize(
    "value",
    [
        "",
        "approved",
        "approved-",
        "approved--1",
        "approved-x-1",
        "approved-99-1",
        "approved-9999999999-1",
        "approved-{pk}-",
        "approved-{pk}-x",
        "withdrawn-{pk}-1",
        "published-{pk}-1",
        "nonsense-{pk}-1",
    ],
)
def test_a_button_that_was_never_there_does_nothing(value: str, moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    address = reverse("admin:newsroom_comments_decide")
    page = moderator.open()
    response = page.send("changelist-form", address, decision=value.format(pk=held.pk))
    assert response.status_code == 200
    assert [level for level, _text in messages(response)] == ["warning"]
    assert (statuses(), decided_by(moderator)) == ({held.pk: Status.PENDING}, [])


def test_deciding_takes_a_post_with_the_page_s_token(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    address = reverse("admin:newsroom_comments_decide")
    decision = {"decision": f"approved-{held.pk}-{held.revision}"}
    assert moderator.client.get(address, decision).status_code == 405
    assert moderator.client.post(address, decision).status_code == 403
    assert statuses() == {held.pk: Status.PENDING}


# --- Actions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("approve", Status.APPROVED),
        ("hold", Status.PENDING),
        ("reject", Status.REJECTED),
        ("mark_as_spam", Status.SPAM),
    ],
)
def test_an_action_decides_on_all_that_are_selected(
    action: str, status: Status, moderator: Desk, comment: Any
) -> None:
    first = comment("First words", status=Status.WITHDRAWN)
    second = comment("Second words", status=Status.WITHDRAWN)
    third = comment("Third words", status=Status.WITHDRAWN)
    response = moderator.open().act(action, first, second)
    assert messages(response) == [("success", f"2 comments: {status.label}.")]
    assert statuses() == {first.pk: status, second.pk: status, third.pk: Status.WITHDRAWN}
    assert decided_by(moderator) == [(row.pk, Status.WITHDRAWN, status) for row in (first, second)]


def test_of_a_selection_only_what_changed_meanwhile_is_left_alone(moderator: Desk, comment: Any) -> None:
    rows = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    page = moderator.open()
    revise(rows[1], "Something else altogether", Grounds(), revision=rows[1].revision)
    response = page.act("approve", *rows)
    assert [level for level, _text in messages(response)] == ["warning", "success"]
    assert list(statuses().values()) == [Status.APPROVED, Status.PENDING, Status.APPROVED]
    assert [row for row, _from, _to in decided_by(moderator)] == [rows[0].pk, rows[2].pk]


def test_what_is_approved_already_is_not_approved_again(moderator: Desk, comment: Any) -> None:
    written = comment()
    response = moderator.open().act("approve", written)
    assert (messages(response), decided_by(moderator)) == ([], [])


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
    assert Decision.objects.all()[0].reason == "corrected"


@pytest.mark.parametrize("text", ["", "   \n ", "<b></b>", "x" * 3001])
def test_a_correction_to_nothing_or_too_much_is_refused(text: str, moderator: Desk, comment: Any) -> None:
    written = comment("Words")
    response = moderator.open(CHANGE, written.pk).send("readercomment_form", source=text)
    assert "source" in response.context["adminform"].form.errors
    assert ReaderComment.objects.get().source == "Words"


def test_a_correction_of_what_changed_meanwhile_is_kept_in_the_form(moderator: Desk, comment: Any) -> None:
    written = comment("Words")
    page = moderator.open(CHANGE, written.pk)
    revise(written, "A colleague's words", Grounds(), revision=written.revision)
    response = page.send("readercomment_form", source="My own words")
    assert b"This comment changed while you had it open." in response.content
    assert b"My own words" in response.content
    assert ReaderComment.objects.get().source == "A colleague's words"


def test_a_correction_overtaken_while_it_is_saved_is_told_and_not_lost(
    moderator: Desk, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = comment("Words")
    page = moderator.open(CHANGE, written.pk)

    def overtake(source: str) -> str:
        colleague = ReaderComment.objects.get(pk=written.pk)
        decide(colleague, Status.REJECTED, Grounds())
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
    assert [" ".join(entry.text_content().split()).partition(": ")[2] for entry in history] == [
        "Approved (grace)",
        "Pending (rule: pre_moderated)",
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
