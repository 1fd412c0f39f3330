"""Search in names and texts."""

import re
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import html

from articles.models import Article
from comments.desk import search as searching
from comments.desk.filters import Filters
from comments.desk.queues import read_queue
from comments.desk.search import comments_with, people_named
from comments.models import ReaderComment
from comments.text import sanitizing
from comments.text.search.terms import MOST_LETTERS, searchable, terms_in

from ...conftest import publish
from ..crowds import crowd

pytestmark = pytest.mark.engine

TEXTS = {
    "Ada": "The harbour's well-known ships opened at example.org/harbour.",
    "Zoë": "CAFÉ on the quay, 100% open_minded; write to bob@example.org",
    "Bob": "Nothing of the sort \\ at all",
    "Ali": "مــحــمــد",
    "Jean O’Neil": "Aujourd’hui un rendez\u2011vous d’hiver: don’t!",
    "Xu": "https://spam-shop.example/a?b=c or <b>List</b><String>, +33612345678, 明日は東京タワーへ 🤮",
    "Éva": "En &eacute;t&eacute;, v<b>ia</b>gra&nbsp;_po_**ker** <a href='https://pills.example/'>ici</a>",
}
SEARCHES = {
    "harbour": {"Ada"},
    "HARB": {"Ada"},
    "arbour": set(),
    "the": {"Ada", "Zoë", "Bob"},
    "the, ships!": {"Ada"},
    "ships harbour": {"Ada"},
    "harbour's": {"Ada"},
    "well-known": {"Ada"},
    "known": {"Ada"},
    "example.org/harbour": {"Ada"},
    "cafe": {"Zoë"},
    "café": {"Zoë"},
    "zoe": {"Zoë"},
    "Zoë quay": {"Zoë"},
    "bob@example.org": {"Zoë"},
    "100%": {"Zoë"},
    "open_minded": {"Zoë"},
    "ships quay": set(),
    "ships | quay": set(),
    "!ships": {"Ada"},
    "nowhere": set(),
    "%": set(),
    "'; DROP TABLE": set(),
    "'": set(),
    "o'nei": {"Jean O’Neil"},
    "aujourd'hui": {"Jean O’Neil"},
    "AUJOURDʼHUI": {"Jean O’Neil"},
    "hiver": {"Jean O’Neil"},
    "d'hiver": {"Jean O’Neil"},
    "don't": {"Jean O’Neil"},
    "rendez-vous": {"Jean O’Neil"},
    "vous-rendez": set(),
    "@jean": {"Jean O’Neil"},
    "shop": {"Xu"},
    "spam-shop.example": {"Xu"},
    "String": {"Xu"},
    "List<String>": {"Xu"},
    "33612345678": {"Xu"},
    "+33612345678": {"Xu"},
    "東京": {"Xu"},
    "京東": set(),
    "محمد": {"Ali"},
    "محـــــمد": {"Ali"},
    "🤮": {"Xu"},
    "été": {"Éva"},
    "eacute": set(),
    "viagra": {"Éva"},
    "gra": set(),
    "poker": {"Éva"},
    "pills.example": {"Éva"},
}


# What comes from PostgreSQL's index, and what is tried in turn.
BY_INDEX = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no index of words")
BOTH_WAYS = pytest.mark.parametrize("few", [0, pytest.param(2_000, marks=BY_INDEX)])


@pytest.fixture
def texts(comment: Any) -> None:
    for number, (name, source) in enumerate(TEXTS.items()):
        comment(source, name=name, email=f"r{number}@example.org")


def found(search: str) -> set[str]:
    return {card.comment.user_name for card in read_queue(Filters("all", search=search)).cards}


@pytest.mark.usefixtures("texts")
@BOTH_WAYS
def test_what_readers_see_is_found_by_how_its_words_begin(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    assert {search: found(search) for search in SEARCHES} == SEARCHES


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
    monkeypatch.setattr(searching, "FEW", few)
    with connection.cursor() as cursor:
        for setting, value in tuned.items():
            cursor.execute(f"SET LOCAL {setting} = {value}")
    searches = ("harbour", "the", "the ships", "nowhere", "known l’article")
    assert [found(search) for search in searches] == [{"Ada"}, {"Ada", "Zoë", "Bob"}, {"Ada"}, set(), set()]


@pytest.mark.django_db
def test_a_text_of_any_length_and_with_any_words_is_stored_and_found(article: Article) -> None:
    """As from before us: PostgreSQL's index takes a megabyte of words, and of one word two kilobytes."""
    long = "".join(chr(0x10330 + number % 26) for number in range(3_000))
    words = " ".join(f"{number}{long[:20]}" for number in range(MOST_LETTERS // 10))
    texts = {"long": long, "words": words}

    def become(number: int, row: ReaderComment) -> None:
        row.searchable = searchable([*texts][number], f"<p>{[*texts.values()][number]}</p>")

    pks = crowd(article, [None] * len(texts), finish=become)
    assert [comments_with(search) for search in (long[:200], words[:90])] == [[pks[0]], [pks[1]]]


class AnyText(TestCase):
    number: int

    @classmethod
    def setUpTestData(cls) -> None:
        [cls.number] = crowd(publish(), [None])

    @given(st.text(min_size=1, max_size=60).filter(lambda text: "\0" not in text))
    def test_no_text_breaks_the_search(self, search: str) -> None:
        search = search.encode("utf-8", "replace").decode()
        assert read_queue(Filters("all", search=search)).cards == []
        assert connection.is_usable()

    @settings(max_examples=50)
    @given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80))
    def test_each_visible_word_finds_its_comment(self, source: str) -> None:
        """On either database, by the index and in turn."""
        stored = sanitizing.clean(source)
        if not stored:
            return
        ReaderComment.objects.filter(pk=self.number).update(searchable=searchable("Ada", stored))
        shown = re.sub(r"<(/?p|br)>", " ", sanitizing.guard(stored))
        seen = html.fromstring(f"<div>{shown}</div>").text_content().split()
        words = [word for word in seen if terms_in(word)]
        for few in (0, 2_000):
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(searching, "FEW", few)
                missed = [word for word in words if not comments_with(word)]
            assert missed == []


# --- People ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("texts")
@BOTH_WAYS
def test_a_person_is_found_by_part_of_a_name_and_not_by_what_they_wrote(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    by_name = dict(ReaderComment.objects.values_list("user_name", "commenter"))
    for search in ("o'nei", "neil JEAN", "Jean O’Neil"):
        assert people_named(search) == {by_name["Jean O’Neil"]}
    assert (people_named("eva"), people_named("bob")) == ({by_name["Éva"]}, {by_name["Bob"]})
    assert [people_named(search) for search in ("harbour", "bob@example.org", "", "?")] == [set()] * 4


@pytest.mark.usefixtures("texts")
@BY_INDEX
def test_of_common_names_the_latest_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FEW", 0)
    monkeypatch.setattr(searching, "LATEST", 2)
    # All of the table, in which tests before this one may have left many blocks of what they deleted.
    monkeypatch.setattr(searching, "SAMPLE", 1_000_000)
    assert (len(people_named("xu")), len(people_named("ada"))) == (1, 0)
