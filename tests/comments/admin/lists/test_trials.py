"""Every entry of a list is tried before it is saved."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from comments.admin.lists import trials
from comments.models import ListedWord, Status
from comments.rules import words

from ..conftest import CHANGE, Desk, messages
from .screens import ADD_WORD, SCREEN, answer, errors, rows, trial_of, try_word

pytestmark = pytest.mark.django_db
CHANGE_WORD = "admin:newsroom_comments_listedword_change"


def test_the_first_save_shows_what_a_word_would_have_caught_and_the_second_keeps_it(
    keeper: Desk, comment: Any
) -> None:
    comment("The harbour is fine.", name="Bob", email="bob@example.org")
    caught = comment("A real CIALÏS specialist, I say.", status=Status.PENDING)
    page = try_word(keeper, "cialis")
    assert rows() == []
    assert trial_of(page) == (
        "Not saved yet This would have caught 1 of the last 2 comments. Save again to keep it, or change it "
        "first. Ada on The harbour opens on Monday A real CIALÏS specialist, I say. Suspect word: cialis"
    )
    assert page.tree.xpath("//*[@id='trial']//mark/text()") == ["CIALÏS"]
    assert page.tree.xpath("//*[@id='trial']//a/@href") == [reverse(CHANGE, args=[caught.pk])]
    assert (errors(page), "Please correct" in page.text) == ([], False)
    response = page.send(SCREEN["word"])
    assert rows() == [("suspect", "cialis", True)]
    assert [level for level, _text in messages(response)] == ["success"]


def test_what_would_have_caught_nothing_says_so(keeper: Desk, comment: Any) -> None:
    assert "There is no comment yet that this could have caught." in trial_of(try_word(keeper, "cialis"))
    comment("A specialist.")
    page = try_word(keeper, "cialis")
    assert "This would not have caught the last 1 comment." in trial_of(page)
    page.send(SCREEN["word"])
    assert rows() == [("suspect", "cialis", True)]


@pytest.mark.parametrize("change", [{"pattern": "harbour"}, {"list": "banned"}, {"folds": ""}])
def test_another_entry_than_the_one_tried_is_tried_again(
    change: dict[str, str], keeper: Desk, comment: Any
) -> None:
    comment("The Harbour, cialis.")
    page = try_word(keeper, "cialis")
    again = answer(page, page.send(SCREEN["word"], **change))
    assert rows() == []
    assert "Not saved yet" in trial_of(again)
    again.send(SCREEN["word"])
    assert len(rows()) == 1


def test_a_mark_of_another_trial_confirms_nothing(keeper: Desk, comment: Any) -> None:
    page = try_word(keeper, "one")
    [mark] = page.tree.xpath("//input[@name='tried']/@value")
    other = keeper.open(ADD_WORD)
    again = answer(other, other.send(SCREEN["word"], pattern="two", tried=mark))
    assert (rows(), "Not saved yet" in again.text) == ([], True)


def test_the_name_and_the_website_are_tried_as_the_rule_looks_at_them(keeper: Desk, comment: Any) -> None:
    comment("Fine words.", name="Buy Cialis")
    page = try_word(keeper, "cialis", list="banned")
    assert "would have caught 1 of" in trial_of(page)
    assert "Fine words. Banned word in the name: cialis" in trial_of(page)


def test_only_the_newest_comments_are_tried_and_only_some_shown(
    keeper: Desk, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trials, "MOST_TRIED", 3)
    monkeypatch.setattr(trials, "MOST_SHOWN", 2)
    for number in range(4):
        comment(f"cialis {number}", name=f"Reader {number}", email=f"r{number}@example.org")
    said = trial_of(try_word(keeper, "cialis"))
    assert "would have caught 3 of the last 3 comments" in said
    assert [f"Reader {number}" in said for number in range(4)] == [False, False, True, True]
    assert "and 1 more" in said


def test_an_excerpt_is_cut_around_the_first_match() -> None:
    text = "a" * 100 + " cialis " + "b" * 100
    pieces = trials.excerpt(text, [(101, 107)])
    assert "".join(piece.text for piece in pieces) == "…" + "a" * 79 + " cialis " + "b" * 79 + "…"
    assert [piece.text for piece in pieces if piece.reasons] == ["cialis"]


def test_a_comment_longer_than_any_that_is_posted_is_tried_by_its_beginning(
    keeper: Desk, comment: Any
) -> None:
    stored = comment("cialis")
    type(stored).objects.filter(pk=stored.pk).update(source="cialis " + "x" * words.LONGEST_TEXT)
    assert "would have caught 1 of" in trial_of(try_word(keeper, "cialis"))


def test_a_comments_markup_is_shown_as_text(keeper: Desk, comment: Any) -> None:
    comment("<b>cialis</b> <script>alert(1)</script>")
    page = try_word(keeper, "cialis")
    assert "<b>cialis</b> <script>alert(1)</script>" in trial_of(page)


def test_a_trial_costs_the_same_whatever_it_finds(
    keeper: Desk, comment: Any, django_assert_num_queries: Any
) -> None:
    for number in range(4):
        comment(f"cialis {number}", name=f"Reader {number}", email=f"r{number}@example.org")
        if number in {0, 3}:
            page = keeper.open(ADD_WORD)
            with django_assert_num_queries(12):
                page.send(SCREEN["word"], pattern="cialis")


def test_who_may_not_read_comments_learns_only_the_number(desk: Any, comment: Any) -> None:
    comment("Secret cialis.")
    blind = desk("add_listedword", "view_listedword", name="blind")
    page = try_word(blind, "cialis")
    assert "would have caught 1 of the last 1 comment" in trial_of(page)
    assert "Secret" not in page.html


def test_saving_an_unchanged_entry_tries_nothing(keeper: Desk, comment: Any) -> None:
    word = ListedWord.objects.create(pattern="cialis")
    keeper.open(CHANGE_WORD, word.pk).send(SCREEN["word"])
    assert rows() == [("suspect", "cialis", True)]


def test_a_changed_entry_is_tried_first(keeper: Desk, comment: Any) -> None:
    comment("cialis")
    word = ListedWord.objects.create(pattern="viagra")
    page = keeper.open(CHANGE_WORD, word.pk)
    tried = answer(page, page.send(SCREEN["word"], pattern="cialis", list="banned"))
    assert ("would have caught 1 of" in trial_of(tried), rows()) == (True, [("suspect", "viagra", True)])
    tried.send(SCREEN["word"])
    assert rows() == [("banned", "cialis", True)]
    assert "Tried" not in LogEntry.objects.get().get_change_message()
