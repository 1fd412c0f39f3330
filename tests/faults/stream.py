"""Readers who post, editors who decide and readers who read, each in a thread, until they are told to stop.

Every text holds a token of its own. What was answered is remembered, and nothing is concluded from it here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from queue import Empty, Queue
from threading import Condition, Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from lxml import html

from ..comments.conftest import good_reply
from .newspapers import Newspaper
from .serving import PATIENCE

# In place of a status: the connection was refused or cut, or the answer wasn't whole.
LOST = 0
TOKEN = re.compile(r"\bt[0-9]+x[0-9]+\b")
DECIDE = "/admin/newsroom_comments/readercomment/desk/decide/"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CSRF = "c" * 32
SESSION = re.compile(r"\bsessionid=([a-z0-9]+)")


@dataclass(frozen=True)
class Response:
    status: int
    location: str = ""
    body: str = ""
    retry_after: str = ""
    # When it left: another moment each time for the very same page.
    date: str = field(default="", compare=False)
    # The cookie that it sets.
    session: str = ""


@dataclass(frozen=True)
class Answer:
    """What somebody was told: ``act`` is "post", "approved", "rejected" or "read".

    ``number`` is the comment's, where the answer or the editor names it, and ``link`` its author's private
    page; ``lacks``: what should stand in the answer to a post that was refused, and doesn't; ``shown`` are
    the tokens on a page that was read.
    """

    act: str
    status: int
    token: str = ""
    number: int = 0
    link: str = ""
    lacks: str = ""
    shown: frozenset[str] = frozenset()


def ask(
    port: int,
    target: str,
    fields: dict[str, str] | bytes | None = None,
    *,
    timeout: float = PATIENCE,
    **headers: str,
) -> Response:
    """One request on a connection of its own; whatever goes wrong with it is a ``LOST``."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    body = urlencode(fields) if isinstance(fields, dict) else fields
    sent = (FORM if body else {}) | {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request("GET" if body is None else "POST", target, body, sent)
        response = connection.getresponse()
        said = response.headers
        page = response.read().decode()
        found = SESSION.search(" ".join(said.get_all("Set-Cookie", [])))
        return Response(
            response.status,
            said.get("Location", ""),
            page,
            said.get("Retry-After", ""),
            said.get("Date", ""),
            found[1] if found else "",
        )
    except (OSError, HTTPException):
        return Response(LOST)
    finally:
        connection.close()


def text_in_form(page: str) -> str:
    """The text of the comment in the form of an answer; "" where there is none."""
    for form in html.fromstring(page).forms if page.strip() else ():
        if "comment" in form.fields:
            return (form.fields["comment"] or "").removeprefix("\n")
    return ""


def lacks(refusal: Response, text: str) -> str:
    """What a refused post's answer should hold: the text, and when it may be sent again."""
    if refusal.status in {LOST, 302}:
        return ""
    if text_in_form(refusal.body) != text:
        return "the text"
    return "" if refusal.retry_after or refusal.status not in {429, 503} else "Retry-After"


@dataclass
class Stream(AbstractContextManager["Stream"]):
    """Runs inside ``with``. ``ports`` are asked in turn.

    A poster whose number is even gives up what isn't acknowledged; the others send it again, as a reader
    does who is told that it wasn't stored, or is told nothing.
    """

    newspaper: Newspaper
    ports: Sequence[int]
    posters: int = 3
    editors: int = 1
    readers: int = 0
    # What each reader of pages reads, in turn.
    pages: Sequence[str] = ()
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._over = Event()
        self._told = Condition()
        self._stored: Queue[tuple[str, int]] = Queue()
        self._errors: list[Exception] = []
        self._turns = count()
        acts: list[Iterator[None]] = [self._post(number) for number in range(self.posters)]
        acts += [self._decide() for _ in range(self.editors)]
        acts += [self._read() for _ in range(self.readers)]
        self._threads = [Thread(target=self._run, args=(act,)) for act in acts]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        for broken in self._errors:
            raise broken

    def await_posts(self, number: int = 1) -> None:
        """Until so many posts more are acknowledged."""
        self.await_answers(number, lambda answer: answer.act == "post" and answer.status == 302)

    def await_answers(self, number: int, wanted: Callable[[Answer], bool]) -> None:
        """Until there are so many more that are ``wanted``.

        :raises TimeoutError: they don't come.
        """
        with self._told:
            start = len(self.answers)
            if not self._told.wait_for(
                lambda: self._errors or sum(map(wanted, self.answers[start:])) >= number, PATIENCE
            ):
                raise TimeoutError(f"{number} more were expected after {start}; {self.answers[-5:]}")

    def run_for(self, seconds: float) -> None:
        """Let it run, unless somebody's thread breaks."""
        with self._told:
            self._told.wait_for(lambda: bool(self._errors), seconds)

    def _run(self, acts: Iterator[None]) -> None:
        try:
            while not self._over.is_set() and next(acts, self) is not self:
                pass
        except Exception as error:
            self._errors.append(error)
            with self._told:
                self._told.notify_all()

    def _tell(self, answer: Answer) -> None:
        with self._told:
            self.answers.append(answer)
            self._told.notify_all()

    def _port(self) -> int:
        return self.ports[next(self._turns) % len(self.ports)]

    def _post(self, poster: int) -> Iterator[None]:
        """Each step is one request."""
        for number in count():
            token = f"t{poster}x{number}"
            text = f"Reader {poster} says {token}, and means it."
            names = {"name": f"Reader {poster}", "email": f"reader{poster}@example.org"}
            fields = good_reply(self.newspaper.article, comment=text, **names)
            acknowledged = False
            while not acknowledged:
                said = ask(self._port(), "/comments/post/", fields)
                acknowledged = said.status == 302
                pk = number_of(said.location)
                link = said.location if pk else ""
                self._tell(Answer("post", said.status, token, pk, link, lacks(said, text)))
                if pk:
                    self._stored.put((token, pk))
                yield
                if poster % 2 == 0:
                    break

    def _decide(self) -> Iterator[None]:
        """An editor approves two comments, rejects the third, and tries again where nothing was done."""
        session = self.newspaper.session
        for turn in count():
            try:
                token, number = self._stored.get(timeout=0.2)
            except Empty:
                yield
                continue
            to = "rejected" if turn % 3 == 2 else "approved"
            fields = {"pk": str(number), "revision": "1", "to": to, "csrfmiddlewaretoken": CSRF}
            status = LOST
            while status in {LOST, 503}:
                headers = {"Accept": "application/json", "Cookie": cookies(session)}
                said = ask(self._port(), DECIDE, fields, **headers)
                status, session = said.status, said.session or session
                self._tell(Answer(to, status, token, number))
                yield

    def _read(self) -> Iterator[None]:
        for turn in count():
            page = ask(self._port(), self.pages[turn % len(self.pages)])
            shown = frozenset(TOKEN.findall(page.body)) if page.status == 200 else frozenset()
            self._tell(Answer("read", page.status, shown=shown))
            yield


def number_of(location: str) -> int:
    """The comment in the address of its author's private page, 0 in any other address."""
    found = re.match(r"/comments/yours/([0-9]+):", location)
    return int(found[1]) if found else 0


def cookies(session: str) -> str:
    return f"sessionid={session}; csrftoken={CSRF}"
