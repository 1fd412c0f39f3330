"""Damaged and hostile requests on every URL of the site: refused or cleaned, never a 5xx."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from articles.models import Article
from comments.admin.desk.changelist import ACTIONS
from comments.mail import signed_links
from comments.models import ReaderComment, Report, Status
from newsroom.requests import Utf8Request
from newsroom.wsgi import application

from ...sampling import drawn_or_all, pairs

pytestmark = pytest.mark.django_db
POST = "/comments/post/"
# Below a private page, each with a view of its own.
OWN_ACTS = ("edit", "withdraw", "mail", "name", "follow", "told", "appeal")
Fields = Callable[..., dict[str, Any]]
Counts = Callable[[], dict[str, int]]
Draw = Callable[..., list[Any]]

# As they stand in an address; half a character and broken UTF-8 can only stand there escaped.
BAD_PARTS = [
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "%C0%AE%C0%AE",
    "%E2%80%AE",
    "..%2f..%2fetc%2fpasswd",
    "-1",
    "0",
    "9" * 20,
    "9" * 5000,
    "%D9%A1",
    "1e9",
    "x" * 5000,
    "'%22%3E%3Cscript%3E",
    "%25s%25n",
    "_00",
    "_FF",
]
FIELDS = (
    "comment",
    "name",
    "email",
    "url",
    "follow",
    "reply_to",
    "elapsed",
    "honeypot",
    "content_type",
    "object_pk",
)
DESK_FIELDS = (
    "revision",
    "to",
    "source",
    "reply",
    "message",
    "note",
    "saved",
    "rejection",
    "lasts",
    "picked",
    "shown",
    "seen",
    "batch",
    "query",
)
ARTICLES = "/admin/newsroom_articles/article/"
# What an address of the desk may say.
PLACE = (
    "queue",
    "oldest_first",
    "search",
    "rule",
    "since",
    "until",
    "discussion",
    "commenter",
    "rejection",
    "at",
    "comment",
)
BAD_TEXTS = [
    "\x00",
    "a\x00b",
    "\ufffe\uffff",
    "\u202e\u2066",
    "-1",
    "9" * 40,
    "9" * 5000,
    "x" * 1_000_000,
    "<b>" * 10_000,
    "<blockquote>" * 10_000 + "deep",
    "<" * 100_000,
    "&" * 100_000,
    "\n" * 100_000,
    "{{ 7*7 }}{% debug %}",
    "%s%(x)s%n",
]
BAD_BYTES = [b"\xed\xa0\x80", b"\xff\xfe\x00", b"\xc0\xae", b"%ED%A0%80", b"\xf4\x90\x80\x80"]
BAD_VALUES = ["\x00", "\xff", "x" * 10_000, ",,,", "-1", 'W/"', "bytes=9-1"]
HEADERS = [
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "Origin",
    "Sec-Fetch-Site",
    "Referer",
    "Accept-Language",
    "If-None-Match",
    "If-Modified-Since",
    "Range",
    "Accept",
    "Accept-Encoding",
]
CHARSETS = ["hex", "undefined", "unicode_escape", "utf-7", "utf-16", "idna", "rot13", "bogus", ""]


def short(text: Any) -> str | None:
    """The id of a case."""
    return f"{text[:12]!r}x{len(text)}" if isinstance(text, str) and len(text) > 20 else None


@pytest.fixture(autouse=True)
def _as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test client builds requests itself; the site's are of its own class."""
    assert application.request_class is Utf8Request
    monkeypatch.setattr("django.test.client.WSGIRequest", Utf8Request)


@pytest.fixture
def anyone() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def editor() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("eve", "eve@example.org"))
    return client


@pytest.fixture
def counts() -> Counts:
    """How many rows each table holds, sessions and the like left out."""

    def count() -> dict[str, int]:
        ours = ("newsroom_comments", "newsroom_articles", "django_comments_xtd", "django_comments", "auth")
        models = [model for model in apps.get_models() if model._meta.app_label in ours]
        return {model._meta.label: model._default_manager.count() for model in models}

    return count


