"""Editors pick comments, which readers then see marked, and above all others."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from articles.models import Article
from comments.decisions.community import picks
from comments.decisions.corrections import revise
from comments.decisions.log import DecisionContext
from comments.decisions.statuses import Conflict, decide
from comments.decisions.undoing import undo, undo_decision
from comments.discussions.pages import PageLocation, read_page
from comments.models import Act, Decision, Discussion, ReaderComment, Status
from comments.posting.edits import editable_until
from comments.upkeep.erasing import erase

from ..answers import page_of
from ..crowds import Crowd
from ..scenes import assert_all_is_true, editor

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
PAGE = "/en/harbour/"


def pick(comment: ReaderComment, *, picked: bool = True) -> UUID:
    """One editor's click; its batch."""
    batch, row = uuid4(), ReaderComment.objects.get(pk=comment.pk)
    picks.pick(row.pk, row.revision, DecisionContext(by=editor(), batch=batch), picked=picked)
    return batch


def is_picked(comment: ReaderComment) -> bool:
    return ReaderComment.objects.get(pk=comment.pk).picked_at is not None


def shown(page: Any) -> tuple[list[str], list[str]]:
    """The comments that have the mark, by their anchors, and where the list above them leads."""
    tree = page_of(page)
    marked = tree.xpath("//article[header/span[text()='Editors’ pick']]/@id")
    return marked, tree.xpath("//nav[@class='nc-picks']//a/@href")


def version() -> int:
    return Discussion.objects.get().version


# --- For readers ------------------------------------------------------------------------------------------


def test_a_pick_is_marked_and_stands_above_all_comments(client: Client, comment: Comment) -> None:
    first, second = comment(), comment("It <b>rains</b> &amp;\n\n* pours", name="Bo <b>", parent=None)
    assert shown(client.get(PAGE)) == ([], [])
    pick(second)
    page = client.get(PAGE)
    assert shown(page) == ([f"c{second.pk}"], [f"#c{second.pk}"])
    [item] = page_of(page).xpath("//nav[@class='nc-picks']//li")
    assert " ".join(item.text_content().split()) == "Bo <b> It rains & pours"
    assert first.pk != second.pk


def test_the_three_latest_stand_there_wherever_they_are_in_any_order_and_on_the_first_page_alone(
    article: Article, crowd: Crowd, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"THREADS_PER_PAGE": 2}
    pks = crowd(article, [None, None, None, 2, None])
    for number in (4, 0, 3, 1):
        pick(ReaderComment(pk=pks[number]))
    reply, *others = (f"/comments/{pks[number]}/" for number in (3, 1, 0))
    here = [f"#c{pks[1]}", reply, f"#c{pks[0]}"]
    assert shown(client.get(PAGE)) == ([f"c{pks[0]}", f"c{pks[1]}"], here)
    newest = [others[0], f"#c{pks[3]}", others[1]]
    assert shown(client.get(f"{PAGE}?order=newest"))[1] == newest
    assert shown(client.get(f"{PAGE}?comments=2")) == ([f"c{pks[3]}", f"c{pks[4]}"], [])
    assert shown(client.get(f"{PAGE}?thread={pks[2]}")) == ([f"c{pks[3]}"], [])
    assert client.get(reply)["Location"] == f"{PAGE}?comments=2#c{pks[3]}"


def test_they_cost_no_query(article: Article, crowd: Crowd, django_assert_num_queries: Any) -> None:
    pks = crowd(article, [None] * 60)
    ContentType.objects.get_for_model(article)
    found = []
    for number in (0, 59):
        with django_assert_num_queries(2) as queries:
            page = read_page(Discussion.objects.find(article), PageLocation())
        found.append([row.pk for row in page.picks])
        assert [query["sql"] for query in queries if "user_email" in query["sql"]] == []
        pick(ReaderComment(pk=pks[59 - number]))
    assert found == [[], [pks[59]]]


