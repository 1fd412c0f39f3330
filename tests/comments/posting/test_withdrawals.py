"""An author withdraws a comment, at any time."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from comments.decisions.statuses import DecisionContext, Outcome, WithdrawnByAuthor, decide, decide_all
from comments.decisions.undoing import undo, undo_decision
from comments.mail import signed_links
from comments.models import Commenter, Decision, Discussion, ReaderComment, RejectionReason, Report, Status

from ..answers import page_of
from ..scenes import assert_all_is_true, report

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
WITHDRAWN = "This comment was withdrawn by its author"


def path(stored: ReaderComment) -> str:
    return signed_links.reader_page(stored) + "withdraw/"


def press(stored: ReaderComment, revision: Any = None, **headers: str) -> Any:
    return Client().post(path(stored), {"revision": revision or stored.revision}, headers=headers)


def state(stored: ReaderComment) -> str:
    return str(
        page_of(Client().get(signed_links.reader_page(stored))).xpath("string(//p[@class='nc-state'])")
    )


def test_opening_the_page_asks_and_changes_nothing(comment: Comment) -> None:
    stored = comment()
    answer = Client().get(path(stored))
    page = page_of(answer)
    assert page.xpath("//form[@method='post']//button/text()") == ["Withdraw my comment"]
    assert "I read this twice." in page.text_content()
    assert {"private", "no-store"} <= {*answer["Cache-Control"].split(", ")}
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert ReaderComment.objects.get().status == Status.APPROVED


def test_the_replies_stay_below_a_line_that_says_so_and_nothing_else(
    comment: Comment, article: Article
) -> None:
    stored = comment("Regretted words", name="Zoe", url="https://zoe.example/")
    comment("A fine answer", name="Bob", email="bob@example.org", parent=stored)
    before = Client().get(article.get_absolute_url())
    assert press(stored)["Location"].startswith(f"/comments/yours/{stored.pk}:")
    page = Client().get(article.get_absolute_url())
    assert before["ETag"] != page["ETag"]
    text = page.content.decode()
    assert [word in text for word in (WITHDRAWN, "A fine answer", "This comment is not shown")] == [
        *(True, True, False),
    ]
    assert [word in text for word in ("Regretted", "Zoe", "zoe.example", f"c{stored.pk}-by")] == [False] * 4
    row = ReaderComment.objects.get(pk=stored.pk)
    assert (row.status, row.public, Discussion.objects.get().public_count) == (Status.WITHDRAWN, False, 1)
    last = Decision.objects.latest("pk")
    assert (last.rule, last.actor_number, last.from_status) == ("author", "", Status.APPROVED)
    assert Client().get(f"/comments/{stored.pk}/").status_code == 404
    assert state(stored) == "You withdrew your comment."
    assert_all_is_true()


def test_a_held_comments_place_says_so_too_and_only_then_a_byte_changes(
    comment: Comment, article: Article
) -> None:
    root, alone = comment("Root"), comment("Alone", name="Bob", status=Status.PENDING)
    comment("Answer", name="Eve", parent=root)
    decide(root, Status.PENDING, DecisionContext(rule="reported"))
    version = Discussion.objects.get().version
    press(alone)
    assert Discussion.objects.get().version == version
    press(root)
    assert Discussion.objects.get().version == version + 1
    assert WITHDRAWN in Client().get(article.get_absolute_url()).content.decode()
    decide(
        ReaderComment.objects.get(pk=root.pk),
        Status.REJECTED,
        DecisionContext(by=User.objects.create_user("eve")),
    )
    assert Discussion.objects.get().version == version + 1
    assert WITHDRAWN in Client().get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED, Status.APPROVED])
def test_whatever_may_be_seen_is_withdrawn(status: Status, comment: Comment) -> None:
    stored = comment(status=status)
    assert press(stored).status_code == 302
    assert ReaderComment.objects.get().status == Status.WITHDRAWN


@pytest.mark.parametrize("status", [Status.REJECTED, Status.SPAM])
def test_what_was_refused_stays_counted_against_its_author(status: Status, comment: Comment) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="It is off topic.")
    stored = comment(status=Status.PENDING)
    rejection = reason if status == Status.REJECTED else None
    decide(stored, status, DecisionContext(by=User.objects.create_user("eve"), rejection=rejection))
    press(stored)
    row = ReaderComment.objects.get()
    assert (row.status, row.withdrawn_by_author, row.rejection) == (status, True, rejection)
    assert Commenter.objects.get().rejected_count == 1
    assert state(stored) == "You withdrew your comment."
    assert Decision.objects.latest("pk").rule == "author"
    assert_all_is_true()


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED, Status.SPAM])
@pytest.mark.parametrize("to", [Status.PENDING, Status.PUBLISHED, Status.APPROVED])
def test_nobody_else_makes_it_public_again(status: Status, to: Status, comment: Comment) -> None:
    stored = comment(status=status)
    press(stored)
    row = ReaderComment.objects.get()
    with pytest.raises(WithdrawnByAuthor):
        decide(row, to, DecisionContext(by=User.objects.create_user("eve")))
    assert decide_all({row.pk: row.revision}, to, DecisionContext(rule="tests")) == Outcome([], [], [row.pk])
    assert state(stored) == "You withdrew your comment."
    assert Decision.objects.latest("pk").rule == "author"
    assert_all_is_true()


@pytest.mark.parametrize("to", [Status.REJECTED, Status.SPAM])
def test_an_editor_may_refuse_it_and_its_author_still_reads_that_they_took_it_back(
    to: Status, comment: Comment
) -> None:
    stored = comment()
    press(stored)
    eve = User.objects.create_user("eve")
    assert decide(ReaderComment.objects.get(), to, DecisionContext(by=eve))
    assert (Commenter.objects.get().rejected_count, state(stored)) == (1, "You withdrew your comment.")
    with pytest.raises(WithdrawnByAuthor):
        decide(ReaderComment.objects.get(), Status.APPROVED, DecisionContext(by=eve))
    undo_decision(Decision.objects.latest("pk"), eve)
    assert ReaderComment.objects.get().status == Status.WITHDRAWN
    assert_all_is_true()


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED, Status.SPAM])
def test_the_withdrawal_itself_is_not_undone(status: Status, comment: Comment) -> None:
    press(comment(status=status))
    undone = undo_decision(Decision.objects.latest("pk"), User.objects.create_user("eve"), anyway=True)
    assert (undone.done, ReaderComment.objects.get().public) == ([], False)
    assert ReaderComment.objects.get().withdrawn_by_author


@pytest.mark.parametrize("before", [Status.PENDING, Status.PUBLISHED])
@pytest.mark.parametrize("to", [Status.APPROVED, Status.REJECTED])
def test_an_undo_of_what_came_before_takes_it_no_further_than_withdrawn(
    before: Status, to: Status, comment: Comment
) -> None:
    stored = comment(status=before)
    eve, batch = User.objects.create_user("eve"), uuid4()
    decide(stored, to, DecisionContext(by=eve, batch=batch))
    press(stored)
    assert [decision.rule for decision in undo(batch, eve).changed] == ["author"]
    undone = undo(batch, eve, anyway=True)
    assert (undone.done, undone.withdrawn) == ([stored.pk], [stored.pk])
    assert ReaderComment.objects.get().status == Status.WITHDRAWN
    assert Commenter.objects.get().rejected_count == 0
    # And the undo of the undo: the act itself again, as far as that may go.
    undo(undone.batch, eve)
    assert ReaderComment.objects.get().status == (Status.REJECTED if to == Status.REJECTED else "withdrawn")
    assert_all_is_true()


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED, Status.REJECTED])
def test_what_readers_reported_of_it_is_answered(status: Status, comment: Comment) -> None:
    stored = comment(status=status)
    report(stored)
    press(stored)
    last = Decision.objects.latest("pk")
    assert (last.rule, Report.objects.get().settled_by) == ("author", last)
    assert ReaderComment.objects.get().open_reports == 0
    assert_all_is_true()


def test_an_undo_of_what_came_before_opens_no_report_of_it(comment: Comment) -> None:
    stored = comment(status=Status.PUBLISHED)
    report(stored)
    eve, batch = User.objects.create_user("eve"), uuid4()
    decide(ReaderComment.objects.get(), Status.APPROVED, DecisionContext(by=eve, batch=batch))
    press(ReaderComment.objects.get())
    assert undo(batch, eve, anyway=True).withdrawn == [stored.pk]
    assert ReaderComment.objects.get().open_reports == 0
    assert_all_is_true()


def test_of_a_batch_the_rest_is_decided(comment: Comment) -> None:
    rows = [comment(), comment("Other words", name="Bob", status=Status.PENDING)]
    press(rows[0])
    screen = dict(ReaderComment.objects.values_list("pk", "revision"))
    outcome = decide_all(screen, Status.APPROVED, DecisionContext(by=User.objects.create_user("eve")))
    assert outcome == Outcome([rows[1].pk], [], [rows[0].pk])


def test_what_is_erased_is_nobodys_to_withdraw(comment: Comment) -> None:
    stored = comment(status=Status.ERASED)
    assert page_of(Client().get(signed_links.reader_page(stored))).xpath("//a[@href='withdraw/']") == []
    assert [Client().get(path(stored)).status_code, press(stored).status_code] == [302, 302]
    assert ReaderComment.objects.get().status == Status.ERASED


def test_twice_is_once(comment: Comment) -> None:
    stored = comment()
    assert [press(stored).status_code for _click in range(2)] == [302, 302]
    assert Decision.objects.filter(rule="author").count() == 1
    assert Client().get(path(stored)).status_code == 302


@pytest.mark.parametrize("revision", ["1", "x", "9" * 40])
def test_what_changed_since_the_page_was_opened_is_asked_again(revision: str, comment: Comment) -> None:
    stored = comment()
    answer = press(stored, revision)
    assert answer.status_code == 409
    assert "changed in the meantime" in page_of(answer).xpath("string(//*[@id='reply-problems'])")
    assert ReaderComment.objects.get().status == Status.APPROVED
    assert press(stored, page_of(answer).xpath("string(//input[@name='revision']/@value)")).status_code == 302
    assert ReaderComment.objects.get().status == Status.WITHDRAWN


def test_another_site_withdraws_nothing(comment: Comment) -> None:
    stored = comment()
    assert press(stored, **{"Sec-Fetch-Site": "same-site"}).status_code == 404
    assert ReaderComment.objects.get().status == Status.APPROVED


def test_it_cannot_be_edited_back_to_the_public(comment: Comment, settings: Any) -> None:
    stored = comment(status=Status.PENDING)
    press(stored)
    stored.refresh_from_db()
    sent = {"comment": "Other.", "revision": stored.revision}
    assert Client().post(signed_links.reader_page(stored) + "edit/", sent).status_code == 403
    assert ReaderComment.objects.get().status == Status.WITHDRAWN


def test_an_editor_finds_it_and_reads_who_did_it(comment: Comment, admin_client: Client) -> None:
    stored = comment("Regretted words")
    press(stored)
    desk = admin_client.get("/admin/newsroom_comments/readercomment/?queue=all").content.decode()
    assert "Regretted words" in desk
    change = admin_client.get(f"/admin/newsroom_comments/readercomment/{stored.pk}/change/").content.decode()
    assert "(the comment’s author)" in change
