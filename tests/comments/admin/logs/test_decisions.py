"""The logs: what was decided on comments and on persons, to be read."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from articles.models import Article
from comments.admin import DecisionAdmin, paging
from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide, decide_all
from comments.decisions.undoing import undo
from comments.models import Act, Commenter, Decision, Standing, StandingChange, Status

from ...scenes import editor, shown, waiting
from ..conftest import Desk, Page
from .entries import LOG, STANDING, STANDINGS, click, rows

pytestmark = pytest.mark.django_db


def test_the_log_says_who_took_what_from_where_to_where(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    batch, _decision = click(held, Status.APPROVED)
    undo(batch, reader.user)
    listed = [[row[name] for name in ("number", "what", "who", "of_batch")] for row in rows(reader.open(LOG))]
    number, undone_by = str(held.pk), Decision.objects.all()[0]
    assert listed[:2] == [
        [number, "Undone · Approved → Pending", "grace", str(undone_by.batch)[:8]],
        [number, "Pending → Approved", "ada", str(batch)[:8]],
    ]
    assert listed[2] == [number, "Pending", "Everything waits", "-"]
    undone = [row["undone_by_link"].partition(",")[0] for row in rows(reader.open(LOG))]
    assert undone == ["-", "Undone", "-"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?act__exact=undone", 1),
        ("?to_status__exact=spam", 1),
        ("?actor={actor}", 2),
        ("?rule={rule}", 2),
        ("?batch={batch}", 1),
        ("?q={comment}", 3),
        ("?q=0", 0),
        ("?decided__gte=2000-01-01 00:00:00%2B00:00", 4),
        ("?decided__gte=3000-01-01 00:00:00%2B00:00", 0),
        ("?actor=nobody", 4),
        ("?batch=nonsense", 4),
    ],
)
def test_the_log_is_filtered(query: str, number: int, reader: Desk, comment: Any) -> None:
    """A filter that nobody could choose is left out, as everywhere in admin."""
    decided = comment(status=Status.PENDING)
    comment("Other words", name="Bob", status=Status.PENDING)
    batch, decision = click(decided, Status.SPAM)
    undo(batch, editor("ada"))
    rule = Decision.objects.order_by("pk")[0].rule
    asked = query.format(actor=editor("ada").pk, rule=rule, batch=batch, comment=decided.pk)
    response = reader.client.get(reverse(LOG) + asked, follow=True)
    assert len(rows(Page(reader, "", response.content.decode()))) == number
    assert decision.act == Act.DECIDED


def test_only_the_latest_are_counted(reader: Desk, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    pks = waiting(5, article)
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor()))
    monkeypatch.setattr(paging, "MOST_ROWS", 3)
    monkeypatch.setattr(DecisionAdmin, "list_per_page", 2)
    pages = [reader.open(LOG, query=f"?p={number}") for number in (1, 2)]
    listed = [[row["number"] for row in rows(page)] for page in pages]
    assert listed == [[str(pks[4]), str(pks[3])], [str(pks[2])]]
    assert "At most the latest 3 that match are listed" in pages[0].text
    assert reader.get(LOG, query="?p=3").status_code == 302


def test_the_list_costs_as_many_queries_for_many_as_for_few(
    reader: Desk, article: Article, django_assert_max_num_queries: Any
) -> None:
    pks = waiting(40, article)
    batch = uuid4()
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor("ada"), batch=batch))
    undo(batch, editor())
    with django_assert_max_num_queries(14):
        assert len(rows(reader.open(LOG))) == 50


def test_what_happened_to_a_comment_that_is_gone_is_found_by_its_number(reader: Desk, comment: Any) -> None:
    gone, left = comment(), comment("Other words", name="Bob")
    number = gone.pk
    gone.delete()
    for searched in (number, left.pk):
        found = rows(reader.open(LOG, query=f"?q={searched}"))
        assert {row["number"] for row in found} == {str(searched)}
    assert rows(reader.open(LOG, query="?q=harbour")) == []


def test_a_comment_is_found_by_words_and_a_person_by_name_by_whoever_may_read_them(
    desk: Any, comment: Any
) -> None:
    stored, other = comment("d’hiver", name="Zoë"), comment("Other words", name="Bob", email="b@example.org")
    for person in Commenter.objects.all():
        set_standing(person, Standing.HELD, until=None, by=editor(), batch=uuid4())
    permissions = ("view_decision", "view_standingchange")
    clerk: Desk = desk(*permissions, name="clerk")
    sat: Desk = desk(*permissions, "moderate_readercomment", name="moderator")
    for search in ("d'hiver", "zoe"):
        found = rows(sat.open(LOG, query=f"?q={search}"))
        assert {row["number"] for row in found} == {str(stored.pk)}
    [row] = rows(sat.open(STANDINGS, query="?q=bob"))
    assert row["person"] == str(other.commenter_id)
    assert rows(sat.open(STANDINGS, query="?q=words")) == []
    assert [
        rows(clerk.open(name, query=f"?q={search}")) for name, search in ((LOG, "hiver"), (STANDINGS, "bob"))
    ] == [[], []]


def test_the_log_is_taken_away_as_it_is_filtered_and_no_cell_is_a_formula(
    reader: Desk, desk: Any, comment: Any
) -> None:
    held, other = comment("Words"), comment("More", email="b@example.org")
    decide(held, Status.REJECTED, DecisionContext(by=editor("=cmd()"), message="+1 = -1", note='é;"x"'))
    decide(other, Status.SPAM, DecisionContext(by=editor("ada")))
    assert reader.get("admin:newsroom_comments_export_decisions").status_code == 403
    assert "csv/" not in reader.open(LOG).html
    clerk: Desk = desk("view_decision", "export_decision", name="clerk")
    query = "?to_status__exact=rejected"
    [link] = clerk.open(LOG, query=query).tree.xpath("//ul[@class='object-tools']//a/@href")
    answer = clerk.client.get(link)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["comment"], row["to"], row["by"]) == (str(held.pk), "rejected", "'=cmd()")
    assert (row["message to the author"], row["note"]) == ("'+1 = -1", 'é;"x"')


@pytest.mark.parametrize("act", ["change", "add", "delete"])
def test_nobody_writes_in_the_logs(act: str, desk: Any, comment: Any) -> None:
    comment()
    set_standing(Commenter.objects.all()[0], Standing.HELD, until=None, by=editor(), batch=uuid4())
    superuser: Desk = desk(superuser=True, name="root")
    superuser.open(LOG)
    token = superuser.client.cookies["csrftoken"].value
    fields = {"csrfmiddlewaretoken": token, "note": "changed", "to_status": "spam", "post": "yes"}
    for model in (Decision, StandingChange):
        before = list(model._base_manager.values())
        entry = [] if act == "add" else [model._base_manager.all()[0].pk]
        name = f"admin:newsroom_comments_{model._meta.model_name}_{act}"
        assert superuser.client.post(reverse(name, args=entry), fields).status_code == 403
        assert list(model._base_manager.values()) == before


@pytest.mark.parametrize("permission", ["moderate_readercomment", ""])
def test_the_logs_are_read_with_their_own_permissions(permission: str, desk: Any) -> None:
    sat = desk(permission)
    assert [sat.get(LOG).status_code, sat.get(STANDINGS).status_code] == [403, 403]


def test_the_log_of_standings_says_who_was_given_what(desk: Any) -> None:
    person = Commenter.objects.create()
    set_standing(person, Standing.BANNED, until=None, by=editor("ada"), batch=uuid4())
    sat: Desk = desk("view_standingchange")
    [row] = rows(sat.open(STANDINGS))
    assert [row[name] for name in ("person", "what", "who")] == [str(person.pk), "None → Banned", "ada"]
    page = sat.open(STANDING, StandingChange.objects.get().pk)
    assert page.tree.xpath("//input[@name='_save']") == []
