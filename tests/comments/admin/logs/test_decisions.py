"""The log of decisions at the desk: to be read, and to undo what it records."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.models import Article
from comments.admin import DecisionAdmin, paging
from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide, decide_all
from comments.decisions.undoing import undo
from comments.models import Act, Commenter, Decision, ReaderComment, Standing, StandingChange, Status

from ...scenes import editor, shown, waiting
from ..conftest import Desk, Page, messages

pytestmark = pytest.mark.django_db
LOG = "admin:newsroom_comments_decision_changelist"
ENTRY = "admin:newsroom_comments_decision_change"
UNDO = "admin:newsroom_comments_undo_decision"
STANDINGS = "admin:newsroom_comments_standingchange_changelist"
STANDING = "admin:newsroom_comments_standingchange_change"
UNDO_STANDING = "admin:newsroom_comments_undo_standing"


@pytest.fixture
def reader(desk: Any) -> Desk:
    sat: Desk = desk("moderate_readercomment", "moderate_selection", "view_decision")
    return sat


def rows(page: Page) -> list[dict[str, str]]:
    """The list's rows, by the name of the column."""
    return [
        {cell.get("class").removeprefix("field-").split()[0]: cell.text_content().strip() for cell in row}
        for row in page.tree.xpath("//table[@id='result_list']/tbody/tr")
    ]


def ban(person: Commenter, to: Standing = Standing.BANNED, who: str = "ada") -> StandingChange:
    """With all of theirs that waits."""
    reject_pending = to == Standing.BANNED
    set_standing(person, to, until=None, by=editor(who), batch=uuid4(), reject_pending=reject_pending)
    return StandingChange.objects.all()[0]


def click(comment: ReaderComment, to: Status, who: str = "ada") -> tuple[UUID, Decision]:
    batch = uuid4()
    row = ReaderComment.objects.get(pk=comment.pk)
    decide(row, to, DecisionContext(by=editor(who), batch=batch))
    return batch, Decision.objects.all()[0]


def press(page: Page, **button: str) -> Any:
    """Press the one button on an entry's page that says this."""
    name, value = next(iter(button.items()), (None, None))
    wanted = f"[@name='{name}']" if name else "[not(@name)]"
    [found] = page.tree.xpath(f"//button[@formaction]{wanted}")
    form = found.xpath("ancestor::form/@id")[0]
    return page.send(form, found.get("formaction"), **({name: value} if name else {}))


# --- To be read -----------------------------------------------------------------------------------------


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


# --- Undo -----------------------------------------------------------------------------------------------