def raised(answers: Iterable[Any]) -> list[tuple[str, int, str]]:
    """The answers that are a 5xx, and what was raised."""
    return [
        (answer.request.get("PATH_INFO", "")[:200], answer.status_code, repr(getattr(answer, "exc_info", "")))
        for answer in answers
        if answer.status_code >= 500
    ]


def public_paths(part: str) -> list[str]:
    return [
        f"/{part}",
        f"/{part}/",
        f"/en/{part}/",
        f"/{part}/harbour/",
        f"/{part}/atom.xml",
        *(f"/fr/{word}/{part}/" for word in ("rubrique", "sujet", "auteur", "archives", "recherche")),
        *(f"/fr/{word}/{part}/atom.xml" for word in ("rubrique", "sujet", "auteur")),
        *(f"/sitemap-{part}.xml", f"/media/{part}", f"/preview/{part}/"),
        *(f"/fr/archives/{part}/03/", f"/fr/archives/2026/{part}/"),
        f"/comments/{part}/",
        f"/comments/yours/{part}/",
        *(f"/comments/yours/{part}/{act}/" for act in OWN_ACTS),
        f"/comments/unsubscribe/{part}/",
        *(f"/comments/unsubscribe/{what}/{part}/" for what in ("told", "desk")),
        f"/comments/following/{part}/",
        f"/comments/atom/{part}/1/",
        f"/comments/atom/newsroom_articles.article/{part}/",
        f"/comments/confirm/{part}/",
        f"/comments/{part}/report/",
        f"/comments/reported/{part}/1/",
        f"/comments/reported/newsroom_articles.article/{part}/",
        f"/comments/received/{part}/1/",
        f"/comments/news/{part}/1/?since=0",
        f"/comments/news/newsroom_articles.article/{part}/?since=0",
        f"/comments/received/newsroom_articles.article/{part}/",
        f"/static/{part}",
        f"/static/newsroom_comments/{part}.js",
    ]


def query_paths(part: str) -> list[str]:
    names = ("page", "q", "comments", "thread", "after", "reply_to", "order", "since", "next", part)
    places = (
        "/",
        "/en/",
        "/en/search/",
        "/en/harbour/",
        "/atom.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/healthz",
        "/admin/login/",
        "/comments/news/newsroom_articles.article/1/",
    )
    return [f"{place}?{name}={part}" for place in places for name in names]


def posted_paths(part: str) -> list[str]:
    acts = ("confirm", *OWN_ACTS)
    return [
        f"/comments/{part}/report/",
        *(f"/comments/{page}/{part}/" for page in ("confirm", "unsubscribe", "following")),
        *(f"/comments/forget/{place}/" for place in (f"{part}/1", f"newsroom_articles.article/{part}")),
        *(f"/comments/yours/{part}/{act}/" for act in acts),
    ]


