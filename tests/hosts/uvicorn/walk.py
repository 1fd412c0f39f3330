"""The same site under a server of ASGI: readers over HTTP, one of whom goes away in the middle."""

import re
import socket
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode

from django_newsroom.comments import interface
from django_newsroom.comments.models import ReaderComment
from stories.models import Story

story = Story.objects.create(title="The ferry")
address = story.get_absolute_url()
command = [
    sys.executable,
    "-m",
    "uvicorn",
    "--factory",
    "django.core.asgi:get_asgi_application",
    "--port",
    "0",
]
server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def port():
    """Where it says that it listens."""
    said = ""
    for line in server.stderr:
        said += line
        if found := re.search(r"running on http://127\.0\.0\.1:(\d+)", line):
            return int(found[1])
    raise AssertionError(said)


def ask(method, path, body=None, **headers):
    connection = HTTPConnection("127.0.0.1", there, timeout=20)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode()


try:
    there = port()
    status, headers, page = ask("GET", address)
    assert (status, headers["Cache-Control"][:6]) == (200, "public"), (status, headers)
    assert "Leave a Reply" in page
    status, _headers, page = ask("GET", address, **{"If-None-Match": headers["ETag"]})
    assert (status, page) == (304, ""), status
    assert ask("GET", f"/views/{story.pk}/")[0] == 200

    gone = socket.create_connection(("127.0.0.1", there))
    gone.sendall(f"GET {address}?page=2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    gone.close()

    sent = {
        "content_type": "stories.story",
        "object_pk": story.pk,
        "comment": "I crossed it this morning.",
        "name": "Cleo",
        "email": "cleo@reader.example",
    }
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, headers, _page = ask("POST", "/comments/post/", urlencode(sent), **form)
    assert status == 302, status
    assert "awaiting moderation" in ask("GET", headers["Location"])[2]
    interface.decide(ReaderComment.objects.get().pk, "approved")
    page = ask("GET", address)[2]
    assert ("I crossed it this morning." in page, "cleo@reader.example" in page) == (True, False)
finally:
    server.terminate()
    server.wait(20)
print("walked")
