"""The site in a process that dies of a post: ``python -m tests.browser.mortal PORT [before|after]``.

``before`` the comment is stored, or ``after`` it, with the answer still unsaid.  It says its port when it is
ready; port 0 is any that is free.
"""

import os
import sys
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.servers.basehttp import run

from newsroom.wsgi import application

DIES = sys.argv[2:]


def say(port: int) -> None:
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


def mortal(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    posts = environ["REQUEST_METHOD"] == "POST"
    if posts and DIES == ["before"]:
        os._exit(1)
    answer: Any = application(environ, start_response)
    if posts and DIES == ["after"]:
        os._exit(1)
    return answer  # type: ignore[no-any-return]


run("127.0.0.1", int(sys.argv[1]), mortal, threading=True, on_bind=say)