def admin_paths(part: str) -> list[str]:
    ours = "/admin/newsroom_comments"
    desk = f"{ours}/readercomment/"
    logs = [*(f"{ours}/{model}/" for model in ("decision", "discussion", "email")), ARTICLES]
    listed = ("commenter", "listedword", "blockeddomain", "rejectionreason", "savedreply")
    lists = [f"{ours}/{model}/" for model in listed]
    # Which no code of ours reads, and of which none keeps Django from reading the other.
    djangos = [f"p={part}&o={part}", f"e={part}&all={part}&_facets={part}", f"_to_field={part}"]
    columns = ("status__exact", "state__exact", "mode__exact", "id__exact", "rule", "submitted__gte")
    columns += ("decided__gte", "pub_date__year", "pub_date__day")
    filters = ("standing__exact", "list__exact", "folds__exact", "active__exact")
    # The desk is no list of Django's: it reads the names of PLACE and none of the others.
    unread = "&".join([*djangos, *(f"{name}={part}" for name in ("q", *columns, part) if name not in PLACE)])
    return [
        f"{desk}?{unread}",
        *(f"{desk}?{name}={part}" for name in PLACE),
        f"{desk}desk/arrivals/?seen={part}",
        *(f"{base}?{query}" for base in logs + lists for query in djangos),
        *(f"{base}?{name}={part}" for base in logs for name in ("q", *columns, part)),
        *(f"{base}?{name}={part}" for base in lists for name in ("q", *filters, part)),
        *(
            f"{base}{part}/{view}/"
            for base in (desk, *logs, *lists)
            for view in ("change", "history", "delete")
        ),
        *(f"{base}{part}" for base in (desk, *logs, *lists)),
        f"{ours}/discussion/of/{part}/1/",
        f"{ours}/discussion/of/newsroom_articles.article/{part}/",
        f"/admin/r/{part}/1/",
        f"/admin/r/1/{part}/",
        f"/admin/{part}/",
        f"/admin/autocomplete/?term={part}&app_label={part}&model_name={part}&field_name={part}",
    ]


@drawn_or_all
@pytest.mark.parametrize("part", BAD_PARTS, ids=short)
def test_no_damaged_address_is_a_5xx(
    part: str, draw: Draw, anyone: Client, comment: Any, counts: Counts
) -> None:
    comment()
    before = counts()
    requests = [(anyone.get, path) for path in [*public_paths(part), *query_paths(part)]]
    requests += [(anyone.post, path) for path in posted_paths(part)]
    assert raised(send(path) for send, path in draw(requests, part, BAD_PARTS)) == []
    assert counts() == before


@drawn_or_all
@pytest.mark.parametrize("part", BAD_PARTS, ids=short)
def test_no_damaged_address_of_the_admin_is_a_5xx(
    part: str, draw: Draw, editor: Client, comment: Any, counts: Counts
) -> None:
    comment()
    before = counts()
    assert raised(map(editor.get, draw(admin_paths(part), part, BAD_PARTS))) == []
    assert counts() == before


def test_a_search_for_a_thousand_words_is_answered(editor: Client, comment: Any) -> None:
    comment()
    paths = [path for path in admin_paths("a%20" * 1000) if "?q=" in path or "?search=" in path]
    assert [editor.get(path).status_code for path in paths] == [200] * len(paths)


@pytest.mark.parametrize(("name", "text"), pairs(FIELDS, BAD_TEXTS), ids=short)
def test_no_damaged_field_is_a_5xx(
    name: str, text: str, anyone: Client, fields: Fields, counts: Counts
) -> None:
    before = counts()
    answer = anyone.post(POST, fields(**{name: text}))
    assert answer.status_code in {302, 404, 422}
    if answer.status_code == 302:
        assert ReaderComment.objects.count() == 1
        assert raised([anyone.get(answer["Location"])]) == []
    else:
        assert counts() == before


@pytest.mark.parametrize("text", BAD_TEXTS, ids=short)
@pytest.mark.parametrize("name", ["comment", "reply_to", "object_pk"])
def test_no_damaged_field_of_a_preview_is_a_5xx(
    name: str, text: str, anyone: Client, fields: Fields, counts: Counts
) -> None:
    before = counts()
    answer = anyone.post("/comments/preview/", fields(**{name: text}))
    assert answer.status_code in {200, 404, 422}
    assert counts() == before


@pytest.mark.parametrize("text", BAD_TEXTS, ids=short)
@pytest.mark.parametrize("name", ["reason", "text", "honeypot"])
def test_no_damaged_field_of_a_report_is_a_5xx(name: str, text: str, anyone: Client, comment: Any) -> None:
    place = f"/comments/{comment().pk}/report/"
    answer = anyone.post(place, {"reason": "spam", "text": "", name: text})
    assert answer.status_code in {302, 422}
    # A robot that filled the honeypot is answered like everybody else.
    is_taken = answer.status_code == 302 and not (name == "honeypot" and text.strip())
    sizes = [len(stored.text.encode()) for stored in Report.objects.all()]
    assert (len(sizes), max(sizes, default=0) <= 4000) == (is_taken, True)


