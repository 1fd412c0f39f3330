"""Several sites share the database: each has its own desk, and its own moderators."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.sites.models import Site
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from comments.models import Decision, DeskDigest, Discussion, ModeratedSite, Note, ReaderComment, Status

from .conftest import CHANGE, LIST, Desk

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
EMAILS = "admin:newsroom_comments_deskdigest_changelist"


@pytest.fixture
def other(settings: Any) -> Site:
    """A second site; which one is asked its host says."""
    del settings.SITE_ID
    Site.objects.clear_cache()
    settings.ALLOWED_HOSTS = ["example.com", "other.example"]
    said = {"SITE_URL": "", "SITE_NAME": "", "BY_SITE": True}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | said
    return Site.objects.create(domain="other.example", name="The Other")


@pytest.fixture
def held(comment: Comment, other: Site) -> tuple[ReaderComment, ReaderComment]:
    """A comment that waits, on each of the two sites."""
    here, there = (comment(f"From {pk}!", status=Status.PENDING, site_id=pk) for pk in (1, other.pk))
    return here, there


def of_sites(desk: Desk, *sites: int, group: str = "Correspondents") -> Desk:
    """The desk, whose editor is in a group that moderates these sites; their browser asks the first one."""
    members = Group.objects.create(name=group)
    desk.user.groups.add(members)
    for pk in sites:
        ModeratedSite.objects.create(site_id=pk).groups.add(members)
    desk.client.defaults["SERVER_NAME"] = "example.com"
    return desk


def shown(desk: Desk, query: str = "") -> list[str]:
    return [card.get("id") for card in desk.open(query=query).tree.xpath("//*[@class='nc-card']")]


def cards(*comments: ReaderComment) -> list[str]:
    return [f"comment-{comment.pk}" for comment in comments]


def test_a_moderator_sees_their_sites_alone(desk: Any, held: Any) -> None:
    here, there = held
    theirs = of_sites(desk("moderate_readercomment", "view_decision"), there.site_id)
    every = ["", "?site=0", "?site=1", f"?comment={here.pk}", f"?site={there.site_id}"]
    assert [shown(theirs, query) for query in every] == [cards(there)] * 5
    assert "From 1!" not in theirs.open(query="?search=From&queue=all").text
    assert theirs.get(CHANGE, there.pk).status_code == 200
    assert theirs.get(CHANGE, here.pk).status_code == 302
    log = theirs.open("admin:newsroom_comments_decision_changelist").tree
    assert log.xpath("//td[@class='field-number']//text()") == [str(there.pk)]


def test_the_pages_beside_the_list_say_nothing_of_another_site(desk: Any, held: Any) -> None:
    here, there = held
    Discussion.objects.update(orphaned=True)
    theirs = of_sites(desk("moderate_readercomment", "moderate_selection"), there.site_id)
    around = "admin:newsroom_comments_around"
    assert [theirs.get(around, row.pk).status_code for row in held] == [404, 200]
    assert "around-person" not in theirs.open(around, there.pk).html
    page = theirs.open("admin:newsroom_comments_orphans")
    page.post(page.tree.xpath("//form[@class='nc-buttons']")[0], {"act": "reject"})
    after = dict(ReaderComment.objects.values_list("pk", "status"))
    assert after == {here.pk: Status.PENDING, there.pk: Status.REJECTED}


OF_EVERY_SITE = {
    "commenter_changelist": "view_commenter",
    "standingchange_changelist": "view_standingchange",
    "email_changelist": "change_email",
    "listedword_add": "add_listedword",
    "blockeddomain_add": "add_blockeddomain",
}


@pytest.mark.parametrize("name", OF_EVERY_SITE)
def test_what_is_of_every_site_is_for_whoever_moderates_every_site(name: str, desk: Any, other: Site) -> None:
    may = ("moderate_readercomment", OF_EVERY_SITE[name])
    theirs = of_sites(desk(*may), other.pk)
    assert theirs.get(f"admin:newsroom_comments_{name}").status_code == 403
    every = of_sites(desk(*may, "moderate_every_site", name="all"), group="All")
    assert every.get(f"admin:newsroom_comments_{name}").status_code == 200


def figures(desk: Desk, query: str = "") -> list[list[str]]:
    """Of the state of the comments: how many came, were held, were decided on, and wait."""
    page = desk.open("admin:newsroom_comments_state", query=query)
    said = [found.text_content().split() for found in page.tree.xpath("//*[@id='state']//dd")]
    objects = page.tree.xpath("//table[@aria-labelledby='most-discussed']//td[1]/text()")
    return [[said[at][0] for at in (0, 1, 2, 5)], objects]


def test_the_state_of_the_comments_is_told_of_a_site(desk: Any, held: Any, comment: Comment) -> None:
    here, there = held
    comment("Held as well", status=Status.PENDING, site_id=there.site_id)
    theirs = of_sites(desk("moderate_readercomment"), there.site_id)
    theirs.open().click("approved", there)
    asked = ["", "?site=0", f"?site={here.site_id}&days=7"]
    assert [figures(theirs, query) for query in asked] == [[["2", "2", "1", "1"], ["2"]]] * 3
    every = of_sites(desk("moderate_readercomment", "moderate_every_site", name="all"), group="All")
    assert [figures(every, query) for query in asked] == [
        [["1", "1", "0", "1"], ["1"]],
        [["3", "3", "1", "2"], ["3"]],
        [["1", "1", "0", "1"], ["1"]],
    ]
    nobodys = of_sites(desk("moderate_readercomment", name="none"), group="None")
    assert nobodys.get("admin:newsroom_comments_state").status_code == 403


def test_the_state_of_a_site_leads_on_to_the_same_site(desk: Any, held: Any) -> None:
    here, there = held
    every = of_sites(desk("moderate_readercomment", "moderate_every_site"))
    [link] = every.open(query=f"?site={there.site_id}").tree.xpath("//*[@id='desk-state']/a[1]/@href")
    page = every.read(every.client.get(link))
    chosen = page.tree.xpath("//*[@id='state']//nav[@aria-label='Site']//a[@aria-current]/text()")
    addresses = page.tree.xpath("//*[@id='state']//a/@href")
    elsewhere = [one for one in addresses if f"site={there.site_id}" not in one]
    assert (chosen, elsewhere) == ([there.site.name], ["?days=30&site=0", f"?days=30&site={here.site_id}"])


def test_a_sites_state_takes_two_queries_more_to_ask_which_site(
    desk: Any, held: Any, django_assert_num_queries: Any
) -> None:
    """Groups and their sites, beside session, user, permissions, figures, what waits, objects, articles."""
    theirs = of_sites(desk("moderate_readercomment"), held[1].site_id)
    theirs.open("admin:newsroom_comments_state")
    with django_assert_num_queries(10):
        theirs.open("admin:newsroom_comments_state")


@pytest.mark.parametrize(
    "act", ["decide", "decide_selection", "revise", "reply", "ban", "note", "remove_note"]
)
def test_a_moderator_does_nothing_elsewhere(act: str, desk: Any, held: Any) -> None:
    here, there = held
    may = ("moderate_readercomment", "moderate_selection", "set_standing")
    theirs = of_sites(desk(*may), there.site_id)
    token = theirs.open().tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    sent = {"pk": here.pk, "revision": here.revision, "shown": f"{here.pk}-{here.revision}", "lasts": ""}
    note = Note.objects.create(comment=here, text="Theirs")
    sent |= {"to": "approved", "source": "Forged", "reply": "Forged", "csrfmiddlewaretoken": token}
    sent |= {"note": note.pk if act == "remove_note" else "Forged"}
    logged = Decision.objects.count()
    answer = theirs.client.post(reverse(f"admin:newsroom_comments_{act}"), sent)
    assert (answer.status_code, Decision.objects.count()) == (403, logged)
    assert [*Note.objects.values_list("text", "removed")] == [("Theirs", None)]
    assert theirs.open().click("approved", there).status_code == 200
    assert ReaderComment.objects.get(pk=there.pk).public


def test_a_batch_that_reaches_another_site_is_not_theirs_to_undo(desk: Any, held: Any) -> None:
    every = of_sites(desk("moderate_readercomment", "moderate_selection", "moderate_every_site", name="all"))
    every.open(query="?site=0").decide_selection("approved", *held)
    batch = Decision.objects.latest("pk").batch
    Group.objects.all().delete()
    theirs = of_sites(desk("moderate_readercomment", "moderate_selection"), held[1].site_id)
    token = theirs.open().tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    sent = {"batch": batch, "csrfmiddlewaretoken": token}
    assert theirs.client.post(reverse("admin:newsroom_comments_undo"), sent).status_code == 403
    assert ReaderComment.objects.public().count() == 2


def test_whoever_moderates_every_site_begins_with_the_one_asked(desk: Any, held: Any) -> None:
    here, there = held
    chief = of_sites(desk("moderate_readercomment", "moderate_every_site"))
    page = chief.open()
    names = [option.text for option in page.tree.xpath("//select[@name='site']/option")]
    assert names == ["Every site", *sorted(site.name for site in Site.objects.all())]
    assert [shown(chief, query) for query in ("", "?site=1")] == [cards(here)] * 2
    assert shown(chief, f"?site={there.site_id}") == cards(there)
    assert shown(chief, "?site=0") == cards(there, here)
    assert "(The Other)" in chief.open(query="?site=0").said(there)
    assert page.tree.xpath("//*[@class='nc-count']/text()")[1] == "1"
    tabs = chief.open(query="?site=0").tree.xpath("//*[@class='nc-tabs']//a")
    assert (tabs[1].xpath("span/text()"), tabs[1].get("href")) == (["2"], "?site=0")
    chief.client.defaults["SERVER_NAME"] = "other.example"
    assert shown(chief) == cards(there)


def test_a_moderator_of_no_site_has_no_desk_and_no_number(desk: Any, held: Any, rf: Any) -> None:
    nobodys = of_sites(desk("moderate_readercomment"))
    assert [nobodys.get(name).status_code for name in (LIST, EMAILS)] == [403, 403]
    request = rf.get("/", SERVER_NAME="example.com")
    request.user = nobodys.user
    summary = Template("{% load moderation_desk %}{% comments_waiting %}")
    assert summary.render(Context({"request": request})).strip() == ""


def test_a_moderator_of_a_site_chooses_to_be_emailed_what_waits_there(desk: Any, held: Any) -> None:
    theirs = of_sites(desk("moderate_readercomment"), held[1].site_id)
    [link] = theirs.open().tree.xpath("//a[text()='Emails to me']/@href")
    form = theirs.client.get(link, follow=True)
    theirs.read(form, form.redirect_chain[-1][0]).send("deskdigest_form", number="2", _save="1")
    assert [(one.user, one.number) for one in DeskDigest.objects.all()] == [(theirs.user, 2)]


def test_a_sites_feed_has_its_own_comments(held: Any, client: Client) -> None:
    for row in held:
        row.public = row.is_public = True
        row.status = Status.APPROVED
        row.save()
    feeds = [
        client.get(reverse("newsroom_comments:feed"), headers={"host": host}).content.decode()
        for host in ("example.com", "other.example")
    ]
    texts = ["From 1!", f"From {held[1].site_id}!"]
    assert [[text in feed for text in texts] for feed in feeds] == [[True, False], [False, True]]
