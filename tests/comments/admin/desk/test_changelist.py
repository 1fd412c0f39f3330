"""The list of comments: queues, filters, pages, and what arrives."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import get_user_model
from django.db import connection
from django.urls import path, reverse
from django.utils import timezone

from articles.models import Article
from comments.admin import ReaderCommentAdmin
from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide
from comments.desk import queues, search
from comments.desk.filters import Queue
from comments.desk.queues import OLDEST
from comments.models import AddressKey, Commenter, ReaderComment, RejectionReason, Report, Standing, Status

from ...crowds import Crowd
from ...stock import stock
from ..conftest import LIST, Desk, Page

pytestmark = pytest.mark.django_db
ARRIVALS = "admin:newsroom_comments_arrivals"
other_admin = AdminSite(name="other")
other_admin.register(ReaderComment, ReaderCommentAdmin)
urlpatterns = [path("other/", other_admin.urls)]


def shown(page: Page) -> list[str]:
    """The texts on a page's cards, in their order."""
    return [str(card.text_content()) for card in page.tree.xpath("//div[@class='nc-text']")]


def tabs(page: Page) -> dict[str, str]:
    """Each queue with its count."""
    links = [link.text_content().split() for link in page.tree.xpath("//*[@id='desk-tabs']//a")]
    return {words[0]: words[1] for words in links}


# --- Queues ---------------------------------------------------------------------------------------------


def test_each_queue_is_a_tab_with_its_count(moderator: Desk, comment: Any) -> None:
    for number, status in enumerate([Status.PENDING, Status.PUBLISHED, Status.REJECTED, Status.SPAM]):
        comment(f"Words {number}", email=f"{number}@e.org", status=status)
    reported = comment("Reported words", email="r@e.org")
    Report.objects.create(comment=reported, reporter="x", reason="abuse")
    ReaderComment.objects.filter(pk=reported.pk).update(open_reports=1)
    page = moderator.open()
    assert tabs(page) == {
        "Urgent": "0",
        "Pending": "1",
        "Reported": "1",
        "Appeals": "0",
        "Unreviewed": "1",
        "Approved": "1",
        "Rejected": "1",
        "Spam": "1",
        "All": "5",
    }
    found = {}
    for link in page.tree.xpath("//*[@id='desk-tabs']//a"):
        queue = moderator.open(query=link.get("href"))
        assert queue.tree.xpath("//*[@aria-current='page']/@href")[-1] == link.get("href")
        found[link.text_content().split()[0]] = len(shown(queue))
    assert found == {tab: int(count) for tab, count in tabs(page).items()}


def test_a_count_is_counted_no_further_than_a_thousand(
    moderator: Desk, article: Article, crowd: Crowd
) -> None:
    crowd(article, [None] * 1001, status=Status.PENDING)
    assert tabs(moderator.open())["Pending"] == "1,000+"
    moderator.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    [_urgent, pending, *_others] = moderator.open().tree.xpath("//*[@class='nc-count']/text()")
    assert pending == "1\N{NO-BREAK SPACE}000+"


@pytest.mark.parametrize(
    ("queue", "kind"),
    [
        ("pending", "No comment is waiting. Well done."),
        ("reported", "No reader has reported anything that you haven’t seen."),
        ("unreviewed", "Everything that a rule published has been looked at."),
        ("approved", "Nothing is approved yet. What you approve is listed here."),
        ("rejected", "Nothing is rejected. May it stay so."),
        ("spam", "No spam. Enjoy it while it lasts."),
        ("all", "Nobody has commented yet."),
        ("pending&search=x", "No comment matches."),
    ],
)
def test_an_empty_queue_says_something_kind(queue: str, kind: str, moderator: Desk) -> None:
    [empty] = moderator.open(query=f"?queue={queue}").tree.xpath("//*[@id='desk-empty'][not(@hidden)]")
    assert " ".join(empty.text_content().split()).startswith(kind)


