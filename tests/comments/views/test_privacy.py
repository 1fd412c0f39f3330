"""One address is posted, approved, and looked for in every response that a stranger can get."""

import base64
import hashlib
import html
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.decisions import statuses
from comments.mail import signed_links
from comments.models import Commenter, Note, ReaderComment, Status

pytestmark = pytest.mark.django_db
LOCAL_PART = "Zq7.Quetzal-Vexillum"
ADDRESS = f"{LOCAL_PART}@hidden-mailbox.example"
POST = "/comments/post/"
STRANGER = {"REMOTE_ADDR": "203.0.113.9"}


def spellings(secret: str) -> Iterator[bytes]:
    """Everything that gives ``secret`` away to whoever has a guess."""
    for plain in {secret, secret.lower(), secret.casefold().strip()}:
        raw = plain.encode()
        yield raw
        yield quote(plain, safe="").encode()
        yield html.escape(plain).encode()
        yield "".join(f"&#{ord(char)};" for char in plain).encode()
        yield "".join(f"&#x{ord(char):x};" for char in plain).encode()
        yield plain[::-1].encode()
        yield raw.hex().encode()
        for name in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(name, raw)
            yield digest.hexdigest().encode()
            yield from encoded(digest.digest())
        yield from encoded(raw)


def encoded(raw: bytes) -> Iterator[bytes]:
    for text in (base64.b64encode(raw), base64.urlsafe_b64encode(raw), base64.b32encode(raw)):
        yield text.rstrip(b"=")
        yield quote(text, safe="").encode()


SECRETS = [*{*spellings(ADDRESS), *spellings(LOCAL_PART), *spellings("hidden-mailbox.example")}]


