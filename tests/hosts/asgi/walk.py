"""Readers and an editor, by Django's own ASGI handler: pages made by coroutines, kept, changed, posted to."""

import asyncio
from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django_newsroom.comments import interface
from django_newsroom.comments.models import ReaderComment
from stories.models import Story
from stories.views import made

application = get_asgi_application()
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def ask(path, method="GET", body=b"", **headers):
    """The status, the headers and the body that the application answers."""
    given = {"Host": "testserver", "Content-Length": str(len(body))} | headers
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"",
        "client": ("192.0.2.7", 1234),
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
    }
    there = ApplicationCommunicator(application, scope)
    await there.send_input({"type": "http.request", "body": body})
    start = await there.receive_output(10)
    parts, more = [], True
    while more:
        part = await there.receive_output(10)
        parts.append(part.get("body", b""))
        more = part.get("more_body", False)
    # Of the application's own accord, once it has answered.
    await there.wait()
    found = {name.decode().title(): value.decode() for name, value in start["headers"]}
    return start["status"], found, b"".join(parts).decode()


async def walk(story):
    for address in (f"/stories/{story.pk}/", f"/views/{story.pk}/"):
        status, headers, page = await ask(address)
        assert (status, headers["Cache-Control"][:6]) == (200, "public"), (status, headers)
        assert ("Leave a Reply" in page, "One of 1" in page) == (True, True), page
        status, again, body = await ask(address, **{"If-None-Match": headers["Etag"]})
        assert (status, body, again["Etag"]) == (304, "", headers["Etag"]), status
    assert made == [story.pk], made
    status, _headers, _page = await ask("/stories/0/")
    assert status == 404, status

    sent = {
        "content_type": "stories.story",
        "object_pk": story.pk,
        "comment": "I crossed it this morning.",
        "name": "Cleo",
        "email": "cleo@reader.example",
    }
    status, headers, _page = await ask("/comments/post/", "POST", urlencode(sent).encode(), **FORM)
    assert status == 302, status
    held = await ReaderComment.objects.alatest("pk")
    assert await sync_to_async(interface.decide)(held.pk, "approved")

    # Of twenty who ask for the changed page at once one has it made.
    answers = await asyncio.gather(*[ask(f"/stories/{story.pk}/") for _ in range(20)])
    assert {status for status, _headers, _page in answers} == {200}
    assert len({page for _status, _headers, page in answers}) == 1
    assert "I crossed it this morning." in answers[0][2]
    assert "cleo@reader.example" not in answers[0][2]
    assert made == [story.pk] * 2, made


asyncio.run(walk(Story.objects.create(title="The ferry")))
print("walked")