@pytest.mark.parametrize("name", ["recommended", "comments"])
def test_no_damaged_field_of_a_recommendation_is_a_5xx(name: str, anyone: Client, comment: Any) -> None:
    good = {"recommended": comment().pk, "comments": "2"}
    answers = [anyone.post("/comments/recommend/", good | {name: text}) for text in BAD_TEXTS]
    assert {answer.status_code for answer in answers} == {404 if name == "recommended" else 302}


@pytest.mark.parametrize("text", BAD_TEXTS, ids=short)
@pytest.mark.parametrize("name", ["comment", "revision"])
def test_no_damaged_field_of_the_authors_page_is_a_5xx(
    name: str, text: str, anyone: Client, comment: Any
) -> None:
    stored = comment(status=Status.PENDING)
    sent = {"comment": "Other.", "revision": str(stored.revision)} | {name: text}
    edited = anyone.post(signed_links.reader_page(stored) + "edit/", sent)
    assert edited.status_code in ({302, 422} if name == "comment" else {409})
    assert anyone.post(signed_links.reader_page(stored) + "withdraw/", sent).status_code in {302, 409}
    assert raised([anyone.get(signed_links.reader_page(stored)), anyone.get("/comments/atom.xml")]) == []


@pytest.mark.parametrize("raw", BAD_BYTES)
@pytest.mark.parametrize("name", ["comment", "name", "email", "url", "follow", "reply_to", "elapsed"])
def test_no_broken_utf_8_is_a_5xx(name: str, raw: bytes, anyone: Client, fields: Fields) -> None:
    form = urlencode(fields(**{name: "MARK"})).encode().replace(b"MARK", raw)
    as_form = anyone.generic("POST", POST, form, "application/x-www-form-urlencoded")
    as_parts = anyone.generic("POST", POST, multipart(fields(**{name: "MARK"})).replace(b"MARK", raw), PARTS)
    answers = [as_form.status_code, as_parts.status_code]
    assert {*answers} <= {302, 422}
    rows = [*ReaderComment.objects.values_list("source", "user_name", "comment")]
    # Sent twice, most are the same comment.
    assert len(rows) in range(302 in answers, answers.count(302) + 1)
    assert all(text.encode().decode() == text for row in rows for text in row)


PARTS = "multipart/form-data; boundary=B"


