"""Lists that editors keep: what may stand on them, one by one and several at once."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from comments.admin.lists import entries
from comments.models import BlockedDomain, ListedWord, RejectionReason, SavedReply

from ..conftest import Desk, messages
from .screens import SCREEN, errors, rows, trial_of, try_domain, try_word

pytestmark = pytest.mark.django_db
WORDLESS = "can’t be looked for: its first word needs a letter or a digit, and it may have 8 words at most."


# --- Several at once ------------------------------------------------------------------------------------


def test_many_lines_are_tried_together_and_added_one_by_one(keeper: Desk, comment: Any) -> None:
    comment("cialis")
    comment("Online  poker tonight", name="Bob", email="bob@example.org")
    page = try_word(keeper, "cialis\r\n\r\n online   poker \ncialis\n*casino*", list="banned", folds="")
    assert "would have caught 1 of the last 2 comments" in trial_of(page)
    response = page.send(SCREEN["word"])
    assert rows() == [
        ("banned", "cialis", False),
        ("banned", "online poker", False),
        ("banned", "*casino*", False),
    ]
    assert ("success", "2 more were added.") in messages(response)
    assert LogEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "This field is required."),
        ("*", "“*” " + WORDLESS),
        ("!?", "“!?” " + WORDLESS),
        ("\u0301", "“\u0301” " + WORDLESS),
        ("good\n**", "“**” " + WORDLESS),
        ("x" * 101, f"“{'x' * 30}…” is longer than 100 characters."),
        ("known", "On this list already: known"),
        ("new\nknown", "On this list already: known"),
        ("\n".join(map(str, range(501))), "Add at most 500 at once."),
    ],
)
def test_a_word_that_cannot_be_listed_is_refused_with_the_reason(
    pattern: str, said: str, keeper: Desk
) -> None:
    ListedWord.objects.create(pattern="known")
    page = try_word(keeper, pattern)
    assert errors(page) == [said]
    assert len(rows()) == 1


def test_a_word_may_stand_on_both_lists(keeper: Desk) -> None:
    ListedWord.objects.create(pattern="known")
    try_word(keeper, "known", list="banned").send(SCREEN["word"])
    assert rows() == [("suspect", "known", True), ("banned", "known", True)]


def test_a_list_has_an_end(keeper: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "MOST_ENTRIES", 2)
    ListedWord.objects.create(pattern="one")
    assert errors(try_word(keeper, "two\nthree")) == ["A list holds at most 2 entries."]
    assert errors(try_word(keeper, "two")) == []


def test_a_list_has_few_entries_that_are_tried_at_every_word(
    keeper: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "MOST_WITH_ANY", 2)
    ListedWord.objects.create(pattern="on*")
    said = "A list holds at most 2 entries with *: each is tried at every word of a comment."
    assert errors(try_word(keeper, "tw*\nthree*")) == [said]
    assert errors(try_word(keeper, "tw*\nthree")) == []


# --- Domains --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("example.com", "example.com"),
        ("https://www.Example.COM/x?y=1", "example.com"),
        ("http://shop.example.com:8080", "shop.example.com"),
        ("*.example.com", "example.com"),
        ("www.com", "www.com"),
        ("example.com.", "example.com"),
        ("café.example", "xn--caf-dma.example"),
        ("//example.com/a", "example.com"),
    ],
)
def test_a_domain_is_kept_without_what_was_copied_with_it(written: str, kept: str, keeper: Desk) -> None:
    try_domain(keeper, written).send(SCREEN["domain"])
    assert [*BlockedDomain.objects.values_list("domain", flat=True)] == [kept]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("com", "“com” is no domain. Write one such as example.com."),
        ("https://com/", "“https://com/” is no domain. Write one such as example.com."),
        ("two words.com", "“two words.com” is no domain. Write one such as example.com."),
        ("ftp://example.com", "“ftp://example.com” is no domain. Write one such as example.com."),
        ("-a.example", "“-a.example” is no domain. Write one such as example.com."),
        ("a." * 130 + "com", f"“{('a.' * 130)[:60]}” is no domain. Write one such as example.com."),
        (
            "eve@example.com",
            "“eve@example.com” is an address of one person. Give a domain, such as example.com.",
        ),
        ("known.example", "On this list already: known.example"),
    ],
)
def test_what_is_no_domain_is_refused_with_the_reason(written: str, said: str, keeper: Desk) -> None:
    BlockedDomain.objects.create(domain="known.example")
    assert errors(try_domain(keeper, written)) == [said]
    assert BlockedDomain.objects.count() == 1


def test_a_domain_is_tried_in_links_websites_and_addresses(keeper: Desk, comment: Any) -> None:
    comment("See https://shop.spam.example/now today")
    comment("Two", email="bob@spam.example")
    comment("Three", name="Carl", email="carl@example.org", url="https://www.spam.example")
    comment("Four", name="Dora", email="dora@example.org")
    page = try_domain(keeper, "spam.example")
    assert "would have caught 3 of the last 4 comments" in trial_of(page)
    assert "bob@" not in page.html
    assert "".join(page.tree.xpath("//*[@id='trial']//mark/text()")) == "https://shop.spam.example/now"


# --- Reasons, and what each list is for -----------------------------------------------------------------


@pytest.mark.parametrize("model", [RejectionReason, SavedReply])
def test_texts_that_are_offered_are_kept_in_the_newsrooms_order(model: Any, keeper: Desk) -> None:
    name = model._meta.model_name
    page = keeper.open(f"admin:newsroom_comments_{name}_add")
    page.send(f"{name}_form", label="Off topic", text="It is not about the article.", position="2")
    assert [*model.objects.values_list("label", "text", "position", "active")] == [
        ("Off topic", "It is not about the article.", 2, True)
    ]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("listedword", "A banned word rejects the comment, any other one holds it for you;"),
        ("blockeddomain", "Domains that no comment may name, link to or come from"),
        ("savedreply", "Whoever replies to a comment at the desk may insert one of these texts,"),
        ("rejectionreason", "Whoever rejects a comment may choose one of these reasons."),
    ],
)
def test_each_list_says_what_it_is_for(kind: str, said: str, keeper: Desk) -> None:
    assert said in keeper.open(f"admin:newsroom_comments_{kind}_changelist").text


def test_the_words_that_come_with_us_are_added_by_a_button(keeper: Desk, desk: Any) -> None:
    listed = "admin:newsroom_comments_listedword_changelist"
    page = keeper.open(listed)
    said = messages(page.send("risk-words", page.tree.get_element_by_id("risk-words").get("action")))
    assert said == [("success", f"{ListedWord.objects.count()} words were added.")]
    assert ListedWord.objects.filter(list="self_harm", pattern="envie de mourir").exists()
    assert "Add the words that come with us" not in desk("view_listedword", name="reader").open(listed).text
    address = "admin:newsroom_comments_risk_words"
    assert keeper.get(address).status_code == 405
