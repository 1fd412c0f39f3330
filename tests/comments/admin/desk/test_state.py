"""The page “State of the comments”: who sees what of it, and that its charts can be read as tables."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from comments.admin.dates import duration
from comments.admin.desk.charts import Value, draw
from comments.decisions import statuses
from comments.decisions.log import DecisionContext
from comments.models import ReaderComment, Status

from ..conftest import LIST, Desk, Page

pytestmark = pytest.mark.django_db
STATE = "admin:newsroom_comments_state"
PERMISSION = "view_editors_figures"


@pytest.fixture
def week(comment: Any, desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> list[ReaderComment]:
    """On Monday three comments came and were held; on Wednesday Ada decided on two of them."""
    now = {"is": datetime(2026, 3, 2, 9, 30, tzinfo=UTC)}
    monkeypatch.setattr(timezone, "now", lambda: now["is"])
    held = [comment(f"Words {number}", status=Status.PENDING) for number in range(3)]
    ada = desk(name="ada").user
    for number, one in enumerate(held[:2]):
        now["is"] = datetime(2026, 3, 4, 10, 30 + 10 * number, tzinfo=UTC)
        statuses.decide(one, Status.APPROVED, DecisionContext(by=ada))
    now["is"] = datetime(2026, 3, 5, 12, tzinfo=UTC)
    return held


def table(page: Page, heading: str) -> list[list[str]]:
    """The table that an element names, row by row."""
    [found] = page.tree.xpath(f"//table[@aria-labelledby='{heading}']")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found.iter("tr")]


def test_it_says_how_much_came_was_held_and_waited(moderator: Desk, week: Any) -> None:
    page = moderator.open(STATE, query="?days=7")
    said = [" ".join(" ".join(entry.itertext()).split()) for entry in page.tree.xpath("//dl/div")]
    assert said == [
        "Comments 3",
        "Held on arrival 3 (100%)",
        "Decisions by editors 2",
        "Median time to decision 2 d 1 h",
        "95th percentile 2 d 1 h",
        "Pending now 1 (the oldest: March 2, 2026, 9:30 a.m.)",
    ]
    assert "From Feb. 27, 2026 to March 5, 2026" in page.text
    assert "All times are in the time zone UTC." in page.text


def test_each_chart_is_a_table_too(moderator: Desk, week: Any) -> None:
    page = moderator.open(STATE, query="?days=7")
    nothing = ["0", "0", "–", "0", "–", "–"]
    assert table(page, "by-day") == [
        ["Day", "Comments", "Held", "Held share", "Decisions", "Median", "95th percentile"],
        ["Fri Feb. 27, 2026", *nothing],
        ["Sat Feb. 28, 2026", *nothing],
        ["Sun March 1, 2026", *nothing],
        ["Mon March 2, 2026", "3", "3", "100%", "0", "–", "–"],
        ["Tue March 3, 2026", *nothing],
        ["Wed March 4, 2026", "0", "0", "–", "2", "2 d 1 h", "2 d 1 h"],
        ["Thu March 5, 2026", *nothing],
    ]
    hours = table(page, "by-hour")
    assert (len(hours), hours[10], hours[11]) == (
        25,
        ["09:00", "3", "3", "100%", "0", "–", "–"],
        ["10:00", "0", "0", "–", "2", "2 d 1 h", "2 d 1 h"],
    )
    assert table(page, "by-kind")[1:] == [["Articles", "3", "3", "100%", "2", "2 d 1 h", "2 d 1 h"]]
    charts = {chart.get("aria-labelledby"): chart for chart in page.tree.xpath("//*[@role='img']")}
    assert {name: len(chart.xpath(".//g")) for name, chart in charts.items()} == {
        "day-comments": 7,
        "day-waits": 7,
        "hour-comments": 24,
        "hour-waits": 24,
    }
    titles = [title.text for title in charts["day-comments"].xpath(".//title")]
    assert titles[3] == "Mon March 2, 2026 · all that came: 3 · held on arrival: 3"
    named = [page.tree.get_element_by_id(name).text.strip() for name in charts]
    assert named == ["Comments", "Time to decision"] * 2


def test_the_most_discussed_lead_to_their_comments(
    moderator: Desk, week: Any, comment: Any, publish: Any
) -> None:
    comment("Less said here", target=publish(slug="bridge", headline="A bridge"), status=Status.PENDING)
    page = moderator.open(STATE)
    assert [row[:2] for row in table(page, "most-discussed")[1:]] == [
        ["The harbour opens on Monday", "3"],
        ["A bridge", "1"],
    ]
    [first, _second] = page.tree.xpath("//table[@aria-labelledby='most-discussed']//a/@href")
    assert "Words 2" in moderator.read(moderator.client.get(first)).text


def test_single_editors_are_told_of_to_those_alone_who_may_see_it(
    moderator: Desk, desk: Callable[..., Desk], week: Any
) -> None:
    page = moderator.open(STATE)
    shown = [page.tree.xpath(path) for path in ("//*[@id='by-editor']", "//*[normalize-space()='ada']")]
    assert shown == [[], []]
    allowed = desk("moderate_readercomment", PERMISSION, name="works council").open(STATE)
    assert table(allowed, "by-editor")[1:] == [["ada", "2", "2 d 1 h", "2 d 1 h"]]


def test_whoever_may_not_read_the_desk_sees_nothing_of_it(desk: Callable[..., Desk], week: Any) -> None:
    assert desk(PERMISSION, name="accountant").get(STATE).status_code == 403


def test_it_leads_through_the_weeks_and_the_desk_leads_to_it(moderator: Desk, week: Any) -> None:
    link = moderator.open(LIST).tree.xpath("string(//*[@id='desk-state']/a[.='State of the comments']/@href)")
    page = moderator.read(moderator.client.get(link))
    links = {link.text_content().strip(): link for link in page.tree.xpath("//*[@id='state']/nav//a")}
    assert [name for name, link in links.items() if link.get("aria-current")] == ["30 days"]
    assert {name: link.get("href") for name, link in links.items()} == {
        "Earlier": "?days=30&until=2026-02-03",
        "7 days": "?days=7",
        "30 days": "?days=30",
        "90 days": "?days=90",
    }
    before = moderator.open(STATE, query=links["Earlier"].get("href"))
    assert "From Jan. 5, 2026 to Feb. 3, 2026" in before.text
    assert before.tree.xpath("//a[@rel='next']/@href") == ["?days=30"]


def test_a_newsroom_without_a_comment_has_its_page(desk: Callable[..., Desk]) -> None:
    page = desk(superuser=True).open(STATE)
    assert [row[1:] for row in table(page, "by-hour")[1:]] == [["0", "0", "–", "0", "–", "–"]] * 24
    assert "No editor decided on anything that was pending." in page.text


def test_french_is_written_as_french_and_its_charts_with_numbers_that_svg_reads(
    moderator: Desk, week: Any, settings: Any
) -> None:
    settings.LANGUAGE_CODE = "fr"
    page = moderator.open(STATE, query="?days=7")
    assert table(page, "by-day")[4][0] == "lun 2 mars 2026"
    numbers = page.tree.xpath("//*[@role='img']//*/@*[name() = 'x' or name() = 'y' or name() = 'height']")
    assert [number for number in numbers if not number.isdigit()] == []


def test_it_takes_nine_queries(moderator: Desk, week: Any, desk: Any, django_assert_num_queries: Any) -> None:
    """Session, user, two of permissions, the figures, what waits, the discussions, articles, editors."""
    chief = desk("moderate_readercomment", PERMISSION, name="works council")
    chief.open(STATE)
    with django_assert_num_queries(9):
        chief.open(STATE, query="?days=90")


def test_nothing_of_it_is_inline(moderator: Desk, week: Any) -> None:
    page = moderator.open(STATE)
    [ours] = page.tree.xpath("//*[@id='state']")
    assert ours.xpath(".//style | .//script | .//@style | .//@*[starts-with(name(), 'on')]") == []


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(), "0 s"),
        (timedelta(seconds=59), "59 s"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(days=12, hours=5, minutes=59), "12 d 5 h"),
    ],
)
def test_a_duration_is_said_shortly(time: timedelta, said: str) -> None:
    assert duration(time) == said


def test_a_bar_is_as_high_as_its_figure_and_one_of_nothing_has_no_height() -> None:
    chart = draw("id", "Title", ("all", "some"), [Value("a", 40, 10), Value("b", 0, 0)], str)
    heights = [(bar.x, bar.y, bar.height, bar.part_y, bar.part_height) for bar in chart.bars]
    assert (chart.width, chart.top, heights) == (
        "20",
        "40",
        [("1", "0", "1000", "750", "250"), ("11", "1000", "0", "1000", "0")],
    )
    assert [bar.height for bar in draw("id", "", ("", ""), [Value("a", 0, 0)], str).bars] == ["0"]
