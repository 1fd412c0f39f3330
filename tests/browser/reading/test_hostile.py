"""Hostile bodies on every page that shows them, in Chromium with the site's policy switched off."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count, takewhile
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.safestring import mark_safe
from django_comments.models import Comment as StoredComment
from lxml import etree
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.text import sanitizing as article_sanitizing
from comments.decisions import statuses
from comments.mail import signed_links
from comments.models import ReaderComment, Status
from comments.posting.drafts import draft_of
from comments.posting.posts import Post
from comments.text import sanitizing
from comments.text.reading.syntax import Syntax
from comments.text.sources import clean_source
from tests.allowlist import outside_allow_list
from tests.comments.crowds import crowd
from tests.conftest import Comment
from tests.corpora import FRAMES, Body, hostile_bodies

from ..conftest import NewPage, log_in
from ..watch import Watch

BODIES = hostile_bodies()
PER_PAGE = 50
# The desk, a second a hundred cards, shows in each run those that came by the form.
DESK = "?queue=all&rule=pre_moderated"
WHOLE_DESK = "?queue=all"

# What a payload calls to show that it ran.
TRAPS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...given) => { window.ran.push(name); };
"""
# What ran, or would at a touch: inline scripts, handlers, frames, addresses that are no web's, styles.
FOUND = """() => [
  ...window.ran,
  ...[...document.scripts].filter(s => !s.src && !/json/.test(s.type)).map(s => "script: " + s.text),
  ...[...document.querySelectorAll("iframe, object, embed, base, meta[http-equiv], link:not([rel])")]
    .map(element => element.outerHTML),
  ...[...document.querySelectorAll("*")].flatMap(element => [...element.attributes])
    .filter(({name, value}) => /^on|^style$|^srcdoc$/.test(name)
      || /^(href|src|action|formaction|data)$|:href$/.test(name)
      && !/^(https?|mailto):$/.test(new URL(value, location).protocol))
    .map(({name, value}) => name + ": " + value),
]"""
SHOWN = "all => all.map(element => element.innerText).join('\\n')"


@pytest.fixture
def lab(new_page: NewPage) -> Page:
    """A page that would run whatever it is given, and says so."""
    page = new_page(bypass_csp=True)
    page.add_init_script(TRAPS)
    return page


@pytest.fixture
def visit(lab: Page, live_server: LiveServer, watch: Watch) -> Callable[[str, str], str]:
    """Go to a path and give the visible text of what ``selector`` finds there; nothing may have run."""

    def go(path: str, selector: str) -> str:
        asked: list[str] = []
        note = lambda request: asked.append(urlsplit(request.url).path)  # noqa: E731  (removed again below)
        lab.on("request", note)
        lab.goto(path)
        text: str = lab.locator(selector).evaluate_all(SHOWN)
        lab.remove_listener("request", note)
        assert (path, lab.evaluate(FOUND)) == (path, [])
        assert (path, lab.url) == (path, f"{live_server.url}{path}")
        others = [address for address in asked if not address.startswith("/static/")]
        assert others in ([urlsplit(path).path], [urlsplit(path).path, reverse("admin:jsi18n")])
        return text

    return go


def pages_of(bodies: Sequence[Body]) -> list[Sequence[Body]]:
    return [bodies[start : start + PER_PAGE] for start in range(0, len(bodies), PER_PAGE)]


def typed(body: Body) -> str:
    """The body as a browser would send it: without lone surrogates."""
    return body.text.encode("utf-8", "replace").decode()


def markers(bodies: Sequence[Body]) -> set[str]:
    return {body.marker for body in bodies}


def shown_markers(text: str) -> set[str]:
    return set(re.findall(r"marker\d{4}", text))


def by_form(bodies: Sequence[Body]) -> set[Body]:
    """Those that a browser sends: the first of every corpus in every frame, and one in twenty."""
    kinds = {(body.corpus, number % len(FRAMES)): body for number, body in reversed([*enumerate(bodies)])}
    return {*kinds.values(), *bodies[::20]}


def as_stored(article: Article, body: Body) -> ReaderComment:
    """What posting would store of a body, which is read as Markdown."""
    source = clean_source(typed(body), Syntax.MARKDOWN)
    return draft_of(Post(target=article, site_id=1, source=source, name="M", email="", url=""), "")


def store_all(client: Client, article: Article) -> dict[Body, ReaderComment]:
    """Write what posting would store of every body straight into the tables, and post some of every kind."""
    drafts = {body: as_stored(article, body) for body in BODIES}
    sent = by_form(BODIES)
    stored = write({body: draft for body, draft in drafts.items() if body not in sent}, article)
    posted = post({body: draft for body, draft in drafts.items() if body in sent}, client, article)
    comments = ReaderComment.objects.in_bulk([*stored.values(), *posted.values()])
    return {body: comments[pk] for body, pk in (stored | posted).items()}


