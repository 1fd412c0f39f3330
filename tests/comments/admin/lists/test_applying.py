"""What editors listed is applied to what waits already: one batch, and one undo."""

from typing import Any

import pytest

from comments.decisions.undoing import undo
from comments.desk.filters import Filters
from comments.desk.queues import read_queue
from comments.models import (
    BlockedDomain,
    Decision,
    Finding,
    ListedWord,
    ReaderComment,
    Report,
    Status,
    WordList,
)
from comments.rules import leading

from ..conftest import Desk, messages, statuses

pytestmark = pytest.mark.django_db
# What every comment of these tests is held for.
BEFORE = ("pre_moderated", "first_comment")
WORDS = "admin:newsroom_comments_listedword_changelist"


@pytest.fixture
def keeper(desk: Any) -> Desk:
    return desk("moderate_readercomment", "moderate_selection", "change_listedword", "change_blockeddomain")


def apply(keeper: Desk, name: str = WORDS) -> list[tuple[str, str]]:
    page = keeper.open(name)
    chosen = page.tree.xpath("//input[@name='_selected_action']/@value")
    return messages(page.send("changelist-form", action="apply_to_pending", _selected_action=chosen))


def reasons(stored: ReaderComment) -> list[str]:
    stored.refresh_from_db()
    return [reason["rule"] for reason in leading(stored.reasons) if reason["rule"] not in BEFORE]


def found() -> set[tuple[int, str]]:
    return {*Finding.objects.exclude(rule__in=BEFORE).values_list("comment", "rule")}


def urgent() -> list[int]:
    return [card.comment.pk for card in read_queue(Filters("urgent")).cards]


def test_what_waits_is_judged_by_new_words_and_one_undo_takes_it_back(keeper: Desk, comment: Any) -> None:
    pending = {"status": Status.PENDING}
    threat, sold, both, neither = (
        comment(text, email=f"{number}@e.org", **pending)
        for number, text in enumerate(["We know where you live.", "Buy now", "We know, buy now", "A walk"])
    )
    public = comment("Public, and buy now", email="public@e.org")
    before = statuses()
    for which, pattern in ((WordList.THREATS, "we know"), (WordList.BANNED, "buy now")):
        ListedWord.objects.create(list=which, pattern=pattern)
    assert apply(keeper) == [
        (
            "success",
            "1 pending comment has one more reason. You rejected 2 comments. One undo at the desk reverses "
            "all of it.",
        )
    ]
    after = before | {sold.pk: Status.REJECTED, both.pk: Status.REJECTED}
    given = [reasons(each) for each in (threat, sold, both, neither, public)]
    assert (statuses(), given) == (
        after,
        [["threats"], ["banned_words"], ["threats", "banned_words"], [], []],
    )
    assert (urgent(), threat.risk, threat.reasons[-1]["evidence"]) == ([threat.pk], 70, [[0, 7]])
    assert found() == {
        (threat.pk, "threats"),
        (sold.pk, "banned_words"),
        (both.pk, "threats"),
        (both.pk, "banned_words"),
    }
    page = keeper.open()
    assert "You applied listed entries to 3 pending comments." in page.text

    page.undo()
    assert (statuses(), urgent(), found()) == (before, [], set())
    assert [reasons(each) for each in (threat, sold, both)] == [[], [], []]
    assert "May be a threat" not in keeper.open().text


def test_an_undo_that_is_undone_is_the_act_again(keeper: Desk, comment: Any) -> None:
    held = comment("We know where you live.", status=Status.PENDING)
    ListedWord.objects.create(list=WordList.THREATS, pattern="we know")
    apply(keeper)
    for expected in ([], ["threats"], []):
        undo(Decision.objects.latest("pk").batch, keeper.user)
        assert (reasons(held), urgent()) == (expected, [held.pk] if expected else [])
        assert found() == {(held.pk, rule) for rule in expected}


def test_applied_again_it_does_nothing_and_answers_no_report(keeper: Desk, comment: Any) -> None:
    held = comment("See https://evil.example/ now", status=Status.PENDING)
    Report.objects.create(comment=held, reporter="x", reason="abuse")
    ReaderComment.objects.update(open_reports=1)
    ListedWord.objects.create(list=WordList.SUSPECT, pattern="evil")
    apply(keeper)
    assert apply(keeper) == [("success", "Nothing that is pending has any of these.")]
    held.refresh_from_db()
    assert (held.open_reports, reasons(held), held.revision) == (1, ["suspect_words"], 2)
    BlockedDomain.objects.create(domain="evil.example")
    apply(keeper, "admin:newsroom_comments_blockeddomain_changelist")
    assert statuses() == {held.pk: Status.REJECTED}


def test_it_takes_the_permission_to_decide_many_at_once(desk: Any, comment: Any) -> None:
    ListedWord.objects.create(list=WordList.BANNED, pattern="buy now")
    page = desk("moderate_readercomment", "change_listedword").open(WORDS)
    assert "Apply to what is pending" not in page.text
