"""Where sites have moderators of their own, an editor is emailed what waits on theirs alone."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.mail import digests
from comments.models import DeskDigest, Email, ModeratedSite, ReaderComment, Status

from ... import smtp
from ...smtp import send_emails
from .conftest import Editor

pytestmark = pytest.mark.django_db
DESK = "admin/newsroom_comments/readercomment/"
NOON, HOUR = datetime(2026, 3, 1, 12, tzinfo=UTC), timedelta(hours=1)


@pytest.fixture
def sites(settings: Any) -> list[Site]:
    """Two, each with a group of moderators of its own by its name."""
    del settings.SITE_ID
    Site.objects.clear_cache()
    said = {"SITE_URL": "", "SITE_NAME": "", "BY_SITE": True}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | said
    Site.objects.update(domain="here.example", name="Here")
    found = [Site.objects.get(), Site.objects.create(domain="there.example", name="There")]
    for site in found:
        ModeratedSite.objects.create(site=site).groups.add(Group.objects.create(name=site.name))
    return found


@pytest.fixture
def waiting(comment: Any, sites: list[Site]) -> list[ReaderComment]:
    """One comment here, since long ago; two there, since now, one of which is reported."""
    here, there = sites
    held = [
        comment(f"Number {number}", status=Status.PENDING, site_id=site.pk)
        for number, site in enumerate((here, there, there))
    ]
    ReaderComment.objects.filter(pk=held[0].pk).update(submitted=NOON)
    ReaderComment.objects.filter(pk=held[2].pk).update(open_reports=1)
    return held


def of(digest: DeskDigest, *names: str) -> DeskDigest:
    digest.user.groups.set(Group.objects.filter(name__in=names))
    return digest


def everywhere(digest: DeskDigest) -> DeskDigest:
    digest.user.user_permissions.add(Permission.objects.get(codename="moderate_every_site"))
    return digest


def read(server: smtp.Server) -> dict[str, EmailMessage]:
    """The emails as another parser reads them, by the names of whom they went to."""
    send_emails()
    emails = [message_from_bytes(raw, policy=policy.default) for raw in server.received]
    return {email["To"].partition("@")[0]: email for email in emails}


def lines(email: EmailMessage) -> list[str]:
    return [line for line in email.get_content().splitlines() if DESK in line or line.startswith("- ")]


def told(hour: str, pending: int, reported: int, *desks: str) -> list[str]:
    since = f"the oldest since March 1, 2026, {hour} (UTC)"
    return [f"- Pending: {pending}, {since}", f"- Reported: {reported}", "- Appeals: 0", *desks]


def test_each_is_told_of_their_sites_and_led_to_their_desk(
    editor: Editor, waiting: Any, sites: list[Site], server: smtp.Server
) -> None:
    here, there = sites
    ReaderComment.objects.filter(pk=waiting[1].pk).update(submitted=NOON + HOUR)
    of(editor("one", number=1), "There")
    of(editor("two", number=1), "Here", "There")
    everywhere(editor("every", number=1))
    of(editor("none", number=1))
    emails = read(server)
    asked = f"https://there.example/{DESK}?site={there.pk}"
    both = [f"- https://here.example/{DESK}?site={here.pk} (Here)", f"- {asked} (There)"]
    assert {name: lines(email) for name, email in emails.items()} == {
        "one": told("1 p.m.", 2, 1, asked),
        "two": told("noon", 3, 1, *both),
        "every": told("noon", 3, 1, f"https://here.example/{DESK}?site=0"),
    }
    assert {name: email["Subject"] for name, email in emails.items()} == {
        "one": "[There] At the desk: 2 pending, 1 reported, 0 appeals",
        "two": "[Here] At the desk: 3 pending, 1 reported, 0 appeals",
        "every": "[Here] At the desk: 3 pending, 1 reported, 0 appeals",
    }
    assert "here.example" not in emails["one"].as_string().replace("there.example", "")


def test_what_waits_elsewhere_makes_nobody_due(
    editor: Editor, waiting: Any, sites: list[Site], server: smtp.Server
) -> None:
    for name, chosen in {"many": {"number": 3}, "old": {"hours": 2}}.items():
        of(editor(f"{name}.one", **chosen), "There")
        of(editor(f"{name}.two", **chosen), "Here", "There")
        everywhere(editor(f"{name}.every", **chosen))
    assert sorted(read(server)) == ["many.every", "many.two", "old.every", "old.two"]


def test_nothing_is_sent_where_only_another_site_has_comments_that_wait(
    editor: Editor, waiting: Any, sites: list[Site], server: smtp.Server
) -> None:
    ReaderComment.objects.filter(site_number=sites[1].pk).update(status=Status.APPROVED, open_reports=0)
    of(editor("here", daily_at=0), "Here")
    of(editor("there", daily_at=0), "There")
    assert [*read(server)] == ["here"]
    assert DeskDigest.objects.filter(written_at=None).get().user.username == "there"


def test_an_editor_who_changed_sites_meanwhile_reads_nothing_of_the_earlier_one(
    editor: Editor, waiting: Any, sites: list[Site], server: smtp.Server
) -> None:
    moved = of(editor("moved", number=1), "Here")
    digests.write_emails()
    assert Email.objects.filter(comment=waiting[0]).count() == 1
    of(moved, "There")
    assert read(server) == {}


def test_whose_sites_are_the_same_are_counted_once(editor: Editor, waiting: Any, sites: list[Site]) -> None:
    """The choices, all that waits, what waits there, two writes; of each, who they are and where."""
    asked = []
    for names in ("ab", "cdef"):
        for name in names:
            of(editor(name, number=1), "There")
        with CaptureQueriesContext(connection) as queries:
            digests.write_emails()
        asked.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
        DeskDigest.objects.update(written_at=None)
        Email.objects.all().delete()
    assert asked == [5 + 2 * 5, 5 + 6 * 5]