def multipart(fields: dict[str, Any]) -> bytes:
    parts = [f'--B\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    return "".join([*parts, "--B--\r\n"]).encode()


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_charset_that_is_none_is_not_followed(charset: str, anyone: Client, fields: Fields) -> None:
    sent = fields(comment="half a character: \\ud800 é")
    named = f"; charset={charset}"
    form = "application/x-www-form-urlencoded" + named
    assert anyone.generic("POST", POST, multipart(sent), PARTS + named).status_code == 302
    assert ReaderComment.objects.get().source == "half a character: \\ud800 é"
    again = anyone.generic("POST", POST, urlencode(sent), form)
    assert again["Location"].startswith("/comments/received/")
    pages = ["/?page=1", "/en/harbour/?reply_to=1", "/admin/login/?next=/", "/sitemap.xml?x=1"]
    assert [anyone.get(path, CONTENT_TYPE="text/plain" + named).status_code for path in pages] == [200] * 4
    assert raised([anyone.generic("POST", "/admin/login/", multipart(sent), PARTS + named)]) == []


BODIES = [
    ("application/json", json.dumps({"comment": "x"}).encode()),
    ("text/plain", b"comment=x"),
    ("", b"comment=x"),
    ("x" * 5000, b"comment=x"),
    ("application/xml", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"),
    ("application/x-www-form-urlencoded", b"\x00\xff\xfe&&&===%%%"),
    ("application/x-www-form-urlencoded", b"a=1&" * 2000),
    ("application/x-www-form-urlencoded", b"comment=" + b"x" * 3_000_000),
    ("multipart/form-data", b"--B\r\n"),
    ("multipart/form-data; boundary=", b"--B\r\n"),
    ("multipart/form-data; boundary=\xe9", b"--B\r\n"),
    ("multipart/form-data; boundary=" + "B" * 300, b"--B\r\n"),
    (PARTS, b""),
    (PARTS, b"--B"),
    (PARTS, b'--B\r\nContent-Disposition: form-data; name="comment"\r\n\r\nno end'),
    (PARTS, b'--B\r\nContent-Disposition: form-data; name="comment\r\n\r\nx\r\n--B--\r\n'),
    (PARTS, b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n' * 1500 + b"--B--\r\n"),
    (
        PARTS,
        b'--B\r\nContent-Disposition: form-data; name="comment"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--B--\r\n",
    ),
]
FORMS = [
    *(POST, "/comments/preview/", "/comments/recommend/", "/admin/login/", "/en/harbour/"),
    *("/comments/1/", "/comments/1/report/"),
]


@pytest.mark.parametrize(("path", "sent"), pairs(FORMS, BODIES), ids=short)
def test_a_body_of_another_kind_is_refused(
    path: str, sent: tuple[str, bytes], anyone: Client, article: Article, counts: Counts
) -> None:
    kind, body = sent
    before = counts()
    answer = anyone.generic("POST", path, body, kind)
    assert 400 <= answer.status_code < 500 or (path == "/admin/login/" and answer.status_code == 200)
    assert counts() == before


@pytest.mark.parametrize("name", ["comment", "name", "content_type", "object_pk", "reply_to"])
def test_a_file_in_place_of_a_field_is_refused(
    name: str, anyone: Client, fields: Fields, counts: Counts
) -> None:
    before = counts()
    file = SimpleUploadedFile("a.html", b"<script>\x00\xff", "text/html")
    answer = anyone.post(POST, fields(**{name: file}))
    assert answer.status_code in ({302} if name == "reply_to" else {404, 422})
    if name != "reply_to":
        assert counts() == before


def test_fields_that_no_form_of_ours_has_change_nothing(anyone: Client, fields: Fields, comment: Any) -> None:
    extra = {
        "is_public": "1",
        "public": "on",
        "status": "approved",
        "user": "1",
        "user_id": "1",
        "submit_date": "2000-01-01",
        "ip_address": "192.0.2.1",
        "network": "192.0.2.0/24",
        "site": "9",
        "thread_id": "1",
        "root": "1",
        "followup": "on",
        "timestamp": "x",
        "security_hash": "x",
    }
    assert anyone.post(POST, fields() | extra).status_code == 302
    stored = ReaderComment.objects.get()
    assert (stored.public, stored.is_public, stored.status) == (False, False, Status.PENDING)
    assert (stored.user, stored.ip_address, stored.site_id, stored.followup) == (None, None, 1, False)
    assert (stored.is_root, stored.network) == (True, "127.0.0.0/24")


def test_a_field_that_comes_twice_counts_once(anyone: Client, fields: Fields) -> None:
    body = urlencode([*fields(comment="First.").items(), ("comment", "Second."), ("name", "Bob")])
    assert anyone.generic("POST", POST, body, "application/x-www-form-urlencoded").status_code == 302
    assert [*ReaderComment.objects.values_list("source", "user_name")] == [("Second.", "Bob")]


@pytest.mark.parametrize("host", ["a b", "evil.example", "testserver:80x", "\xff", "[::1", "x" * 3000])
def test_a_host_that_is_not_ours_is_a_400(host: str, anyone: Client, fields: Fields, counts: Counts) -> None:
    before = counts()
    answers = [anyone.get("/en/harbour/", HTTP_HOST=host), anyone.post(POST, fields(), HTTP_HOST=host)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert counts() == before


@pytest.mark.parametrize(
    "value", ["junk", '"\\000' + "a" * 20 + '"', "\xff\xfe", "x" * 4000, '"\\355\\240\\200"']
)
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "newsroom_reader", "other"])
def test_no_damaged_cookie_is_a_5xx(
    name: str, value: str, anyone: Client, comment: Any, fields: Fields
) -> None:
    stored = comment()
    paths = ["/", "/en/harbour/", f"/comments/{stored.pk}/", signed_links.reader_page(stored), "/admin/"]
    answers = [anyone.get(path, HTTP_COOKIE=f"{name}={value}") for path in paths]
    answers.append(anyone.post(POST, fields(comment="Other."), HTTP_COOKIE=f"{name}={value}"))
    assert raised(answers) == []


@pytest.mark.parametrize(("value", "header"), pairs(BAD_VALUES, HEADERS), ids=short)
def test_no_damaged_header_is_a_5xx(
    header: str, value: str, anyone: Client, comment: Any, fields: Fields
) -> None:
    comment()
    answers = [anyone.get(path, headers={header: value}) for path in ("/", "/en/harbour/", "/atom.xml")]
    answers.append(anyone.post(POST, fields(comment="Other."), headers={header: value}))
    assert raised(answers) == []


@pytest.mark.parametrize("bad", ["", "x", "²", "\x00", "-1", "9" * 40, "withdrawn", "published", "999999"])
@pytest.mark.parametrize("name", ["pk", "revision", "to", "shown", "batch"])
def test_no_damaged_button_decides_anything(
    name: str, bad: str, editor: Client, comment: Any, counts: Counts
) -> None:
    stored = comment(status=Status.PENDING)
    before = counts()
    good = {
        "pk": stored.pk,
        "revision": stored.revision,
        "to": "approved",
        "source": "Other.",
        "reply": "So.",
    }
    good |= {
        "shown": f"{stored.pk}-{stored.revision}",
        "batch": "",
        "lasts": "7",
        "picked": "yes",
        "query": "?queue=all",
    }
    acts = {
        "pk": ["decide", "revise", "reply", "ban"],
        "revision": ["decide", "revise", "reply"],
        "to": ["decide", "decide_selection"],
        "shown": ["decide_selection"],
        "batch": ["undo"],
    }[name]
    desk = "/admin/newsroom_comments/readercomment/desk/"
    answers = [editor.post(f"{desk}{act}/", good | {name: bad}) for act in acts]
    assert raised(answers) == []
    stored.refresh_from_db()
    assert (stored.status, stored.public, counts()) == (Status.PENDING, False, before)


@pytest.mark.parametrize("bad", ["abc", "\x00", "9" * 40, "-1", "²", "", "1,2", "é"])
@pytest.mark.parametrize(
    ("model", "action"),
    [
        ("newsroom_comments/readercomment", "approve"),
        ("newsroom_comments/listedword", "delete_selected"),
        ("newsroom_articles/article", "delete_selected"),
    ],
)
def test_no_damaged_selection_is_a_5xx(
    model: str, action: str, bad: str, editor: Client, comment: Any, counts: Counts
) -> None:
    stored = comment(status=Status.PENDING)
    before = counts()
    sent = [{"action": action, "_selected_action": [bad, str(stored.pk)], "index": "0"},
            {"action": bad, "_selected_action": [str(stored.pk)], "index": bad},
            {"action": action, "_selected_action": [bad], "post": "yes"}]  # fmt: skip
    assert raised([editor.post(f"/admin/{model}/", fields) for fields in sent]) == []
    stored.refresh_from_db()
    assert (stored.public, counts()) == (False, before)


@drawn_or_all
@pytest.mark.parametrize("text", BAD_TEXTS, ids=short)
def test_no_damaged_form_of_the_admin_is_a_5xx(
    text: str, draw: Draw, editor: Client, comment: Any, article: Article
) -> None:
    stored = comment()
    all_bad = dict.fromkeys(DESK_FIELDS, text)
    shown = {"pk": str(stored.pk), "revision": str(stored.revision), "to": "rejected"}
    ours = "/admin/newsroom_comments/"
    comments, discussions = f"{ours}readercomment/", f"{ours}discussion/"
    sent: list[tuple[str, dict[str, str]]] = [
        (f"{comments}{stored.pk}/change/", {"source": text, "seen_revision": str(stored.revision)}),
        (f"{comments}{stored.pk}/change/", {"source": "Fine.", "seen_revision": text}),
        *((f"{comments}desk/{act}/", all_bad | {"pk": str(stored.pk)}) for act in ACTIONS),
        *((f"{comments}desk/{act}/", all_bad | shown) for act in ACTIONS),
        (f"{discussions}{stored.discussion_id}/change/", {"state": text, "closes_at_0": text, "mode": text}),
        (f"{discussions}{stored.discussion_id}/change/", {"state": "open", "days": text, "_save": text}),
        (
            f"{ours}commenter/{stored.commenter_id}/change/",
            dict.fromkeys(["standing", "notes", "seen"], text),
        ),
        (f"{ours}commenter/{stored.commenter_id}/change/", {"until_0": text, "until_1": text, "seen": "x"}),
        (f"{ours}listedword/add/", {"list": "banned", "pattern": text, "tried": text}),
        (f"{ours}listedword/add/", {"list": text, "pattern": "fine", "folds": text}),
        (f"{ours}blockeddomain/add/", {"domain": text, "tried": text}),
        (f"{ours}rejectionreason/add/", dict.fromkeys(["label", "text", "position"], text)),
        (
            "/admin/newsroom_articles/article/add/",
            dict.fromkeys(["headline", "slug", "body", "language"], text),
        ),
        (f"/admin/newsroom_articles/article/{article.pk}/change/", {"headline": text, "body": text}),
        ("/admin/login/", {"username": text, "password": "x", "next": text}),
    ]
    assert raised([editor.post(path, fields) for path, fields in draw(sent, text, BAD_TEXTS)]) == []


def test_these_tests_know_every_address_of_ours() -> None:
    """A new address fails here until the lists above hold it."""
    assert {*routes(get_resolver().url_patterns)} == {
        *("healthz", "readyz", "robots.txt", "sitemap.xml", "", "atom.xml"),
        *("sitemap-news.xml", "sitemap-<slug:kind>.xml", "media/<path:name>", "preview/<str:token>/"),
        *("comments/post/", "comments/preview/", "comments/recommend/", "comments/<newsroom_comment:pk>/"),
        *("comments/yours/<str:token>/", "comments/confirm/<str:token>/"),
        "comments/yours/<str:token>/confirm/",
        *(f"comments/yours/<str:token>/{act}/" for act in OWN_ACTS),
        *("comments/unsubscribe/told/<str:token>/", "comments/unsubscribe/desk/<str:token>/"),
        *("comments/unsubscribe/<str:token>/", "comments/following/<str:token>/"),
        *("comments/atom.xml", "comments/atom/<str:label>/<path:object_pk>/"),
        *("comments/<newsroom_comment:pk>/report/", "comments/reported/<str:label>/<path:object_pk>/"),
        *("comments/received/<str:label>/<path:object_pk>/", "comments/news/<str:label>/<path:object_pk>/"),
        "comments/forget/<str:label>/<path:object_pk>/",
        "<newsroom_language:language>/<newsroom_slug:slug>/",
        *("<newsroom_language:language>/", "<newsroom_language:language>/atom.xml"),
        *(f"<newsroom_{page}:language>/<slug:slug>/" for page in ("section", "topic", "author")),
        *(f"<newsroom_{page}:language>/<slug:slug>/atom.xml" for page in ("section", "topic", "author")),
        *("<newsroom_archive:language>/", "<newsroom_archive:language>/<newsroom_month:month>/"),
        "<newsroom_search:language>/",
    }


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route) if route != "admin/" else ()
        else:
            yield route
