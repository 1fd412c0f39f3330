"""Lists that editors keep: every entry is tried before it is saved."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from comments.admin.lists import entries, trials
from comments.models import BlockedDomain, ListedWord, RejectionReason, Status
from comments.rules import words

from ..conftest import CHANGE, Desk, Page, messages

pytestmark = pytest.mark.django_db
WORDLESS = "can’t be looked for: its first word needs a letter or a digit, and it may have 8 words at most."
ADD_WORD = "admin:newsroom_comments_listedword_add"
CHANGE_WORD = "admin:newsroom_comments_listedword_change"
WORDS = "admin:newsroom_comments_listedword_changelist"
ADD_DOMAIN = "admin:newsroom_comments_blockeddomain_add"
DOMAINS = "admin:newsroom_comments_blockeddomain_changelist"
SCREEN = {"word": "listedword_form", "domain": "blockeddomain_form"}


@pytest.fixture
def keeper(desk: Any) -> Desk:
    """Keeps the lists, and may read comments."""
    kinds = ("listedword", "blockeddomain", "rejectionreason")
    acts = ("add", "change", "delete", "view")
    return desk("view_readercomment", *(f"{act}_{kind}" for act in acts for kind in kinds))


def answer(page: Page, response: Any) -> Page:
    assert response.status_code == 200
    return Page(page.desk, page.address, response.content.decode())


def try_word(keeper: Desk, pattern: str, **fields: Any) -> Page:
    page = keeper.open(ADD_WORD)
    return answer(page, page.send(SCREEN["word"], pattern=pattern, **fields))


def try_domain(keeper: Desk, domain: str) -> Page:
    page = keeper.open(ADD_DOMAIN)
    return answer(page, page.send(SCREEN["domain"], domain=domain))


def trial_of(page: Page) -> str:
    return " ".join(page.tree.get_element_by_id("trial").text_content().split())


def errors(page: Page) -> list[str]:
    return [
        " ".join(item.text_content().split())
        for item in page.tree.xpath("//ul[@class='errorlist' or contains(@class,'errorlist')]/li")
    ]


def rows() -> list[tuple[str, str, bool]]:
    return [*ListedWord.objects.order_by("pk").values_list("list", "pattern", "folds")]


# --- The trial ------------------------------------------------------------------------------------------


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


def test_reasons_are_kept_in_the_newsrooms_order(keeper: Desk) -> None:
    page = keeper.open("admin:newsroom_comments_rejectionreason_add")
    page.send("rejectionreason_form", label="Off topic", text="It is not about the article.", position="2")
    assert [*RejectionReason.objects.values_list("label", "text", "position", "active")] == [
        ("Off topic", "It is not about the article.", 2, True)
    ]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("listedword", "A banned word rejects the comment, a suspect one holds it for you."),
        ("blockeddomain", "Domains that no comment may name, link to or come from"),
        ("rejectionreason", "Whoever rejects a comment may choose one of these reasons."),
    ],
)
def test_each_list_says_what_it_is_for(kind: str, said: str, keeper: Desk) -> None:
    assert said in keeper.open(f"admin:newsroom_comments_{kind}_changelist").text
