"""Readers of pages made by Jinja2, and of the plugin's own, made by Django's templates beside it."""

from django.test import Client
from django_newsroom.comments import interface
from django_newsroom.comments.models import ReaderComment
from stories.models import Story

story = Story.objects.create(title="The <ferry>")
reader, stranger = Client(), Client()

before = stranger.get(story.get_absolute_url())
page = before.content.decode()
assert (before.status_code, before["Cache-Control"][:6]) == (200, "public")
assert [
    words in page for words in ("<h1>The &lt;ferry&gt;</h1>", "0 of Jinja2&#39;s", "<p>The Courier</p>")
] == [
    True,
    False,
    True,
]
assert ("0 of Jinja2's: &lt;&amp;" in page, "Leave a Reply" in page, "&lt;section" in page) == (
    True,
    True,
    False,
)
again = stranger.get(story.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
assert again.status_code == 304, again.status_code

sent = {
    "content_type": "stories.story",
    "object_pk": story.pk,
    "comment": "I crossed it <b>this</b> morning.",
    "name": "Cleo",
    "email": "cleo@reader.example",
}
empty = reader.post("/comments/post/", sent | {"comment": ""})
assert empty.status_code == 422, empty.status_code
assert "The Courier, by Django's templates" in empty.content.decode()
answer = reader.post("/comments/post/", sent, follow=True)
assert "awaiting moderation" in answer.content.decode()

interface.decide(ReaderComment.objects.get().pk, "approved")
page = stranger.get(story.get_absolute_url()).content.decode()
for words in ("I crossed it <b>this</b> morning.", "1 of Jinja2's", "<li>Cleo</li>"):
    assert words in page, words
assert "cleo@reader.example" not in page
print("walked")
