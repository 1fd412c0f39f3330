"""What an editor has chosen, in an address and back."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from comments.desk.filters import Filters, Queue

EVERYTHING = Filters(
    queue="rejected",
    discussion=3,
    commenter=4,
    rule="links",
    rejection=5,
    since=date(2026, 3, 1),
    until=date(2026, 3, 31),
    search="ships & “harbour”",
    language="fr",
    section="Harbour & sea",
    decided_by="7",
    first_timers=True,
    edited=True,
    orphans=True,
    oldest_first=True,
)


def read(query: str) -> Filters:
    return Filters.read(QueryDict(query.removeprefix("?")))


@pytest.mark.parametrize("filters", [Filters(), EVERYTHING, Filters(queue="all"), Filters(search="a=b&c")])
def test_what_is_written_is_read(filters: Filters) -> None:
    assert read(filters.query()) == filters


def test_what_nobody_chose_is_not_in_the_address() -> None:
    assert (Filters().query(), Filters(queue="spam").query()) == ("?", "?queue=spam")


def test_an_address_may_change_a_choice_and_name_a_page() -> None:
    assert Filters(queue="spam", discussion=3).query(discussion=None, at="o1.2") == "?queue=spam&at=o1.2"


@pytest.mark.parametrize(
    "query",
    [
        "queue=nonsense",
        "queue=",
        "discussion=-1&commenter=x&rejection=0",
        "discussion=9999999999",
        "commenter=%C2%B2",
        "since=yesterday&until=2026-02-30",
        "since=0001-01-01&until=9999-12-31",
        "search=%00%20&rule=%20",
        "oldest_first=maybe",
    ],
)
def test_nonsense_is_as_good_as_nothing(query: str) -> None:
    assert read(query) == Filters()


def test_a_search_of_any_length_is_cut() -> None:
    assert len(read("search=" + "a" * 5_000).search) == 200


@pytest.mark.parametrize(
    ("change", "narrows"),
    [({}, False), ({"queue": "all", "oldest_first": True}, False), ({"rule": "x"}, True)],
)
def test_the_queue_and_its_order_narrow_nothing(change: Any, narrows: bool) -> None:
    assert Filters(**change).narrows is narrows


def test_the_tabs_stand_in_their_order() -> None:
    assert [str(label) for label in Queue.labels] == [
        "Urgent",
        "Pending",
        "Reported",
        "Appeals",
        "Unreviewed",
        "Approved",
        "Rejected",
        "Spam",
        "All",
    ]
