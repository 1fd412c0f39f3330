"""Where an adopted comment stands: below its parent, whatever the old thread columns say."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_comments_xtd.models import XtdComment

from articles.models import Article
from comments.models import Decision, ReaderComment

from .old_rows import Stock, adopt, page

pytestmark = pytest.mark.django_db
# As readers see it; machines are told its words elsewhere on the page.
SHOWN = '<p dir="auto">An old comment</p>'


def test_replies_stand_below_their_parents_whatever_the_thread_columns_say(threaded: Stock) -> None:
    root = threaded(thread_id=999, level=77)
    reply = threaded(parent_id=root.pk, thread_id=-5, level=0)
    deeper = threaded(parent_id=reply.pk, thread_id=reply.pk, level=-3)
    adopt("--batch-size=2")
    rows = ReaderComment.objects.order_by("pk").values_list("pk", "parent_id", "root", "thread_id", "level")
    assert list(rows) == [
        (root.pk, root.pk, root.pk, root.pk, 0),
        (reply.pk, root.pk, root.pk, root.pk, 1),
        (deeper.pk, reply.pk, root.pk, root.pk, 2),
    ]


def test_sound_rows_of_xtd_are_not_rewritten(threaded: Stock) -> None:
    root = threaded(order=3, nested_count=1)
    threaded(parent_id=root.pk, thread_id=root.pk, level=1, order=9)
    before = list(
        XtdComment.norel_objects.order_by("pk").values(*(f.attname for f in XtdComment._meta.local_fields))
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        adopt()
    after = list(
        XtdComment.norel_objects.order_by("pk").values(*(f.attname for f in XtdComment._meta.local_fields))
    )
    assert after == before
    table = XtdComment._meta.db_table
    assert [
        q["sql"] for q in queries if q["sql"].startswith((f'UPDATE "{table}"', f'INSERT INTO "{table}"'))
    ] == []


def test_a_reply_without_its_parent_begins_a_thread_and_that_is_said(
    client: Client, article: Article, draft: Article, threaded: Stock
) -> None:
    elsewhere = threaded(target=draft)
    missing = threaded(parent_id=987654, thread_id=987654, level=1)
    strayed = threaded(parent_id=elsewhere.pk, thread_id=elsewhere.pk, level=1)
    assert adopt() == [
        f"comment {missing.pk} begins a thread: its parent 987654 is not there before it",
        f"comment {strayed.pk} begins a thread: its parent {elsewhere.pk} is not there before it",
        "adopted 3",
    ]
    rows = ReaderComment.objects.order_by("pk").values_list("parent_id", "root", "level")
    assert list(rows) == [(pk, pk, 0) for pk in (elsewhere.pk, missing.pk, strayed.pk)]
    notes = Decision.objects.order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["", "parent_id was 987654", f"parent_id was {elsewhere.pk}"]
    assert page(client, article).count(SHOWN) == 2


def test_a_circle_of_parents_ends(client: Client, article: Article, threaded: Stock) -> None:
    first, second, third = threaded(), threaded(), threaded()
    for old, parent in ((first, third), (second, first), (third, second)):
        XtdComment.norel_objects.filter(pk=old.pk).update(parent_id=parent.pk)
    assert adopt("--batch-size=1")[-1] == "adopted 3"
    rows = ReaderComment.objects.order_by("pk").values_list("parent_id", "root", "level")
    assert list(rows) == [(first.pk, first.pk, 0), (first.pk, first.pk, 1), (second.pk, first.pk, 2)]
    assert page(client, article).count(SHOWN) == 3


def test_no_old_comment_answers_a_later_one(threaded: Stock, comment: Callable[..., ReaderComment]) -> None:
    old, new = threaded(), comment()
    XtdComment.norel_objects.filter(pk=old.pk).update(parent_id=new.pk, thread_id=new.pk)
    adopt()
    adopted = ReaderComment.objects.get(pk=old.pk)
    assert (adopted.parent_id, adopted.root_id) == (old.pk, old.pk)


def test_a_thousand_levels_are_adopted_and_read(client: Client, article: Article, threaded: Stock) -> None:
    root = parent = threaded()
    for _level in range(999):
        parent = threaded(parent_id=parent.pk)
    assert adopt() == ["adopted 1000"]
    assert ReaderComment.objects.latest("pk").level == 999
    thread = client.get(f"{article.get_absolute_url()}?thread={root.pk}")
    assert thread.content.decode().count(SHOWN) == 200


def test_a_new_reply_to_an_adopted_comment_joins_its_thread(
    plain: Stock, comment: Callable[..., ReaderComment]
) -> None:
    old = plain()
    adopt()
    new = comment(parent=ReaderComment.objects.get())
    assert (new.parent_id, new.root_id, new.thread_id, new.level) == (old.pk, old.pk, old.pk, 1)