def test_a_full_queue_on_a_fresh_install_says_why_everything_waits(moderator: Desk, comment: Any) -> None:
    held, other = comment("One", status=Status.PENDING), comment("Two", status=Status.PENDING)
    told = "every comment waits for an editor before readers see it"
    assert told in moderator.open().text
    comment("Buy winches", email="bot@e.org", status=Status.SPAM)
    assert told in moderator.open().text
    moderator.open().click("approved", held)
    assert told not in moderator.open().text
    assert ReaderComment.objects.get(pk=other.pk).status == Status.PENDING


def test_where_rules_decide_nothing_is_said_of_a_fresh_install(
    moderator: Desk, comment: Any, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODE": "post"}
    comment(status=Status.PENDING)
    assert "fresh installation" not in moderator.open().text


# --- Filters and pages ----------------------------------------------------------------------------------


def test_the_list_is_searched_and_turned(moderator: Desk, comment: Any) -> None:
    for number, text in enumerate(["About ships", "About trains", "Ships again"]):
        comment(text, email=f"{number}@e.org", status=Status.PENDING)
    assert shown(moderator.open()) == ["Ships again", "About trains", "About ships"]
    page = moderator.open(query="?search=ships&oldest_first=1")
    assert shown(page) == ["About ships", "Ships again"]
    assert page.tree.xpath("//input[@name='search']/@value") == ["ships"]


def test_the_list_is_narrowed_to_one_article_one_person_or_one_comment(
    moderator: Desk, comment: Any, publish: Any
) -> None:
    here = comment("Here", email="a@e.org", status=Status.PENDING)
    there = comment("There", email="b@e.org", target=publish(slug="other"), status=Status.PENDING)
    page = moderator.open()
    for link, chip in (("only this", "On: The harbour opens on Monday"), ("only theirs", "By: Ada")):
        address = page.card(there).xpath(f".//a[contains(., '{link}')]/@href")[0]
        narrowed = moderator.open(query=address)
        assert shown(narrowed) == ["There"]
        [found] = narrowed.tree.xpath("//ul[@class='nc-chips']/li")
        assert found.text_content().startswith(chip)
        wide = moderator.open(query=found.xpath(".//a/@href")[0])
        assert shown(wide) == ["There", "Here"]
    assert shown(moderator.open(query=f"?comment={here.pk}")) == ["Here"]
    assert shown(moderator.open(query="?comment=99")) == []


def test_the_list_is_filtered_by_rule_reason_and_date(moderator: Desk, comment: Any) -> None:
    held = comment("Held", email="a@e.org", status=Status.PENDING)
    reason = RejectionReason.objects.create(label="Insult", text="No insults.")
    decide(
        comment("Insult", email="b@e.org"),
        Status.REJECTED,
        DecisionContext(by=moderator.user, rejection=reason),
    )
    day = held.submitted.date().isoformat()
    for query, texts in (
        ("rule=pre_moderated&queue=all", ["Insult", "Held"]),
        ("rule=links&queue=all", []),
        (f"rejection={reason.pk}&queue=all", ["Insult"]),
        (f"since={day}&until={day}", ["Held"]),
        ("until=2020-01-01", []),
        ("rejection=x&since=x&until=2020&at=x&queue=x&discussion=x&comment=x", ["Held"]),
    ):
        assert shown(moderator.open(query=f"?{query}")) == texts, query


@pytest.mark.parametrize("order", ["", "?oldest_first=1"])
def test_the_pages_are_walked_by_links_to_the_end_and_back(
    order: str, moderator: Desk, article: Article, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "PAGE", 7)
    crowd(article, [None] * 17, status=Status.PENDING)
    walked, query = [], order
    while query is not None:
        page = moderator.open(query=query)
        walked += shown(page)
        query = next(iter(page.tree.xpath("//a[@rel='next']/@href")), None)
    wanted = [f"Words {number}" for number in range(17)]
    assert walked == (wanted if order else wanted[::-1])
    last = page.tree.xpath("//a[@rel='prev']/@href")[0]
    assert shown(moderator.open(query=last)) == walked[7:14]
    [end] = moderator.open(query=order).tree.xpath("//a[text()='Last page']/@href")
    assert shown(moderator.open(query=end)) == walked[-7:]


def test_the_page_costs_the_same_for_few_and_many(
    chief: Desk, publish: Any, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    crowd(publish(slug="few"), [None], status=Status.PENDING)
    chief.open()
    with django_assert_num_queries(13):
        chief.open()
    for number in range(10):
        crowd(publish(slug=f"many-{number}"), [None, 0, 1, 2], status=Status.PENDING)
    with django_assert_num_queries(13):
        assert len(shown(chief.open())) == 41


@pytest.mark.parametrize(
    "query",
    [
        *(f"queue={queue}" for queue in Queue),
        f"queue=all&at={OLDEST}",
        "queue=reported&rule=links",
        "queue=all&rule=links",
        "queue=all&search=words",
        "queue=all&search=words&since=2026-03-02&discussion=1",
        "queue=all&search=ada@example.org",
    ],
)
def test_every_page_takes_fewer_than_fifteen_queries(
    query: str,
    chief: Desk,
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    """With reports on its cards, and where all words are common, or an address is that of several people."""
    rows = stock(article)
    # Enough for two of each kind of card.
    monkeypatch.setattr(queues, "PAGE", 12)
    monkeypatch.setattr(search, "FEW", 0)
    digest = AddressKey.digest("ada@example.org")
    typed, confirmed, login = Commenter.objects.order_by("pk")[:3]
    Commenter.objects.filter(pk=typed.pk).update(address_hash=digest)
    Commenter.objects.filter(pk=confirmed.pk).update(address_hash=digest, confirmed_at=timezone.now())
    user = get_user_model().objects.create_user("ada", email="ada@example.org")
    Commenter.objects.filter(pk=login.pk).update(user=user, address_hash=None)
    set_standing(login, Standing.BANNED, until=None, by=chief.user, batch=uuid4())
    decide(rows[0], Status.REJECTED, DecisionContext(by=chief.user, batch=uuid4()))
    chief.open(query=f"?{query}")
    # SQLite doesn't take several people's comments from one query.
    more = 2 if "@" in query and connection.vendor == "sqlite" else 0
    with django_assert_max_num_queries(14 + more):
        chief.open(query=f"?{query}")
    set_standing(typed, Standing.BANNED, until=None, by=chief.user, batch=uuid4())
    with django_assert_max_num_queries(14 + more):
        assert "You banned a person for good." in chief.open(query=f"?{query}").text


# --- What arrives ---------------------------------------------------------------------------------------


def test_arrivals_are_counted_since_the_page_was_read(moderator: Desk, comment: Any) -> None:
    comment("First", status=Status.PENDING)
    page = moderator.open()
    address = page.tree.xpath("//*[@id='desk']/@data-arrivals")[0]
    assert moderator.client.get(address).json()["number"] == 0
    comment("Second", email="b@e.org", status=Status.PENDING)
    answer = moderator.client.get(address).json()
    assert (answer["number"], answer["message"]) == (1, "1 new: show")
    assert 'Pending <span class="nc-count">2</span>' in answer["tabs"]


def test_arrivals_are_told_to_those_who_see_the_list(desk: Any) -> None:
    assert desk("view_readercomment", name="one").get(ARRIVALS).status_code == 200
    assert desk("", name="two").get(ARRIVALS).status_code == 403


# --- Any host's admin -----------------------------------------------------------------------------------


def test_it_stands_in_another_admin_site_too(moderator: Desk, comment: Any, settings: Any) -> None:
    settings.ROOT_URLCONF = __name__ if settings.ROOT_URLCONF == "none" else settings.ROOT_URLCONF
    page = moderator.open()
    assert page.tree.xpath("//nav[@aria-label='Breadcrumbs']//a/text()") == ["Home", "Comments"]
    assert page.tree.xpath("//*[@id='nav-sidebar']") != []
    assert reverse(LIST) in page.html


def test_a_queue_with_nothing_of_a_person_or_an_article_names_them_still(
    moderator: Desk, comment: Any
) -> None:
    public = comment(name="Ada")
    query = f"?queue=spam&commenter={public.commenter_id}&discussion={public.discussion_id}"
    page = moderator.open(query=query)
    assert ("By: Ada" in page.text, "On: The harbour opens on Monday" in page.text) == (True, True)
