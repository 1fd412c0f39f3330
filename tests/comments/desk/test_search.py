"""Search in names and texts."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comments.desk.filters import Filters
from comments.desk.queues import read_queue
from comments.desk.search import words_in

TEXTS = {
    "Ada": "The harbour's well-known ships opened at example.org/harbour.",
    "Zoë": "CAFÉ on the quay, 100% open_minded; write to bob@example.org",
    "Bob": "Nothing of the sort \\ at all",
}


@pytest.fixture
def texts(comment: Any) -> None:
    for name, source in TEXTS.items():
        comment(source, name=name, email=f"{name.casefold()}@example.org".replace("ë", "e"))


def found(search: str) -> set[str]:
    return {card.comment.user_name for card in read_queue(Filters("all", search=search)).cards}


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("harbour", {"Ada"}),
        ("HARB", {"Ada"}),
        ("the", {"Ada", "Zoë", "Bob"}),
        ("the, ships!", {"Ada"}),
        ("ships harbour", {"Ada"}),
        ("harbour's", {"Ada"}),
        ("well-known", {"Ada"}),
        ("known", {"Ada"}),
        ("example.org/harbour", {"Ada"}),
        ("cafe", {"Zoë"}),
        ("café", {"Zoë"}),
        ("zoe", {"Zoë"}),
        ("Zoë quay", {"Zoë"}),
        ("bob@example.org", {"Zoë"}),
        ("100%", {"Zoë"}),
        ("open_minded", {"Zoë"}),
        ("ships quay", set()),
        ("ships | quay", set()),
        ("!ships", {"Ada"}),
        ("nowhere", set()),
        ("%", set()),
        ("'; DROP TABLE", set()),
        ("'", set()),
    ],
)
def test_words_are_found_where_they_begin(search: str, names: set[str]) -> None:
    assert found(search) == names


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite finds parts of words")
@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("few", [0, 2_000])
def test_a_words_end_is_not_found(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.desk.search.FEW", few)
    assert (found("arbour"), found("harbour"), found("the harbour")) == (set(), {"Ada"}, {"Ada"})


TUNED = [
    {},
    {"enable_seqscan": "off"},
    {"enable_bitmapscan": "off"},
    {"random_page_cost": "1", "seq_page_cost": "100"},
    {"parallel_setup_cost": "0", "parallel_tuple_cost": "0", "min_parallel_table_scan_size": "0"},
]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="These are PostgreSQL's settings")
@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("tuned", TUNED, ids=lambda tuned: ",".join(tuned) or "as it comes")
@pytest.mark.parametrize("few", [0, 2_000])
def test_what_is_found_hangs_on_no_setting_of_the_planner(
    few: int, tuned: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.desk.search.FEW", few)
    with connection.cursor() as cursor:
        for setting, value in tuned.items():
            cursor.execute(f"SET LOCAL {setting} = {value}")
    searches = ("harbour", "the", "the ships", "nowhere", "known l’article")
    assert [found(search) for search in searches] == [{"Ada"}, {"Ada", "Zoë", "Bob"}, {"Ada"}, set(), set()]


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("  Ships,  ships “Harbour”! ", ["ships", "harbour"]),
        ("?! % _ ' & | \\", []),
        ("l’article", ["l’article"]),
        (" ".join(f"w{number}" for number in range(50)), [f"w{number}" for number in range(10)]),
    ],
)
def test_a_search_is_for_words(search: str, words: list[str]) -> None:
    assert words_in(search) == words


class AnyText(TestCase):
    @given(st.text(max_size=60).filter(lambda text: "\0" not in text))
    def test_no_text_breaks_the_search(self, search: str) -> None:
        search = search.encode("utf-8", "replace").decode()
        assert read_queue(Filters("all", search=search)).cards == []
        assert connection.is_usable()