def test_a_decision_is_undone_from_its_page(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    _batch, decision = click(held, Status.APPROVED)
    response = press(reader.open(ENTRY, decision.pk))
    assert messages(response) == [("success", "The decision on 1 comment was undone.")]
    assert ReaderComment.objects.get().status == Status.PENDING
    assert Decision.objects.all()[0].actor == reader.user
    assert reader.open(ENTRY, decision.pk).tree.xpath("//button[@formaction]") == []


def test_what_came_since_is_shown_and_the_editor_asked(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    _batch, decision = click(held, Status.APPROVED)
    click(held, Status.SPAM, who="bob")
    page = reader.open(ENTRY, decision.pk)
    assert "This comment was decided on again since (Spam, bob," in page.text
    response = press(page, anyway="1")
    assert messages(response) == [("success", "The decision on 1 comment was undone.")]
    assert ReaderComment.objects.get().status == Status.PENDING


def test_what_came_since_the_page_was_opened_is_told_and_nothing_done(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    _batch, decision = click(held, Status.APPROVED)
    page = reader.open(ENTRY, decision.pk)
    click(held, Status.SPAM, who="bob")
    [(level, text)] = messages(press(page))
    assert (level, text.partition(" (")[0]) == (
        "warning",
        f"Comment {held.pk} was decided on again since, and left unchanged",
    )
    assert "Spam, bob, " in text
    assert ReaderComment.objects.get().status == Status.SPAM


def test_pressed_twice_it_is_undone_once(reader: Desk, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    page = reader.open(ENTRY, decision.pk)
    press(page)
    assert messages(press(page)) == [("warning", "Already undone. Nothing changed.")]
    assert Decision.objects.filter(act=Act.UNDONE).count() == 1


def test_a_whole_batch_is_undone_but_for_what_came_since(reader: Desk, article: Article) -> None:
    pks = waiting(8, article)
    decide_all(shown(pks), Status.APPROVED, DecisionContext(by=editor("ada"), batch=uuid4()))
    decision = Decision.objects.get(comment=pks[0])
    page = reader.open(ENTRY, decision.pk)
    for pk in pks[1:]:
        click(ReaderComment(pk=pk), Status.SPAM, who="bob")
    answers = messages(press(page, whole="1"))
    assert [level for level, _text in answers] == ["success", *["warning"] * 6]
    assert answers[-1] == ("warning", "2 more comments were left unchanged.")
    assert list(ReaderComment.objects.filter(status=Status.PENDING).values_list("pk", flat=True)) == [pks[0]]
    page = reader.open(ENTRY, Decision.objects.get(comment=pks[1], batch=decision.batch).pk)
    assert "7 comments of this batch were decided on again since, and would be left unchanged." in page.text


def test_a_batch_with_a_ban_is_undone_whole_only_by_who_may_ban(reader: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    comment("And again", status=Status.PENDING)
    ban = {"until": None, "by": editor("ada"), "batch": uuid4(), "reject_pending": True}
    set_standing(held.commenter, Standing.BANNED, **ban)
    decision = Decision.objects.get(comment=held, to_status=Status.REJECTED)
    page = reader.open(ENTRY, decision.pk)
    assert page.tree.xpath("//button[@name='whole']") == []
    token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    fields = {"csrfmiddlewaretoken": token, "whole": "1"}
    assert reader.client.post(reverse(UNDO, args=[decision.pk]), fields).status_code == 403
    assert Commenter.objects.get().standing == Standing.BANNED
    reader.user.user_permissions.add(Permission.objects.get(codename="set_standing"))
    press(reader.open(ENTRY, decision.pk), whole="1")
    assert Commenter.objects.get().standing == Standing.NONE
    assert {*ReaderComment.objects.values_list("status", flat=True)} == {Status.PENDING}


def test_a_ban_that_rejected_one_comment_is_undone_with_it(reader: Desk, comment: Any) -> None:
    reader.user.user_permissions.add(Permission.objects.get(codename="set_standing"))
    held = comment(status=Status.PENDING)
    ban(held.commenter)
    page = reader.open(ENTRY, Decision.objects.get(comment=held, to_status=Status.REJECTED).pk)
    [button] = page.tree.xpath("//button[@name='whole']")
    assert " ".join(button.text.split()) == "Undo the batch: 1 comment and a person’s standing"
    press(page, whole="1")
    assert Commenter.objects.get().standing == Standing.NONE
    assert ReaderComment.objects.get().status == Status.PENDING


def test_a_standing_that_changed_since_is_told_and_left_alone(reader: Desk, comment: Any) -> None:
    reader.user.user_permissions.add(Permission.objects.get(codename="set_standing"))
    held = comment(status=Status.PENDING)
    ban(held.commenter)
    page = reader.open(ENTRY, Decision.objects.get(comment=held, to_status=Status.REJECTED).pk)
    ban(held.commenter, Standing.HELD, who="bob")
    [done, (level, left)] = messages(press(page, whole="1"))
    assert (done, level) == (("success", "The decision on 1 comment was undone."), "warning")
    start = "What changed since was left unchanged: The person’s standing was set to always held by bob, "
    assert left.startswith(start)
    assert Commenter.objects.get().standing == Standing.HELD


@pytest.fixture
def keeper(desk: Any) -> Desk:
    """Who may undo changes of standing, from their log."""
    names = ("moderate_readercomment", "moderate_selection", "set_standing", "view_standingchange")
    sat: Desk = desk(*names)
    return sat


def test_a_standing_is_undone_from_its_page_with_what_came_with_it(keeper: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    change = ban(held.commenter)
    response = press(keeper.open(STANDING, change.pk))
    assert messages(response) == [
        ("success", "The change of standing was undone."),
        ("success", "The decision on 1 comment was undone."),
    ]
    assert (Commenter.objects.get().standing, ReaderComment.objects.get().status) == ("", Status.PENDING)
    assert keeper.open(STANDING, change.pk).tree.xpath("//button[@formaction]") == []


def test_a_standing_undone_is_given_again_from_the_log(keeper: Desk, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    press(keeper.open(STANDING, ban(held.commenter).pk))
    press(keeper.open(STANDING, StandingChange.objects.all()[0].pk))
    assert Commenter.objects.get().standing == Standing.BANNED
    assert ReaderComment.objects.get().status == Status.REJECTED


def test_what_came_since_a_standing_is_shown_and_the_editor_asked(keeper: Desk) -> None:
    person = Commenter.objects.create()
    change = ban(person)
    page = keeper.open(STANDING, change.pk)
    ban(person, Standing.TRUSTED, who="bob")
    [(level, text)] = messages(press(page))
    assert (level, person.standing) == ("warning", Standing.TRUSTED)
    assert "set to trusted by bob, " in text
    page = keeper.open(STANDING, change.pk)
    assert "The person’s standing was set to trusted by bob, " in page.text
    press(page, anyway="1")
    person.refresh_from_db()
    assert person.standing == Standing.NONE


@pytest.mark.parametrize("missing", ["moderate_readercomment", "set_standing", "view_standingchange"])
def test_a_standing_is_undone_by_who_may_give_it(missing: str, keeper: Desk) -> None:
    change = ban(Commenter.objects.create())
    page = keeper.open(STANDING, change.pk)
    keeper.user.user_permissions.remove(Permission.objects.get(codename=missing))
    assert page.send("standingchange_form", reverse(UNDO_STANDING, args=[change.pk])).status_code == 403
    assert Commenter.objects.get().standing == Standing.BANNED
    if missing != "view_standingchange":
        assert keeper.open(STANDING, change.pk).tree.xpath("//button[@formaction]") == []
    assert keeper.get(UNDO_STANDING, change.pk).status_code == 405


@pytest.mark.parametrize("permissions", [["view_decision"], ["moderate_readercomment"]])
def test_an_undo_takes_both_permissions(permissions: list[str], desk: Any, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    sat: Desk = desk(*permissions)
    token = sat.open("admin:password_change").tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    answer = sat.client.post(reverse(UNDO, args=[decision.pk]), {"csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert ReaderComment.objects.get().status == Status.APPROVED
    if "view_decision" in permissions:
        assert sat.open(ENTRY, decision.pk).tree.xpath("//button[@formaction]") == []


def test_no_link_takes_anything_back(reader: Desk, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    assert reader.get(UNDO, decision.pk).status_code == 405
    assert ReaderComment.objects.get().status == Status.APPROVED


@pytest.mark.parametrize("number", ["0", "9" * 30, "x"])
def test_an_entry_that_does_not_exist_is_not_found(number: str, reader: Desk, comment: Any) -> None:
    _batch, decision = click(comment(status=Status.PENDING), Status.APPROVED)
    page = reader.open(ENTRY, decision.pk)
    assert page.send("decision_form", reverse(UNDO, args=[number])).status_code == 404
