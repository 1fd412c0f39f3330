"""What an editor sees of one comment."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.models import Commenter, ReaderComment, RejectionReason, Report, Standing, Status

from ..conftest import Desk, Page

pytestmark = pytest.mark.django_db
ADDRESS = "ada.lovelace@example.org"


BY_MODE = "Held: on this site every comment waits for an editor (setting MODE)"


def reasons_on(page: Page, stored: ReaderComment) -> list[str]:
    return [" ".join(item.split()) for item in page.card(stored).xpath("./ol[@class='nc-reasons']/li/text()")]


def test_a_card_says_who_wrote_what_on_what_in_which_state_and_why(
    moderator: Desk, article: Article, comment: Any
) -> None:
    words = "All of it.\n\n" * 60
    held = comment(words, name="Ada Lovelace", status=Status.PENDING)
    page = moderator.open()
    card = page.card(held)
    assert card.xpath(".//h2")[0].text_content() == "Ada Lovelace"
    assert card.xpath(".//div[@class='nc-text']")[0].text_content() == words
    assert card.xpath(".//*[contains(@class, 'nc-status')]/text()") == ["Pending"]
    assert page.tree.xpath(f"//a[@href='{article.get_absolute_url()}']/text()") == [article.headline]


def test_evidence_is_marked_in_the_text_with_its_reason_s_number(moderator: Desk, comment: Any) -> None:
    held = comment("Buy cheap winches", status=Status.PENDING)
    reasons = [
        {"rule": "pre_moderated", "verdict": "hold", "params": {}, "evidence": []},
        {"rule": "links", "verdict": "hold", "params": {"found": 3, "limit": 2}, "evidence": [[4, 17]]},
        {"rule": "unknown", "verdict": "hold", "params": {"found": 7}, "evidence": [[10, 17], [-4, 900]]},
    ]
    ReaderComment.objects.filter(pk=held.pk).update(reasons=reasons)
    page = moderator.open(query=f"?comment={held.pk}")
    marks = page.card(held).xpath(".//mark")
    assert [(mark.text, mark.get("data-reasons")) for mark in marks] == [("cheap ", "1"), ("winches", "1 2")]
    assert reasons_on(page, held) == ["3 links (limit 2)", "unknown (found: 7)", BY_MODE]


def test_what_informs_leads_and_what_holds_for_all_is_said_once_above(
    moderator: Desk, comment: Any, settings: Any
) -> None:
    held = [comment(text, status=Status.PENDING, email=f"{text}@e.org") for text in ("One", "Two")]
    named = ["pre_moderated", "first_comment", "links", "self_harm"]
    numbers = {"found": 3, "limit": 2, "listed": "want to die", "where": ""}
    reasons = [{"rule": name, "verdict": "hold", "params": numbers, "evidence": []} for name in named]
    ReaderComment.objects.update(reasons=reasons)
    decide(held[0], Status.APPROVED, DecisionContext(by=moderator.user))
    decide(held[0], Status.PENDING, DecisionContext(by=moderator.user))
    informing = ["Somebody may be in danger: want to die", "3 links (limit 2)"]
    page = moderator.open()
    for one in held:
        assert reasons_on(page, one) == [*informing, "3 approved comments so far (trusted from 2)"]
    assert page.text.count(BY_MODE) == 1
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODE": "post"}
    page = moderator.open()
    assert [reasons_on(page, one)[2] for one in held] == [BY_MODE] * 2
    assert page.text.count(BY_MODE) == 2


def test_an_address_that_was_confirmed_since_is_not_said_to_be_unconfirmed(
    moderator: Desk, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    reason = {"rule": "first_comment", "verdict": "hold", "params": {}, "evidence": []}
    ReaderComment.objects.update(reasons=[reason])
    alone = f"?comment={held.pk}"
    assert reasons_on(moderator.open(query=alone), held) == [
        "Not logged in, and the address is not confirmed"
    ]
    # Where every comment waits, what is known of the author says it.
    page = moderator.open()
    assert (reasons_on(page, held), "address not confirmed" in page.said(held)) == ([], True)
    ReaderComment.objects.update(identity_verified=True)
    page = moderator.open(query=alone)
    assert "address confirmed" in page.said(held)
    assert "not confirmed" not in page.said(held)
    assert reasons_on(page, held) == ["The address was confirmed only after this was posted"]


def test_a_text_padded_with_blank_lines_folds(moderator: Desk, comment: Any) -> None:
    padding = "\n" + "\u200b \n" * 200
    held = comment(f"Above\n\n\nit{padding}below", status=Status.PENDING)
    [text] = moderator.open().card(held).xpath(".//div[@class='nc-text']")
    assert text.text_content() == "Above\n\n\nit200 blank linesbelow"


def test_a_typed_text_is_shown_as_typed_and_as_readers_see_it(moderator: Desk, comment: Any) -> None:
    typed = 'See <b>this</b> <script>alert(1)</script> <a href="https://e.org/" onclick="steal()">x</a>'
    held = comment(typed, status=Status.PENDING)
    page = moderator.open()
    assert page.card(held).xpath(".//div[@class='nc-text']")[0].text_content() == typed
    assert page.card(held).xpath(".//div[@class='nc-html']//b/text()") == ["this"]
    assert 'Removed by cleaning: a onclick="steal()"' in page.said(held)
    assert "<script>alert" not in page.html


def test_plain_words_are_not_shown_twice(moderator: Desk, comment: Any) -> None:
    held = comment("Plain words.\n\nTwo paragraphs.", status=Status.PENDING)
    assert "As readers see it" not in moderator.open().said(held)


def test_what_turns_letters_round_is_seen_and_turns_nothing(moderator: Desk, comment: Any) -> None:
    held = comment("Pay \u202etxt.exe", status=Status.PENDING)
    page = moderator.open()
    assert page.card(held).xpath(".//div[@class='nc-text']")[0].text_content() == "Pay \ufffdtxt.exe"
    assert "Removed by cleaning: U+202E" in page.said(held)


def test_the_stored_html_is_guarded_on_the_desk_too(moderator: Desk, comment: Any) -> None:
    written = comment("<b>Bold</b>", status=Status.PENDING)
    ReaderComment.objects.filter(pk=written.pk).update(comment="<script>alert(1)</script><b>bold</b>")
    page = moderator.open()
    assert ("<script>alert" in page.html, "<b>bold</b>" in page.html) == (False, True)


def test_a_reply_says_what_it_replies_to(moderator: Desk, comment: Any) -> None:
    parent = comment("The winch was repaired. " * 30, name="Harriet")
    answer = comment("By whom?", name="Tom", parent=parent, email="t@e.org", status=Status.PENDING)
    page = moderator.open()
    assert "in reply to Harriet The winch was repaired." in page.said(answer)
    assert page.card(answer).xpath(f".//a[@href='?comment={parent.pk}']") != []


def test_the_author_s_record_is_told(moderator: Desk, comment: Any) -> None:
    first = comment("One", email="new@e.org", status=Status.PENDING)
    assert "first-timer address not confirmed" in moderator.open().said(first)
    decide(first, Status.REJECTED, DecisionContext())
    second = comment("Two", email="new@e.org", status=Status.PENDING)
    assert "0 approved, 1 rejected address not confirmed" in moderator.open().said(second)


def test_a_login_and_a_confirmed_address_are_told_apart(moderator: Desk, comment: Any) -> None:
    user = get_user_model().objects.create_user("ada")
    known = comment("One", user=user, status=Status.PENDING)
    identity_verified = comment("Two", email="p@e.org", status=Status.PENDING)
    ReaderComment.objects.filter(pk=identity_verified.pk).update(identity_verified=True)
    page = moderator.open()
    assert "logged in" in page.said(known)
    assert "address confirmed" in page.said(identity_verified)


@pytest.mark.parametrize(
    ("standing", "days", "told"),
    [
        (Standing.TRUSTED, None, "Trusted"),
        (Standing.BANNED, None, "Banned"),
        (Standing.BANNED, 3, "Banned until"),
        (Standing.HELD, 3, "Always held until"),
    ],
)
def test_a_standing_is_told(
    standing: Standing, days: int | None, told: str, moderator: Desk, comment: Any
) -> None:
    held = comment(status=Status.PENDING)
    until = timezone.now() + timedelta(days=days) if days else None
    Commenter.objects.update(standing=standing, until=until)
    assert told in moderator.open().said(held)


def test_a_ban_that_has_run_out_is_not_told(moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    Commenter.objects.update(standing=Standing.BANNED, until=timezone.now() - timedelta(days=1))
    assert "Banned" not in moderator.open().said(held)


def test_open_reports_are_told_with_their_words(moderator: Desk, comment: Any) -> None:
    public = comment()
    Report.objects.create(comment=public, reporter="x", reason="abuse", text="They insult <b>me</b>")
    ReaderComment.objects.update(open_reports=1)
    page = moderator.open(query="?queue=reported")
    assert "Reported: It insults or threatens somebody They insult <b>me</b>" in page.said(public)
    assert f"approved-{public.pk}" in page.buttons()


def test_who_decided_last_is_told_with_the_reason(moderator: Desk, chief: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    reason = RejectionReason.objects.create(label="Insult", text="We publish no insults.")
    decide(held, Status.REJECTED, DecisionContext(by=chief.user, rejection=reason, message="Sorry."))
    said = moderator.open(query="?queue=rejected").said(held)
    assert "Rejected by chief, " in said
    assert "· We publish no insults. · Sorry." in said


def test_a_corrected_text_is_marked_as_such(moderator: Desk, chief: Desk, comment: Any) -> None:
    held = comment("Typpo", status=Status.PENDING)
    revise(held, "Typo", DecisionContext(by=chief.user), revision=held.revision)
    said = moderator.open().said(held)
    assert ("Corrected by chief, " in said, "edited by the newsroom" in said) == (True, True)


def test_an_address_is_shown_and_asked_for_only_with_its_own_permission(
    moderator: Desk, chief: Desk, comment: Any, django_assert_max_num_queries: Any
) -> None:
    held = comment(email=ADDRESS, status=Status.PENDING)
    with django_assert_max_num_queries(20) as queries:
        assert ADDRESS not in moderator.open().html
    assert [query for query in queries if "user_email" in query["sql"]] == []
    assert ADDRESS in chief.open().said(held)


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(0), "just now on"),
        (timedelta(minutes=1), "1 minute ago on"),
        (timedelta(8), "1 week ago on"),
    ],
)
def test_a_card_says_how_long_ago(age: timedelta, said: str, moderator: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    ReaderComment.objects.update(submitted=timezone.now() - age)
    assert said in moderator.open().said(held).replace("\xa0", " ")
