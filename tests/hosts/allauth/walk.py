"""Readers with accounts by email sign up, log in, comment under a pen name, come back with their words."""

import re

from browsing import chromium
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_newsroom.comments.models import ReaderComment
from people.models import Person
from stories.models import Story

PASSWORD = "a long password"
WORDS = "I crossed it this morning."
DESK = reverse("admin:newsroom_comments_readercomment_changelist")
story = Story.objects.create(title="The bridge")
address = story.get_absolute_url()
stranger = Client()


def text(path, client=stranger, status=200):
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def sent_with(client, words, **more):
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(address, client))
    sent = {"content_type": "stories.story", "object_pk": story.pk, "comment": words, "reply_to": ""}
    return sent | ({"csrfmiddlewaretoken": token[1]} if token else {}) | more


def post(client, words, **more):
    return client.post(reverse("newsroom_comments:post"), sent_with(client, words, **more))


def log_in(email, path="/accounts/login/"):
    """By allauth's own form; gives the reader, and where the form leads."""
    client = Client(enforce_csrf_checks=True)
    form = text(path, client)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    answer = client.post("/accounts/login/", hidden | {"login": email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer.headers["Location"]


# Without an account: a sentence and a link that leads back, and a refusal with the words in it.
page = text(address)
link = re.search(r'href="(/accounts/login/[^"]*)"', page)[1]
assert (link, "reply-form" in page) == (f"/accounts/login/?next={address}%23respond", False), link
refused = post(stranger, WORDS, name="Cleo", email="cleo@reader.example")
assert refused.status_code == 403, refused.status_code
assert [each in refused.content.decode() for each in (WORDS, f'href="{link}"')] == [True, True]

# An account, confirmed by allauth's email; its form leads to ours.
signed_up = stranger.post(
    "/accounts/signup/", {"email": "cleo@reader.example", "password1": PASSWORD, "password2": PASSWORD}
)
assert signed_up.status_code == 302, signed_up.content.decode()
confirm = re.search(r"/accounts/confirm-email/\S+", mail.outbox[-1].body)[0]
stranger = Client()
assert stranger.post(confirm).status_code == 302
cleo, led_to = log_in("cleo@reader.example", link)
assert led_to == f"{address}#respond", led_to

# There is no name but the email, so the form asks for one, and takes it.
assert 'name="name"' in text(address, cleo)
nameless = post(cleo, WORDS)
assert nameless.status_code == 422, nameless.status_code
assert WORDS in nameless.content.decode()
held = post(cleo, WORDS, name="Cleo")
assert "awaiting moderation" in text(held.headers["Location"], cleo)
Person.objects.filter(email="cleo@reader.example").update(pen_name="Cleo of the ferry")
assert "Cleo of the ferry" in text(address, cleo)
post(cleo, "And back again.")
assert list(ReaderComment.objects.order_by("pk").values_list("user_name", "user_email")) == [
    ("Cleo", "cleo@reader.example"),
    ("Cleo of the ferry", "cleo@reader.example"),
]

# Who moderates, groups say; a group without the admin's door opens nothing.
call_command("moderationroles", verbosity=0)
for email, is_staff in (("eve@courier.example", True), ("gil@courier.example", False)):
    person = Person.objects.create_user(email, PASSWORD, is_staff=is_staff, pen_name=email[:3].title())
    person.groups.add(Group.objects.get(name="Moderator"))
    person.emailaddress_set.create(email=email, verified=True, primary=True)
editor, _led_to = log_in("eve@courier.example")
outsider, _led_to = log_in("gil@courier.example")
assert outsider.get(DESK).status_code == 302
desk = text(DESK, editor)
assert (WORDS in desk, "cleo@reader.example" in desk) == (True, False)
for row in ReaderComment.objects.all():
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', desk)[1]
    sent = {"pk": row.pk, "revision": row.revision, "to": "approved", "csrfmiddlewaretoken": token}
    assert editor.post(reverse("admin:newsroom_comments_decide"), sent).status_code == 302
stranger = Client()
for path in (address, reverse("newsroom_comments:feed"), f"{address}?reply_to={row.pk}"):
    page = text(path)
    assert ("Cleo of the ferry" in page, "@reader.example" in page, "@courier.example" in page) == (
        True,
        False,
        False,
    ), path

# Whoever may not: the host's sentence, and the words stay.
Person.objects.filter(email="gil@courier.example").update(subscribes=False)
assert "Your subscription has ended." in text(address, outsider)
refused = post(outsider, "Let me in")
assert refused.status_code == 403, refused.status_code
assert ["Let me in" in refused.content.decode(), "subscription" in refused.content.decode()] == [True, True]

# The link in the form logs a reader out, staff or not.
for reader in (cleo, editor):
    page = text(address, reader)
    out = re.search(r'id="reply-log-out" method="post" action="([^"]+)"', page)[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answer = reader.post(out, {"csrfmiddlewaretoken": token, "next": address})
    assert (answer.status_code, answer.headers["Location"]) == (302, address), answer.headers
    assert "You must be logged in" in text(address, reader)

# A login that ends while somebody writes: refused with the words, which are in the form after the next login.
with chromium() as open_page:
    page = open_page()
    page.goto(link)
    page.fill("[name=login]", "cleo@reader.example")
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.fill("#reply-comment", "Written for an hour")
    Session.objects.all().delete()
    page.click("#reply-form .nc-post")
    page.get_by_role("link", name="Log in").click()
    page.fill("[name=login]", "cleo@reader.example")
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"**{address}#respond")
    page.wait_for_function("document.querySelector('#reply-comment').value === 'Written for an hour'")
    page.click("#reply-form .nc-post")
    page.get_by_text("awaiting moderation").wait_for()
    assert ReaderComment.objects.filter(source="Written for an hour").count() == 1

print("walked")
