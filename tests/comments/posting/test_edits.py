"""An author changes a comment, on its private page: what becomes of it, and what is refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext
from comments.decisions.undoing import undo
from comments.mail import signed_links
from comments.models import Act, Decision, Discussion, EarlierText, Email, Finding, ReaderComment, Status
from comments.posting.reports import report
from tests.rules import rules

from ..answers import page_of
from ..scenes import assert_all_is_true
from .conftest import Reply
from .editing import path, problem, save, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_first")]


# --- What becomes of it -----------------------------------------------------------------------------------


def test_the_form_shows_what_was_typed_and_saving_it_shows_everybody_the_new_text(
    mine: ReaderComment, article: Article
) -> None:
    form = Client().get(path(mine))
    assert (form.status_code, typed(form)) == (200, "I read this twice.")
    assert {"private", "no-store"} <= {*form["Cache-Control"].split(", ")}
    assert (form["Referrer-Policy"], form["X-Robots-Tag"]) == ("no-referrer", "noindex")
    before = Client().get(article.get_absolute_url())["ETag"]
    answer = save(mine, "I read this <b>thrice</b>.\r\n")
    assert (answer.status_code, answer["Location"].split(":")[0]) == (302, f"/comments/yours/{mine.pk}")
    stored = ReaderComment.objects.get()
    assert (stored.source, stored.comment) == (
        "I read this <b>thrice</b>.\n",
        "<p>I read this <b>thrice</b>.</p>",
    )
    assert (stored.status, stored.public, stored.edited, stored.revision) == (
        *(Status.PUBLISHED, True, False, mine.revision + 1),
    )
    page = Client().get(article.get_absolute_url())
    assert (b"<b>thrice</b>" in page.content, page["ETag"] == before) == (True, False)
    assert b"edited by the newsroom" not in page.content
    assert [*EarlierText.objects.values_list("source", "replaced_by", "revision")] == [
        ("I read this twice.", None, mine.revision)
    ]
    last = Decision.objects.latest("pk")
    assert (last.rule, last.act, last.actor_number) == ("author", Act.CORRECTED, "")
    assert (last.from_status, last.to_status, last.revision) == (
        *(Status.PUBLISHED, Status.PUBLISHED, stored.revision),
    )
    assert_all_is_true()


def test_what_was_public_is_held_where_the_rules_hold_the_new_text(mine: ReaderComment) -> None:
    Email.objects.all().delete()
    save(mine, "See https://a.example/ and https://b.example/ and https://c.example/ too.")
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.public) == (Status.PENDING, False)
    assert [reason["rule"] for reason in stored.reasons] == ["links"]
    assert all(reason["evidence"] for reason in stored.reasons)
    assert [*Finding.objects.values_list("rule", "status")] == [("links", Status.PENDING)]
    log = Decision.objects.order_by("pk").values_list("rule", "from_status", "to_status")
    assert [*log][1:] == [
        ("author", Status.PUBLISHED, Status.PUBLISHED),
        ("links", Status.PUBLISHED, Status.PENDING),
    ]
    assert [*Email.objects.values_list("kind", flat=True)] == ["moderation"]
    assert Discussion.objects.get().public_count == 0
    assert_all_is_true()


def test_what_is_held_stays_held_and_says_why_whatever_the_new_text(reply: Reply) -> None:
    reply(comment="See https://a.example/ and https://b.example/ and https://c.example/ too.")
    held = ReaderComment.objects.get()
    assert held.status == Status.PENDING
    save(held, "Nothing to see.")
    stored = ReaderComment.objects.get()
    assert (stored.source, stored.status, stored.public) == ("Nothing to see.", Status.PENDING, False)
    assert [(reason["rule"], reason["evidence"]) for reason in stored.reasons] == [("links", [])]
    assert [*Finding.objects.values_list("rule", "status")] == [("links", Status.PENDING)]


def test_what_readers_reported_is_held_for_that_too_whatever_the_new_text(
    mine: ReaderComment, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"REPORTS_TO_HOLD": 1}
    report(mine, reporter="somebody", reason="privacy", text="")
    mine.refresh_from_db()
    save(mine, "See https://a.example/ and https://b.example/ and https://c.example/ too.")
    stored = ReaderComment.objects.get()
    # As urgent as what was reported, too.
    assert (stored.status, stored.open_reports, stored.risk) == (Status.PENDING, 1, 60)
    assert [reason["rule"] for reason in stored.reasons] == ["links", "reported"]
    assert [*Finding.objects.order_by("rule").values_list("rule", flat=True)] == ["links", "reported"]


def test_an_edit_makes_nothing_less_urgent(mine: ReaderComment) -> None:
    assert mine.risk == 0
    save(mine, "Ask him on 07700 900123.")
    urgent = ReaderComment.objects.get()
    assert (urgent.risk, urgent.submitted - urgent.due) == (60, -timedelta(hours=20))
    save(urgent, "Ask him.")
    assert ReaderComment.objects.get().risk == 60


def test_spam_looks_as_if_it_waited_and_stays_spam(reply: Reply) -> None:
    reply(honeypot="x")
    spam = ReaderComment.objects.get()
    assert spam.status == Status.SPAM
    assert page_of(Client().get(signed_links.reader_page(spam))).xpath("//a[@href='edit/']") != []
    assert save(spam, "Better.").status_code == 302
    stored = ReaderComment.objects.get()
    assert (stored.source, stored.status) == ("Better.", Status.SPAM)


def test_no_edit_is_too_quick_and_none_counts_its_own_comment_against_itself(
    reply: Reply, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {
        "RULES": rules(
            first_comment=None, flood={"person": (1, 600), "network": (1, 600)}, repeat={"limit": 1}
        )
    }
    text = "Long enough a text to be compared with those that came before it, word for word."
    reply(comment=text)
    mine = ReaderComment.objects.get()
    assert reply(comment="Another one.").status_code == 429
    assert save(mine, text + " ").status_code == 302
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.source, stored.reasons) == (Status.PUBLISHED, text + " ", [])


# --- Refusals ---------------------------------------------------------------------------------------------


def test_what_no_comment_may_be_no_edit_is(mine: ReaderComment) -> None:
    for text in ("", "<b></b>", "x" * 3001, "a\x00b"):
        answer = save(mine, text)
        assert answer.status_code == 422
        assert problem(answer).startswith("Your change was not saved yet.")
        assert typed(answer) == text.replace("\x00", "\ufffd")
    assert ReaderComment.objects.get().source == "I read this twice."


def test_a_duplicate_is_told_with_the_public_one(mine: ReaderComment, reply: Reply) -> None:
    reply(comment="Another comment.")
    other = ReaderComment.objects.latest("pk")
    answer = save(mine, "Another  comment.")
    assert (answer.status_code, typed(answer)) == (409, "Another  comment.")
    assert page_of(answer).xpath("//*[@id='reply-problems']//a/@href") == [f"/comments/{other.pk}/"]
    assert ReaderComment.objects.get(pk=mine.pk).source == "I read this twice."


def test_after_an_edit_the_old_words_may_be_posted_and_the_new_ones_not(
    mine: ReaderComment, reply: Reply, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"DOUBLE_CLICK_SECONDS": 0}
    save(mine, "Second thoughts.")
    assert (reply(comment="Second thoughts.").status_code, reply().status_code) == (409, 302)


def test_a_second_window_is_told_and_can_save_again(mine: ReaderComment) -> None:
    save(mine, "From the first window.")
    answer = save(mine, "From the second.")
    assert (answer.status_code, typed(answer)) == (409, "From the second.")
    assert "changed in the meantime" in problem(answer)
    revision = page_of(answer).xpath("string(//input[@name='revision']/@value)")
    assert save(mine, "From the second.", revision).status_code == 302
    assert ReaderComment.objects.get().source == "From the second."


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "0"])
def test_a_damaged_revision_changes_nothing(revision: str, mine: ReaderComment) -> None:
    answer = Client().post(path(mine), {"comment": "Other.", "revision": revision})
    assert (answer.status_code, ReaderComment.objects.get().source) == (409, "I read this twice.")


def test_saving_twice_is_once(mine: ReaderComment) -> None:
    assert [save(mine, "Once.").status_code for _click in range(2)] == [302, 302]
    assert EarlierText.objects.count() == 1


def test_another_site_changes_nothing(mine: ReaderComment) -> None:
    answer = save(mine, "Hacked.", **{"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, typed(answer)) == (403, "Hacked.")
    assert ReaderComment.objects.get().source == "I read this twice."
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    assert save(mine, "Mine.", **own).status_code == 302


def test_no_other_link_changes_it(mine: ReaderComment, reply: Reply) -> None:
    reply(comment="Another comment.")
    other = ReaderComment.objects.latest("pk")
    token = signed_links.reader_page(mine).split("/")[-2]
    forged = [
        signed_links.confirmation(mine).split("/")[-2],
        token.replace(f"{mine.pk}:", f"{other.pk}:", 1),
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        str(mine.pk),
    ]
    for bad in forged:
        for act in ("edit", "withdraw", "mail"):
            answer = Client().post(f"/comments/yours/{bad}/{act}/", {"comment": "Hacked.", "revision": "2"})
            assert answer.status_code == 404
    assert not ReaderComment.objects.filter(source="Hacked.").exists()


# --- Editors ----------------------------------------------------------------------------------------------


def test_an_editor_who_takes_a_correction_back_gives_the_readers_last_text_back(mine: ReaderComment) -> None:
    save(mine, "Second thoughts.")
    mine.refresh_from_db()
    editor = User.objects.create_user("eve")
    batch = uuid4()
    revise(mine, "Corrected.", DecisionContext(by=editor, batch=batch), revision=mine.revision)
    assert ReaderComment.objects.get().edited is True
    undo(batch, editor)
    stored = ReaderComment.objects.get()
    assert (stored.source, stored.edited) == ("Second thoughts.", False)
