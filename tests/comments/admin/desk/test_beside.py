"""Pages beside the list: further filters, what lost its object, and what stands around a comment."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article
from comments.models import Discussion, SavedFilter, Status

from ..conftest import Desk, messages, statuses

pytestmark = pytest.mark.django_db
FILTERS = "admin:newsroom_comments_filters"
ORPHANS = "admin:newsroom_comments_orphans"
AROUND = "admin:newsroom_comments_around"


def test_filters_are_chosen_on_a_page_and_named_on_the_list(moderator: Desk, comment: Any) -> None:
    comment("Held words", status=Status.PENDING)
    page = moderator.open(FILTERS, query="?queue=all&search=words")
    form = page.tree.get_element_by_id("desk-more-filters")
    assert dict(form.form_values()) == {"queue": "all", "search": "words", "language": ""}
    page = moderator.open(query="?queue=all&search=words&language=en&first_timers=1")
    chips = [" ".join(chip.text_content().split()) for chip in page.tree.xpath("//*[@class='nc-chips']/li")]
    assert chips == ["Language: English ×", "First comments only ×"]
    carried = page.tree.get_element_by_id("desk-filters").form_values()
    assert {("language", "en"), ("first_timers", "1")} <= set(carried)


def test_a_filter_is_saved_under_a_name_and_seen_by_its_editor_alone(
    moderator: Desk, chief: Desk, comment: Any
) -> None:
    address = reverse(FILTERS)
    for _twice in range(2):
        fields = {"name": "French firsts", "query": "?queue=all&language=fr&nonsense=1"}
        page = moderator.open(FILTERS)
        page.post(page.tree.xpath("//form[@class='nc-save']")[0], fields)
    [saved] = SavedFilter.objects.all()
    assert (saved.editor, saved.query) == (moderator.user, "?queue=all&language=fr")
    assert [desk.open(FILTERS).text.count("French firsts") for desk in (moderator, chief)] == [2, 0]
    token = {
        "csrfmiddlewaretoken": chief.open(FILTERS).tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[
            0
        ]
    }
    chief.client.post(address, {"remove": saved.pk, **token})
    assert SavedFilter.objects.count() == 1
    page = moderator.open(FILTERS)
    page.post(page.tree.xpath("//form[.//button[@name='remove']]")[0], {"remove": saved.pk})
    assert SavedFilter.objects.count() == 0


def test_what_a_deleted_article_leaves_is_rejected_in_one_batch_and_erased(
    chief: Desk, moderator: Desk, comment: Any, article: Article, publish: Any
) -> None:
    held, public = comment("Held", status=Status.PENDING), comment("Public", email="b@e.org")
    other = comment("Elsewhere", target=publish(slug="elsewhere"), email="c@e.org")
    article.delete()
    assert len(chief.open(query="?queue=all&orphans=1").tree.xpath("//article")) == 2
    page = chief.open(ORPHANS)
    assert ("Reject 2 in one batch" in page.text, "Erase" in page.text) == (True, False)
    form = page.tree.xpath("//form[@class='nc-buttons']")[0]
    assert page.post(form, {"act": "erase"}).status_code == 403
    assert messages(page.post(form, {"act": "reject"})) == [("success", "You rejected 2 comments.")]
    assert statuses() == {held.pk: "rejected", public.pk: "rejected", other.pk: "approved"}
    chief.user.user_permissions.add(Permission.objects.get(codename="delete_readercomment"))
    page = chief.open(ORPHANS)
    page.post(page.tree.xpath("//form[@class='nc-buttons']")[0], {"act": "erase"})
    assert statuses() == {held.pk: "erased", public.pk: "erased", other.pk: "approved"}
    assert moderator.client.post(reverse(ORPHANS), {"act": "reject"}).status_code == 403


def test_what_was_deleted_behind_djangos_back_is_found(comment: Any, capsys: Any) -> None:
    comment("Words")
    Discussion.objects.update(object_pk="0")
    call_command("finddeleted")
    assert Discussion.objects.get().orphaned
    assert capsys.readouterr().out == "noted what had changed of 1 discussions\n"


def test_the_person_and_the_thread_stand_around_a_comment(
    moderator: Desk, comment: Any, django_assert_max_num_queries: Any
) -> None:
    first = comment("Who saw the ship?", name="Ada")
    reply = comment("I did.", parent=first, name="Bob", email="b@e.org")
    comment("And I.", parent=reply, name="Cy", email="c@e.org")
    comment("Something else", name="Bob", email="b@e.org")
    moderator.open(AROUND, reply.pk)
    with django_assert_max_num_queries(14):
        page = moderator.open(AROUND, reply.pk)
    lists = page.tree.xpath("//*[@id='desk-beside']//ol")
    assert [[line.text_content().split()[0] for line in one.xpath("li")] for one in lists] == [
        ["Ada", "Bob", "Cy"],
        ["Bob", "Bob"],
    ]
    assert "b@e.org" not in page.html
    assert moderator.get(AROUND, 10**20).status_code == 404