def found_in(response: Any) -> list[bytes]:
    """The spellings of the secret in the response: its body, headers and cookies, whatever their case."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = (response.getvalue() + headers.encode() + response.cookies.output().encode()).lower()
    return [secret for secret in SECRETS if secret.lower() in text]


@pytest.fixture
def post(client: Client, fields: Callable[..., dict[str, Any]]) -> Callable[..., ReaderComment]:
    """A comment posted over HTTP with the address, then approved or left in another status."""

    def send(status: Status = Status.APPROVED, **changes: Any) -> ReaderComment:
        assert client.post(POST, fields(email=ADDRESS, **changes)).status_code == 302
        stored = ReaderComment.objects.latest("pk")
        statuses.decide(stored, status, statuses.DecisionContext())
        return stored

    return send


def test_the_search_finds_what_is_there() -> None:
    digest = hashlib.md5(ADDRESS.lower().encode()).hexdigest()
    leaks = [ADDRESS, f"<img src='//avatars.example/{digest}'>", base64.b64encode(ADDRESS.encode()).decode()]
    assert [bool(found_in(HttpResponse(leak))) for leak in leaks] == [True, True, True]
    redirect = HttpResponse()
    redirect["Location"] = f"/?email={quote(ADDRESS)}"
    assert found_in(redirect) != []
    assert found_in(HttpResponse("nothing of it")) == []


def test_the_address_is_in_no_response_that_a_stranger_gets(
    post: Callable[..., ReaderComment], fields: Any, settings: Any, article: Article
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "THREADS_PER_PAGE": 1, "COMMENTS_PER_PAGE": 2}
    first = post(comment="One.", name="Zoe", url="https://zoe.example/")
    answer = post(comment="Two.", name="Zoe", reply_to=str(first.pk))
    post(comment="Three.", name="Zoe", reply_to=str(answer.pk))
    held = post(Status.PENDING, comment="Held.", name="Zoe")
    assert {*ReaderComment.objects.values_list("user_email", flat=True)} == {ADDRESS}
    for comment in ReaderComment.objects.all():
        Note.objects.create(comment=comment, text=f"An editor's note: {ADDRESS}")

    page, stranger = article.get_absolute_url(), Client(raise_request_exception=False, **STRANGER)
    paths = [
        *("/", "/en/", "/fr/", page, "/atom.xml", "/en/atom.xml", "/sitemap.xml", "/robots.txt"),
        *(f"{page}?comments={number}" for number in (1, 2, 3)),
        *(f"{page}?thread={first.pk}", f"{page}?thread={first.pk}&after={first.pk}"),
        *(f"{page}?reply_to={comment.pk}" for comment in (first, answer, held)),
        *(f"/comments/{comment.pk}/" for comment in (first, answer, held)),
        *(signed_links.reader_page(comment) for comment in (first, answer, held)),
        *(signed_links.reader_page(comment) + "?asked" for comment in (first, answer, held)),
        *(signed_links.reader_page(comment) + "?taken" for comment in (first, held)),
        *(signed_links.reader_page(comment) + "?mailed" for comment in (first, held)),
        *(
            signed_links.reader_page(comment) + act
            for comment in (first, held)
            for act in ("edit/", "withdraw/")
        ),
        *("/comments/atom.xml", f"/comments/atom/newsroom_articles.article/{article.pk}/"),
        *(signed_links.confirmation(comment) for comment in (first, answer, held)),
        *(f"/comments/{comment.pk}/report/" for comment in (first, answer, held)),
        f"/comments/reported/newsroom_articles.article/{article.pk}/",
        f"/comments/received/newsroom_articles.article/{article.pk}/",
        f"/comments/news/newsroom_articles.article/{article.pk}/?since=0",
        *(POST, "/comments/0/", "/comments/yours/x/", "/nowhere/", "/healthz", "/readyz"),
        *("/admin/", "/admin/login/", "/admin/newsroom_comments/readercomment/", f"/admin/r/1/{first.pk}/"),
        *(
            "/comments/api/",
            f"/comments/reply/{first.pk}/",
            "/comments/posted/",
            f"/comments/cr/1/{first.pk}/",
        ),
        *("/static/newsroom_comments/comments.js", "/static/newsroom_comments/comments.css"),
    ]
    posts: list[dict[str, Any]] = [
        fields(comment="One.", name="Zoe"),
        fields(comment="Held.", name="Zoe"),
        fields(comment="One.", name=""),
        fields(reply_to=str(held.pk)),
        fields(reply_to=str(first.pk), email=""),
        fields(object_pk="0"),
        fields(comment="Fine."),
    ]
    answers = [stranger.get(path) for path in paths]
    answers += [stranger.get(path, headers={"Accept": "application/json"}) for path in paths]
    answers += [stranger.head(path) for path in paths] + [stranger.options(path) for path in paths]
    answers += [stranger.post(POST, sent) for sent in posts]
    answers += [stranger.post(POST, sent, headers={"Origin": "null"}) for sent in posts]
    answers += [stranger.post(signed_links.reader_page(comment) + "confirm/") for comment in (first, held)]
    answers += [stranger.post(signed_links.reader_page(comment) + "mail/") for comment in (first, held)]
    sent = [{"comment": "Other words.", "revision": shown} for shown in ("x", str(held.revision))]
    answers += [stranger.post(signed_links.reader_page(held) + "edit/", each) for each in sent]
    answers += [stranger.post(signed_links.reader_page(held) + "withdraw/", each) for each in sent]
    answers += [stranger.post(f"/comments/{first.pk}/report/", {"reason": why}) for why in ("spam", "x")]
    answers += [stranger.post(signed_links.confirmation(comment)) for comment in (first, held)]
    answers += [stranger.post(signed_links.reader_page(comment) + "name/") for comment in (first, held)]
    answers += [stranger.post(POST, fields(email=ADDRESS, comment="Mine."))]
    answers += [stranger.get(answer["Location"]) for answer in answers if answer.has_header("Location")]

    assert {answer.status_code for answer in answers} >= {200, 302, 403, 404, 405, 409, 422}
    assert [(answer.request["PATH_INFO"], found_in(answer)) for answer in answers if found_in(answer)] == []


def test_the_authors_own_private_page_shows_no_address(post: Callable[..., ReaderComment]) -> None:
    assert found_in(Client().get(signed_links.reader_page(post(Status.PENDING)))) == []


def test_no_stored_hash_of_an_address_can_be_guessed(post: Callable[..., ReaderComment]) -> None:
    post()
    kept = Commenter.objects.get().address_hash
    assert kept is not None
    assert kept.encode() not in SECRETS
    assert ReaderComment.objects.get().duplicate_key.encode() not in SECRETS  # type: ignore[union-attr]


ADDRESS_COLUMNS = ("user_email", "ip_address", "address_hash", '"network"')


@pytest.mark.parametrize("session", [False, True])
def test_no_page_for_readers_selects_an_address(
    session: bool, post: Callable[..., ReaderComment], article: Article
) -> None:
    first = post(name="Zoe")
    reply = post(name="Zoe", reply_to=str(first.pk))
    held = post(Status.PENDING, name="Zoe", comment="Held.")
    reader = Client()
    if session:
        reader.cookies["sessionid"] = "x" * 32
    page = article.get_absolute_url()
    paths = [
        page,
        f"{page}?reply_to={first.pk}",
        f"{page}?thread={first.pk}",
        f"/comments/{reply.pk}/",
        f"/comments/{held.pk}/",
        signed_links.reader_page(reply),
        signed_links.reader_page(held),
        f"/comments/{reply.pk}/report/",
        f"/comments/reported/newsroom_articles.article/{article.pk}/",
        f"/comments/received/newsroom_articles.article/{article.pk}/",
        f"/comments/news/newsroom_articles.article/{article.pk}/?since=0",
        "/atom.xml",
        *(signed_links.reader_page(held) + act for act in ("edit/", "withdraw/")),
        *("/comments/atom.xml", f"/comments/atom/newsroom_articles.article/{article.pk}/"),
    ]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answers = [reader.get(path).status_code for path in paths]
    assert answers == [200, 200, 200, 302, 404, *[200] * 11]
    asked = [query["sql"] for query in queries]
    assert len(asked) > len(paths)
    assert [sql for sql in asked if any(column in sql for column in ADDRESS_COLUMNS)] == []


def test_the_scripts_and_the_style_name_no_other_host() -> None:
    """What the scripts ask for stands on the page: the form's addresses, a comment's own page."""
    scripts = (
        "storage.js",
        "list.js",
        "comments.js",
        "posting.js",
        "threads.js",
        "own_comments.js",
        "recommending.js",
    )
    for name in (*scripts, "comments.css"):
        text = Path(str(finders.find(f"newsroom_comments/{name}"))).read_text()
        assert [word for word in ("http:", "https:", 'url("//', 'fetch("') if word in text] == []


def test_no_page_loads_anything_from_another_host(
    post: Callable[..., ReaderComment], article: Article
) -> None:
    post(name="Zoe", url="https://zoe.example/", comment="See https://links.example/ too.")
    page = lxml.html.fromstring(Client().get(article.get_absolute_url()).content)
    loaded = page.xpath("//@src | //link[@rel!='canonical' and @rel!='alternate']/@href | //form/@action")
    assert [address for address in loaded if not address.startswith("/") or address.startswith("//")] == []
