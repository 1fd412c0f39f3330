"""A page is published, a reader comments on it, an editor approves; nobody finds what is restricted."""

import re
import sys

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django_newsroom.comments.models import ReaderComment
from home.models import HomePage
from wagtail.models import PageViewRestriction

WORDS = "I crossed it this morning"
PLACES = ["atom", "news", "received", "reported", "forget"]
SECRETS = ["The gazette of the club", "Only members read this", "Dora"]

home = HomePage.objects.get()
bridge = home.add_child(instance=HomePage(title="The bridge"))
reader, stranger, editor = Client(), Client(), Client()
call_command("moderationroles", verbosity=0)
eve = User.objects.create_user("eve", is_staff=True)
eve.groups.add(Group.objects.get(name="Moderator"), Group.objects.get(name="Editors"))
editor.force_login(eve)


def comment_on(page, words, name, **more):
    sent = {"content_type": "home.homepage", "object_pk": str(page.pk), "comment": words, "name": name}
    sent |= {"email": f"{name.lower()}@reader.example", "reply_to": ""}
    return reader.post(reverse("newsroom_comments:post"), sent | more)


def approve():
    desk = editor.get(reverse("admin:newsroom_comments_readercomment_changelist")).content.decode()
    shown = {name: re.findall(rf'name="{name}" value="(\d+)"', desk)[0] for name in ("pk", "revision")}
    decided = editor.post(reverse("admin:newsroom_comments_decide"), shown | {"to": "approved"})
    assert decided.status_code == 302, decided.status_code
    return shown["pk"]


def text(address, client=stranger, **sent):
    answer = client.post(address, sent) if sent else client.get(address)
    return answer.content.decode()


kept = stranger.get(bridge.get_url())
assert kept.headers["Cache-Control"].startswith("public"), kept.headers
known = {"If-None-Match": kept.headers["ETag"]}
assert stranger.get(bridge.get_url(), headers=known).status_code == 304

# Wagtail's catch-all address leaves ours alone.
assert "Leave a Reply" in text(bridge.get_url())
assert stranger.get("/comments/atom.xml").status_code == 200

own_page = comment_on(bridge, WORDS, "Cleo").headers["Location"]
assert "awaiting moderation" in text(own_page, reader)
assert WORDS not in text(bridge.get_url())
approve()
assert WORDS in text(bridge.get_url())
assert WORDS in text("/comments/atom.xml")
assert ": 1</li>" in text(home.get_url())


# The menu of Wagtail's admin counts what waits, for whoever is let in to the desk.
def menu_of(user):
    client = Client()
    client.force_login(user)
    return text("/admin/", client)


colleague = User.objects.create_user("colleague")
colleague.groups.add(*eve.groups.all())
assert '"label": "Comments"' in menu_of(eve)
comment_on(home, "And this one waits", "Bob")
assert '"label": "Comments (1)"' in menu_of(eve)
assert "Comments (1)" not in menu_of(colleague)
desk = reverse("admin:newsroom_comments_readercomment_changelist")
assert f'"url": "{desk}"' in menu_of(eve)
assert "And this one waits" in text(desk, editor)
approve()

# A page below a restricted one, and one that isn't live any more.
title, words, name = SECRETS
club = home.add_child(instance=HomePage(title="The club"))
gazette = club.add_child(instance=HomePage(title=title))
restriction = PageViewRestriction.objects.create(
    page=club, restriction_type=PageViewRestriction.PASSWORD, password="friend"
)
taken_down = home.add_child(instance=HomePage(title="Taken down"))
for page in (gazette, taken_down):
    comment_on(page, words, name)
    approve()
taken_down.unpublish()
member = Client()
door = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, club.pk])
member.post(door, {"password": "friend", "return_url": gazette.get_url()})
shown = text(gazette.get_url(), member)
assert "private" in member.get(gazette.get_url()).headers["Cache-Control"]
assert [secret in shown for secret in SECRETS] == [True, True, True]
assert "Leave a Reply" in shown


def everything_public():
    """What a stranger finds at each of our addresses."""
    number = ReaderComment.objects.get(object_pk=str(gazette.pk)).pk
    for page in (gazette, taken_down):
        place = f"home.homepage/{page.pk}/"
        yield from (
            f"/comments/{name}/{place}" for name in ("atom", "news", "received", "reported", "forget")
        )
    yield from (
        home.get_url(),
        gazette.get_url(),
        taken_down.get_url() or "/taken-down/",
        "/comments/atom.xml",
    )
    yield from (f"/comments/{number}/", f"/comments/{number}/report/")


# With the queryset that Wagtail's own examples use, and with none.
for options in ({"PUBLISHED": "live"}, {}):
    with override_settings(NEWSROOM_COMMENTS={"MODELS": {"home.HomePage": options}}):
        found = {address: text(address) for address in everything_public()}
    assert WORDS in found["/comments/atom.xml"]
    leaks = [address for address, page in found.items() for secret in SECRETS if secret in page]
    assert leaks == [], leaks
refused = comment_on(gazette, "", "Mallory", reply_to=ReaderComment.objects.get(object_pk=str(gazette.pk)).pk)
assert refused.status_code == 422, refused.status_code
assert [secret in refused.content.decode() for secret in SECRETS] == [False, False, False]
counts = re.findall(r": (\d+)</li>", text(club.get_url(), member))
assert counts == ["0"], counts
assert stranger.get(f"/comments/atom/home.homepage/{bridge.pk}/").status_code == 200

sys.stdout.write("walked\n")
