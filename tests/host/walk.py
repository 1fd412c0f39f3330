"""A reader replies, an editor approves, another reader reads: run with the host's new settings.

With the argument ``adopted`` the old rows are public by now.
"""

import sys

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.test import Client, override_settings
from django.urls import reverse
from django_newsroom.comments.models import ReaderComment
from first_decision import is_approved, is_held, is_read, page_of, reply_to
from people.models import Person
from stories.models import Story

OLD_WORDS = ["A plain old row", "An old &lt;root&gt;", "An old reply"]
UNSEEN = ["An old <root>", "Old, held", "ann@old.example", "bob@old.example", "editor@host.example"]

story = Story.objects.published().get()
reader, stranger, editor = Client(), Client(), Client()
before = stranger.get(story.get_absolute_url())
assert before.headers["Cache-Control"].startswith("public"), before.headers
assert "Leave a Reply" in before.content.decode()
shown = OLD_WORDS if "adopted" in sys.argv else []
assert [word for word in OLD_WORDS if word in before.content.decode()] == shown, (
    "stock rows wait for adoption"
)
assert not [word for word in UNSEEN if word in before.content.decode()]

reply = reply_to(story)
empty = reader.post(reverse("newsroom_comments:post"), reply | {"comment": ""})
assert empty.status_code == 422, empty.status_code
assert "<title>Leave a Reply" in empty.content.decode(), "the plugin's pages stand in the host's base.html"

is_held(reader, story)
unchanged = stranger.get(story.get_absolute_url(), headers={"If-None-Match": before.headers["ETag"]})
assert unchanged.status_code == 304, "a held comment changes nothing for the public"

editor.force_login(Person.objects.get(role="editor"))
is_approved(editor)
is_read(stranger, story)

# The host asks for a login: its own, once it says where that is.
asked = {"MODELS": {"stories.Story": {"PUBLISHED": "published", "LOGIN_REQUIRED": True}}}
with override_settings(NEWSROOM_COMMENTS=asked):
    assert "You must be logged in to post a comment." in page_of(stranger, story)
    assert [word in page_of(stranger, story) for word in ("Leave a Reply", "Log in")] == [False, False]
    refused = stranger.post(reverse("newsroom_comments:post"), reply | {"comment": "Mine"})
    assert refused.status_code == 403, refused.status_code
    assert "Mine</textarea>" in refused.content.decode()
    assert "Leave a Reply" in page_of(editor, story)
    with override_settings(LOGIN_URL="admin:login"):
        assert f"/admin/login/?next={story.get_absolute_url()}%23respond" in page_of(stranger, story)

# The host's function for names knows its staff's; else it gives whatever it has, or fails.
named = {"MODELS": {"stories.Story": {"PUBLISHED": "published"}}}
names = {"editor@host.example": "Claire Martin", "gone@host.example": "Zoe Gone"}
for person in ("gone", "reader"):
    Person.objects.create(email=f"{person}@host.example", role=person)
with override_settings(NEWSROOM_COMMENTS=named | {"DISPLAY_NAME": lambda person: names.get(person.email)}):
    for name, found in (("Cl\u0430ire Mart\u03b9n", True), ("Zoe Gone", False)):
        answer = reader.post(
            reverse("newsroom_comments:post"), reply | {"comment": f"As {name}", "name": name}
        )
        assert answer.status_code == 302, answer.status_code
        reasons = [reason["rule"] for reason in ReaderComment.objects.latest("pk").reasons]
        assert ("staff_name" in reasons) is found, reasons
for name_of in (lambda person: None, lambda person: person, lambda person: 1 / 0):
    with override_settings(NEWSROOM_COMMENTS=named | {"DISPLAY_NAME": name_of}):
        page = page_of(editor, story)
        assert "Leave a Reply" in page
        assert 'name="name"' in page, "whom the host doesn't name types a name"
        assert ("None" in page, "editor@host.example" in page) == (False, False)

assert ContentType.objects.get_for_model(Story).app_label == "stories"