def test_everybody_gets_the_same_bytes_and_new_ones_with_each_change(comment: Comment) -> None:
    stored = comment()
    seen = [Client().get(PAGE)]
    for picked in (True, True, False):
        pick(stored, picked=picked)
        seen.append(Client().get(PAGE))
        again = Client().get(PAGE, headers={"Accept-Language": "fr"})
        assert (again.content, again["ETag"]) == (seen[-1].content, seen[-1]["ETag"])
    assert len({page["ETag"] for page in seen}) == 3
    assert seen[1].content == seen[2].content


def test_what_is_taken_down_loses_its_place_and_has_it_again_with_its_readers(
    client: Client, comment: Comment
) -> None:
    stored, other = comment(), comment("Number 2", name="Bo")
    pick(stored)
    decide(ReaderComment.objects.get(pk=stored.pk), Status.PENDING, DecisionContext(by=editor()))
    page = client.get(PAGE)
    assert (shown(page), is_picked(stored), b"I read this twice" in page.content) == (([], []), True, False)
    before = version()
    pick(stored, picked=False)
    # Of what nobody sees nothing changes.
    assert version() == before
    with pytest.raises(Conflict):
        pick(stored)
    undo_decision(Decision.objects.latest("pk"), editor())
    decide(ReaderComment.objects.get(pk=stored.pk), Status.APPROVED, DecisionContext(by=editor()))
    assert shown(client.get(PAGE)) == ([f"c{stored.pk}"], [f"#c{stored.pk}"])
    assert other.pk


def test_its_author_changes_it_no_more_and_an_editor_does(
    comment: Comment, article: Article, client: Client
) -> None:
    stored = comment(status=Status.PUBLISHED)
    row = ReaderComment.objects.get()
    assert editable_until(row, article) is not None
    pick(stored)
    row = ReaderComment.objects.get()
    assert editable_until(row, article) is None
    revise(row, "I read it twice.", DecisionContext(by=editor()), revision=row.revision)
    assert shown(client.get(PAGE))[0] == [f"c{stored.pk}"]


def test_an_erased_comment_is_no_pick(comment: Comment) -> None:
    stored, other = comment(), comment("Number 2", name="Bo")
    pick(stored)
    pick(other)
    erase([stored.pk])
    assert [is_picked(each) for each in (stored, other)] == [False, True]


# --- In the log -------------------------------------------------------------------------------------------


def test_a_click_is_logged_once_and_undone_and_done_again(comment: Comment) -> None:
    stored = comment()
    batch, before = pick(stored), version()
    assert (pick(stored), version()) != (batch, before + 1)
    [decision] = Decision.objects.filter(act=Act.PICKED)
    assert (decision.actor, decision.from_status, decision.to_status) == (
        editor(),
        Status.APPROVED,
        Status.APPROVED,
    )
    seen = []
    for _time in range(3):
        batch = undo(batch, editor()).batch
        seen.append((is_picked(stored), Decision.objects.latest("pk").act))
    assert seen == [(False, Act.UNDONE), (True, Act.PICKED), (False, Act.UNDONE)]
    assert version() == before + 3
    pick(stored)
    undo(pick(stored, picked=False), editor())
    assert (is_picked(stored), ReaderComment.objects.get().status) == (True, Status.APPROVED)
    assert_all_is_true()


def test_a_pick_that_is_undone_leaves_the_comment_where_it_was_taken_since(comment: Comment) -> None:
    stored = comment()
    batch = pick(stored)
    decide(ReaderComment.objects.get(), Status.REJECTED, DecisionContext(by=editor("ada"), batch=uuid4()))
    assert [row.to_status for row in undo(batch, editor()).changed] == [Status.REJECTED]
    undo(batch, editor(), anyway=True)
    assert (is_picked(stored), ReaderComment.objects.get().status) == (False, Status.REJECTED)


def test_an_undo_of_the_approval_takes_the_place_and_not_the_pick(comment: Comment, client: Client) -> None:
    stored = comment(status=Status.PENDING)
    approval = uuid4()
    decide(stored, Status.APPROVED, DecisionContext(by=editor(), batch=approval))
    pick(stored)
    undo(approval, editor(), anyway=True)
    assert (shown(client.get(PAGE)), is_picked(stored)) == (([], []), True)
    assert_all_is_true()
