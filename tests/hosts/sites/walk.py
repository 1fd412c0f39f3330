"""Readers comment in two newspapers; a correspondent moderates one of them, and each has its own feed."""

import re
import sys

from django.contrib.auth.models import Group, Permission, User
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_newsroom.comments.models import ModeratedSite, ReaderComment

COURIER, GAZETTE = "courier.example", "gazette.example"
DESK = reverse("admin:newsroom_comments_readercomment_changelist")
Site.objects.update(domain=COURIER, name="The Courier")
courier, gazette = Site.objects.get(), Site.objects.create(domain=GAZETTE, name="The Gazette")
# One page stands in both.
page = FlatPage.objects.create(url="/bridge/", title="The bridge")
page.sites.set([courier, gazette])


def comment_on(host, words):
    sent = {"content_type": "flatpages.flatpage", "object_pk": page.pk, "comment": words, "name": "Cleo"}
    sent |= {"email": "cleo@reader.example", "reply_to": ""}
    answer = Client(SERVER_NAME=host).post(reverse("newsroom_comments:post"), sent)
    assert answer.status_code == 302, answer.status_code
    return ReaderComment.objects.latest("pk")


def text(address, host, client=None):
    return (client or Client()).get(address, SERVER_NAME=host).content.decode()


here, there = comment_on(COURIER, "Read in the Courier"), comment_on(GAZETTE, "Read in the Gazette")
assert [here.site, there.site] == [courier, gazette]

# An email names the comment's own site, and leads to its desk.
assert [message.subject[:13] for message in mail.outbox] == ["[The Courier]", "[The Gazette]"]
assert f"https://{GAZETTE}{DESK}?comment={there.pk}" in mail.outbox[1].body

# The correspondent's groups say what and where.
moderators, correspondents = (Group.objects.create(name=name) for name in ("Moderator", "The Gazette's"))
moderators.permissions.set(Permission.objects.filter(codename="moderate_readercomment"))
ModeratedSite.objects.create(site=gazette).groups.add(correspondents)
gil = User.objects.create_user("gil", is_staff=True)
gil.groups.set([moderators, correspondents])
editor = Client()
editor.force_login(gil)
for host in (COURIER, GAZETTE):
    desk = text(f"{DESK}?site=0", host, editor)
    assert ["Read in the Courier" in desk, "Read in the Gazette" in desk] == [False, True]
for comment, status in ((here, 403), (there, 302)):
    sent = {"pk": comment.pk, "revision": comment.revision, "to": "approved"}
    decided = editor.post(reverse("admin:newsroom_comments_decide"), sent, SERVER_NAME=GAZETTE)
    assert decided.status_code == status, decided.status_code

chief = Client()
chief.force_login(User.objects.create_superuser("carla"))
assert "Read in the Courier" in text(DESK, COURIER, chief)
assert "Read in the Courier" not in text(DESK, GAZETTE, chief)
assert re.findall(r"\((The \w+)\)", text(f"{DESK}?site=0&queue=all", GAZETTE, chief)) == [
    "The Gazette",
    "The Courier",
]
sent = {"pk": here.pk, "revision": here.revision, "to": "approved"}
assert chief.post(reverse("admin:newsroom_comments_decide"), sent, SERVER_NAME=COURIER).status_code == 302

# Each has its own feed; under the page that stands in both, all is read in both.
words = ["Read in the Courier", "Read in the Gazette"]
feeds = [text(reverse("newsroom_comments:feed"), host) for host in (COURIER, GAZETTE)]
assert [[each in feed for each in words] for feed in feeds] == [[True, False], [False, True]]
pages = [text("/bridge/", host) for host in (COURIER, GAZETTE)]
assert [[each in page for each in words] for page in pages] == [[True, True], [True, True]]

sys.stdout.write("walked\n")
