"""A reader replies under a story, an editor approves, another reader reads; the site is the caller's."""

import re

from django.urls import reverse
from django.utils.html import escape

REPLY = {
    "comment": "I crossed it this morning",
    "name": "Cleo",
    "email": "cleo@reader.example",
    "url": "",
    "reply_to": "",
    "honeypot": "",
}


def page_of(client, story):
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def reply_to(story):
    """What the form under ``story`` posts."""
    return REPLY | {"content_type": story._meta.label_lower, "object_pk": str(story.pk)}


def is_held(reader, story):
    """Reply, and read that it waits."""
    answer = reader.post(reverse("newsroom_comments:post"), reply_to(story), follow=True)
    assert answer.status_code == 200, answer.status_code
    assert "awaiting moderation" in answer.content.decode()


def is_approved(editor):
    """Press the button on the desk's one card."""
    desk = editor.get(reverse("admin:newsroom_comments_readercomment_changelist")).content.decode()
    shown = {name: re.findall(rf'name="{name}" value="(\d+)"', desk)[0] for name in ("pk", "revision")}
    decided = editor.post(reverse("admin:newsroom_comments_decide"), shown | {"to": "approved"})
    assert decided.status_code == 302, decided.status_code


def is_read(stranger, story):
    page = page_of(stranger, story)
    assert escape(REPLY["comment"]) in page
    assert REPLY["email"] not in page