def write(drafts: dict[Body, ReaderComment], article: Article) -> dict[Body, int]:
    rows = [*drafts.values()]

    def finish(number: int, row: ReaderComment) -> None:
        row.source, row.syntax = rows[number].source, rows[number].syntax

    written = dict(zip(drafts, crowd(article, [None] * len(rows), finish=finish), strict=True))
    texts = [
        StoredComment(pk=pk, comment=drafts[body].comment, user_name=f"M {body.marker}")
        for body, pk in written.items()
    ]
    StoredComment.objects.bulk_update(texts, ["comment", "user_name"], batch_size=200)
    return written


def post(drafts: dict[Body, ReaderComment], client: Client, article: Article) -> dict[Body, int]:
    """Send the form with each of them, and approve what it stores, which is what ``write`` would."""
    place = {"content_type": "newsroom_articles.article", "object_pk": str(article.pk)}
    posted = {}
    for body, draft in drafts.items():
        fields = place | {"comment": typed(body), "name": f"M {body.marker}", "email": "m@example.org"}
        response = client.post(reverse("newsroom_comments:post"), fields)
        assert (body.id, response.status_code) == (body.id, 302)
        comment = ReaderComment.objects.latest("pk")
        assert (body.id, comment.comment, comment.source) == (body.id, draft.comment, draft.source)
        assert comment.syntax == Syntax.MARKDOWN
        posted[body] = comment.pk
    shown = dict(ReaderComment.objects.filter(pk__in=posted.values()).values_list("pk", "revision"))
    assert statuses.decide_all(shown, Status.APPROVED, statuses.DecisionContext()).done == [*posted.values()]
    return posted


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("desk", [DESK, pytest.param(WHOLE_DESK, marks=pytest.mark.long)])
def test_no_hostile_comment_runs_or_hides_anywhere(
    client: Client, article: Article, editor: User, lab: Page, visit: Callable[[str, str], str], desk: str
) -> None:
    comments = store_all(client, article)
    taken = list(comments)
    sent = by_form(BODIES)
    at_desk = [body for body in taken if desk == WHOLE_DESK or body in sent]

    for number, bodies in enumerate(pages_of(taken), 1):
        text = visit(f"{article.get_absolute_url()}?comments={number}", "#comments .nc-body")
        assert shown_markers(text) == markers(bodies)

    for body, comment in list(comments.items())[::10]:
        html = client.get(signed_links.reader_page(comment)).content.decode()
        shown = html.partition('<div class="nc-body">')[2].partition("</div>")[0]
        assert (body.id, shown) == (body.id, str(sanitizing.guard(comment.comment)))
        assert (body.id, outside_allow_list(shown)) == (body.id, [])

    log_in(lab)
    path, query = reverse("admin:newsroom_comments_readercomment_changelist"), desk
    for bodies in pages_of(at_desk[::-1]):
        assert shown_markers(visit(path + query, ".nc-text")) == markers(bodies)
        query = lab.evaluate("document.querySelector('#desk-pager [rel=next]')?.getAttribute('href') ?? ''")
    # Some are also looked at alone, on their author's own page and in the editor's form.
    for body in at_desk[::20]:
        assert body.marker in visit(signed_links.reader_page(comments[body]), ".nc-body")
        form = reverse("admin:newsroom_comments_readercomment_change", args=[comments[body].pk])
        assert body.marker in visit(form, ".nc-html")
        assert lab.locator("#id_source").input_value() == comments[body].source


def further_pages(front: str) -> Iterator[str]:
    return (f"{front}?page={number}" for number in count(1))


def test_no_hostile_article_runs(
    publish: Callable[..., Article], client: Client, visit: Callable[[str, str], str]
) -> None:
    """Editors' bodies are cleaned by nh3 alone, which drops what stands in a script or a style."""
    for number, bodies in enumerate(pages_of(BODIES)):
        cleaned = "".join(f"<p>{article_sanitizing.clean(typed(body))}</p>" for body in bodies)
        headline = bodies[0].payload[:200].replace("\x00", "")
        article = publish(slug=f"hostile-{number}", headline=headline, body=cleaned, author=headline)
        text = visit(article.get_absolute_url(), ".story .body")
        assert shown_markers(text) == shown_markers(article_sanitizing.plain(cleaned)) != set()
    front = reverse("newsroom_articles:edition", args=["en"])
    for page in takewhile(lambda page: client.get(page).status_code == 200, further_pages(front)):
        visit(page, ".teaser")
    feed = etree.fromstring(client.get(reverse("newsroom_articles:feed")).content)
    summaries = feed.findall(".//{http://www.w3.org/2005/Atom}summary")
    assert {summary.get("type") for summary in summaries} <= {None, "text", "html"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=/static/x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<p style='color: red'>x</p>",
        "<iframe></iframe>",
        "<svg><use xlink:href='data:x'></use></svg>",
    ],
)
def test_what_would_run_is_seen(
    lab: Page, article: Article, comment: Comment, monkeypatch: pytest.MonkeyPatch, watch: Watch, hostile: str
) -> None:
    comment("harmless")
    monkeypatch.setattr(sanitizing, "guard", lambda _stored: mark_safe(hostile))
    lab.goto(article.get_absolute_url())
    assert lab.evaluate(FOUND) != []
    watch.faults.clear()
