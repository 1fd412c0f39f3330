"""What readers reach: the post and its refusals, permalinks, the author's own page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sites.models import Site
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.mail import signed_links
from comments.models import Commenter, Decision, Discussion, ReaderComment, RejectionReason, Status
from tests.rules import rules

from ..answers import page_of

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
POST = "/comments/post/"
# On a site that publishes whatever nothing else is said against.
ANYONE = rules(first_comment=None)
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
OTHER_SITE = "This was sent from another site. If you wrote it, post it from here."
HIDDEN_ORIGIN = (
    "Your browser does not say from which page this was sent. Send it again from here. "
    "If this message comes back, copy your text and send it from another browser."
)


def typed(response: Any) -> str:
    [area] = page_of(response).xpath("//textarea")
    return str(area.text).removeprefix("\n")


def problem(response: Any) -> str:
    [box] = page_of(response).xpath("//div[@id='reply-problems']")
    return " ".join(box.text_content().split())


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (ReaderComment, Decision, Discussion, Commenter))


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **values}

    return change


# --- Accepted ---------------------------------------------------------------------------------------------


def test_a_held_post_leads_to_the_authors_own_page(reply: Send) -> None:
    response = reply()
    assert response.status_code == 302
    assert response["Location"].startswith("/comments/yours/")


def test_a_published_post_leads_to_its_place_on_the_public_page(
    reply: Send, configure: Any, client: Client
) -> None:
    configure(MODE="post", RULES=ANYONE)
    response = reply()
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.public, stored.is_public) == (Status.PUBLISHED, True, True)
    version = stored.first_public_version
    assert response["Location"] == f"/en/harbour/?since={version}#c{stored.pk}"
    assert "I read this twice." in client.get("/en/harbour/").content.decode()


def test_one_models_mode_beats_the_sites(reply: Send, configure: Any, settings: Any) -> None:
    [(label, options)] = settings.NEWSROOM_COMMENTS["MODELS"].items()
    configure(MODE="pre", MODELS={label: {**options, "MODE": "post", "RULES": ANYONE}})
    assert reply()["Location"].startswith("/en/harbour/")


@pytest.mark.parametrize(("site", "discussion", "public"), [("post", "pre", False), ("pre", "post", True)])
def test_a_discussions_mode_beats_the_sites(
    site: str, discussion: str, public: bool, reply: Send, configure: Any, article: Article
) -> None:
    configure(MODE=site, RULES=ANYONE)
    Discussion.objects.start(article)
    Discussion.objects.update(mode=discussion)
    reply()
    assert ReaderComment.objects.get().public is public


def test_a_mode_that_is_none_holds(reply: Send, configure: Any) -> None:
    configure(MODE="Post")
    reply()
    assert ReaderComment.objects.get().status == Status.PENDING


@pytest.mark.parametrize("trap", [{"honeypot": "buy"}, {"elapsed": "300"}])
def test_a_robot_is_answered_like_a_success_and_stored_as_spam(trap: dict[str, str], reply: Send) -> None:
    response = reply(**trap)
    stored = ReaderComment.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith("/comments/yours/")
    assert (stored.status, stored.public) == (Status.SPAM, False)
    assert "Your comment is awaiting moderation." in Client().get(response["Location"]).content.decode()


def test_a_robot_publishes_nothing_where_posts_are_published_at_once(reply: Send, configure: Any) -> None:
    configure(MODE="post", RULES=ANYONE)
    reply(honeypot="x")
    assert ReaderComment.objects.get().public is False


def test_who_claims_a_prefilled_form_is_held_and_no_more(reply: Send, configure: Any) -> None:
    configure(MODE="post", RULES=ANYONE)
    reply(elapsed="300", prefilled="1")
    reply(elapsed="300", prefilled="1", honeypot="x", comment="Buy!")
    reply(prefilled="1", comment="No measure, no evidence.")
    stored = ReaderComment.objects.order_by("pk").values_list("status", flat=True)
    assert [*stored] == [Status.PENDING, Status.SPAM, Status.PUBLISHED]


def test_a_form_from_an_old_cached_page_posts(client: Client, article: Article, fields: Send) -> None:
    page = page_of(client.get(article.get_absolute_url()))
    form = next(form for form in page.forms if form.get("id") == "reply-form")
    # Empty fields too, as browsers send them.
    sent = {field.name: field.value or "" for field in form.inputs if field.name} | {
        "comment": "Late.",
        "name": "Ada",
        "email": "ada@example.org",
    }
    assert client.post(form.action, sent).status_code == 302
    assert set(sent) == {*fields()}


# --- Refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_post_posts(method: str, client: Client, article: Article) -> None:
    response = getattr(client, method)(POST)
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_the_pages_to_read_are_only_read(client: Client, comment: Any) -> None:
    stored = comment()
    paths = [
        reverse("newsroom_comments:permalink", args=[stored.pk]),
        signed_links.reader_page(stored),
        f"/comments/received/newsroom_articles.article/{stored.object_pk}/",
    ]
    answers = [client.post(path) for path in paths]
    assert [(answer.status_code, answer["Allow"]) for answer in answers] == [(405, "GET, HEAD")] * 3


@pytest.mark.parametrize(
    "place",
    [
        {"object_pk": "0"},
        {"object_pk": "-1"},
        {"object_pk": "9" * 40},
        {"object_pk": "x"},
        {"object_pk": "\x00"},
        {"content_type": "auth.user"},
        {"content_type": "NEWSROOM_ARTICLES.ARTICLE"},
        {"content_type": "nowhere"},
        {"content_type": ""},
    ],
)
def test_an_unknown_place_is_a_404_with_the_words_kept(place: dict[str, str], reply: Send) -> None:
    response = reply(comment="\n</textarea>Mine", **place)
    assert response.status_code == 404
    assert typed(response) == "\n</textarea>Mine"
    assert page_of(response).findtext(".//h1") == "The page you comment on is no longer here."
    assert rows() == (0, 0, 0, 0)


def test_a_draft_is_refused_in_the_words_of_an_unknown_place(reply: Send, draft: Article) -> None:
    unknown = reply(object_pk="999999")
    refused = reply(object_pk=str(draft.pk))
    assert (refused.status_code, refused.content) == (404, unknown.content)


@pytest.mark.parametrize("shut", [{"state": "closed"}, {"state": "hidden"}])
def test_a_closed_discussion_is_a_403_with_the_words_kept(
    shut: dict[str, Any], reply: Send, article: Article
) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(**shut)
    response = reply(comment="Too late?")
    assert (response.status_code, typed(response)) == (403, "Too late?")
    assert page_of(response).findtext(".//h1") == "Comments are closed."
    assert ReaderComment.objects.count() == 0


def test_a_discussion_closes_at_its_date_and_says_so(reply: Send, article: Article, client: Client) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(closes_at=datetime(2026, 3, 9, tzinfo=UTC))
    response = reply(comment="Too late?")
    assert (response.status_code, typed(response)) == (403, "Too late?")
    page = page_of(client.get(article.get_absolute_url()))
    [notice] = page.find_class("nc-closed")
    said = "Comments are closed. This discussion closed on March 9, 2026."
    assert " ".join(notice.text_content().split()) == said
    assert page.xpath("//*[@id='respond']") == []


def test_a_discussion_that_closes_tomorrow_is_open(reply: Send, article: Article) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert reply().status_code == 302


def closing_after(days: int) -> dict[str, Any]:
    return {"newsroom_articles.Article": {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": days}}


def test_a_discussion_without_a_date_closes_so_many_days_after_publication(
    reply: Send, article: Article, client: Client, configure: Any
) -> None:
    configure(MODELS=closing_after(7))
    response = reply(comment="Too late?")
    assert (response.status_code, typed(response)) == (403, "Too late?")
    page = page_of(client.get(article.get_absolute_url()))
    [notice] = page.find_class("nc-closed")
    said = "Comments are closed. This discussion closed on March 9, 2026."
    assert " ".join(notice.text_content().split()) == said


def test_its_own_date_counts_before_the_default(reply: Send, article: Article, configure: Any) -> None:
    configure(MODELS=closing_after(7))
    Discussion.objects.start(article)
    Discussion.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert reply().status_code == 302


def test_a_discussion_is_open_until_its_default_date(reply: Send, article: Article, configure: Any) -> None:
    configure(MODELS=closing_after((timezone.now() - article.pub_date).days + 1))
    assert reply().status_code == 302


def test_the_fifth_post_in_a_minute_waits(reply: Send, fields: Send) -> None:
    assert [reply(comment=f"Number {number}").status_code for number in range(4)] == [302] * 4
    before = rows()
    response = reply(comment="Number 5")
    assert (response.status_code, response["Retry-After"], typed(response)) == (429, "60", "Number 5")
    assert problem(response) == "You are posting comments too quickly. Slow down."
    assert rows() == before


def test_a_network_that_posts_too_quickly_leaves_nothing_behind(
    reply: Send, configure: Any, article: Article
) -> None:
    configure(RULES=rules(flood={"network": (1, 60)}))
    reply()
    before = rows()
    response = reply(comment="Another", name="Grace", email="grace@example.org")
    assert (response.status_code, rows()) == (429, before)


def test_flood_limits_can_be_switched_off(reply: Send, configure: Any) -> None:
    configure(RATE_LIMIT=False)
    assert [reply(comment=f"Number {number}").status_code for number in range(6)] == [302] * 6


# --- The same again ---------------------------------------------------------------------------------------

DUPLICATE = "Duplicate comment detected; it looks as though you've already said that!"


def test_a_double_click_is_answered_like_the_first_and_opens_nothing(reply: Send, client: Client) -> None:
    first, second = reply(), reply()
    assert (first.status_code, second.status_code) == (302, 302)
    assert ReaderComment.objects.count() == 1
    assert (
        second["Location"]
        == f"/comments/received/newsroom_articles.article/{ReaderComment.objects.get().object_pk}/"
    )
    page = client.get(second["Location"])
    assert page.status_code == 200
    assert "Your comment is awaiting moderation." in page.content.decode()
    assert "I read this twice." not in page.content.decode()
    assert "/yours/" not in page.content.decode()


def test_a_double_click_on_what_is_published_leads_to_it(reply: Send, configure: Any) -> None:
    configure(MODE="post", RULES=ANYONE)
    first, second = reply()["Location"], reply()["Location"]
    stored = ReaderComment.objects.get()
    assert first == second == f"/en/harbour/?since={stored.first_public_version}#c{stored.pk}"


def test_the_same_words_in_other_spacing_and_case_of_name_are_the_same(reply: Send) -> None:
    reply(comment="Two  words", name="Ada")
    reply(comment=" Two\r\nwords ", name="ADA", email="other@example.org")
    assert ReaderComment.objects.count() == 1


@pytest.mark.parametrize("change", [{"name": "Grace"}, {"comment": "I read this thrice."}])
def test_another_name_or_other_words_are_another_comment(change: dict[str, str], reply: Send) -> None:
    reply()
    assert reply(**change).status_code == 302
    assert ReaderComment.objects.count() == 2


def test_a_stranger_with_the_same_words_learns_nothing_of_a_held_comment(
    client: Client, fields: Send
) -> None:
    client.post(POST, fields())
    response = client.post(POST, fields(email="stranger@example.org"), **ELSEWHERE)
    assert response.status_code == 409
    assert problem(response) == DUPLICATE
    assert page_of(response).xpath("//div[@id='reply-problems']//a") == []
    text = response.content.decode()
    assert [word in text for word in ("/yours/", "moderation", "ada@example.org", "/comments/1")] == [
        False
    ] * 4
    assert ReaderComment.objects.count() == 1


@pytest.mark.parametrize("status", [s for s in Status if not s.is_public])
def test_a_duplicate_reads_the_same_whatever_became_of_the_first(
    status: Status, client: Client, fields: Send, comment: Any
) -> None:
    comment(status=status)
    response = client.post(POST, fields(), **ELSEWHERE)
    assert (response.status_code, problem(response)) == (409, DUPLICATE)


def test_a_duplicate_of_a_public_comment_links_to_it(client: Client, fields: Send, comment: Any) -> None:
    first = comment()
    response = client.post(POST, fields(), **ELSEWHERE)
    assert (response.status_code, typed(response)) == (409, "I read this twice.")
    [link] = page_of(response).xpath("//div[@id='reply-problems']//a")
    assert (link.text, link.get("href")) == ("See the comment you posted", f"/comments/{first.pk}/")


def test_the_same_again_after_a_minute_is_a_409_even_at_home(reply: Send) -> None:
    reply()
    ReaderComment.objects.update(submitted=timezone.now() - timedelta(seconds=61))
    response = reply()
    assert (response.status_code, typed(response), problem(response)) == (
        409,
        "I read this twice.",
        DUPLICATE,
    )


def test_the_same_words_under_another_article_or_comment_are_no_duplicate(
    reply: Send, publish: Any, comment: Any
) -> None:
    parent = comment("Above", network="198.51.100.0/24")
    assert reply().status_code == 302
    assert reply(object_pk=str(publish(slug="second").pk)).status_code == 302
    assert reply(reply_to=str(parent.pk)).status_code == 302
    assert ReaderComment.objects.count() == 4


# --- Logged in --------------------------------------------------------------------------------------------


@pytest.fixture
def member() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        User.objects.create_user(
            "ada@login.example", email="ada@example.org", first_name="Ada", last_name="L"
        )
    )
    return client


def token_on(page: html.HtmlElement) -> str:
    return str(page.xpath("//form[@id='reply-form']//input[@name='csrfmiddlewaretoken']/@value")[0])


def test_a_logged_in_reader_posts_with_the_pages_token(
    member: Client, article: Article, fields: Send
) -> None:
    token = token_on(page_of(member.get(article.get_absolute_url())))
    response = member.post(
        POST, fields(csrfmiddlewaretoken=token, name="Someone else", email="x@example.org")
    )
    assert response.status_code == 302
    stored = ReaderComment.objects.get()
    assert (stored.user_name, stored.user_email, stored.user.username, stored.source) == (
        "Ada L",
        "ada@example.org",
        "ada@login.example",
        "I read this twice.",
    )


@pytest.mark.parametrize(
    ("staff", "writes", "badges"),
    [(False, False, []), (True, False, ["Newsroom"]), (False, True, ["Author"]), (True, True, ["Author"])],
)
def test_the_newsroom_and_the_author_are_known_by_their_logins(
    staff: bool, writes: bool, badges: list[str], member: Client, article: Article, fields: Send
) -> None:
    """On the page, and on the card that the script gets."""
    user = User.objects.get()
    User.objects.update(is_staff=staff)
    Article.objects.update(writer=user if writes else None)
    path = article.get_absolute_url()
    sent = fields(csrfmiddlewaretoken=token_on(page_of(member.get(path))))
    answer = member.post(POST, sent, headers={"Accept": "application/json"}).json()
    stored = ReaderComment.objects.get()
    decide(stored, Status.APPROVED, DecisionContext())
    assert stored.by_staff == staff
    shown = page_of(Client().get(path)).xpath("//*[@class='nc-badge']/text()")
    assert (shown, html.fromstring(answer["html"]).xpath("//*[@class='nc-badge']/text()")) == (badges, badges)


@pytest.mark.parametrize("token", [None, "", "stale", "x" * 64, "\x00"])
def test_without_a_good_token_nothing_is_stored_and_the_form_comes_back_with_one(
    token: str | None, member: Client, fields: Send, comment: Any
) -> None:
    parent = comment(name="Grace")
    sent = fields(comment="\nMine <b>still</b>", reply_to=str(parent.pk))
    response = member.post(POST, sent | ({} if token is None else {"csrfmiddlewaretoken": token}))
    assert response.status_code == 403
    assert problem(response) == "You are logged in as Ada L. Do you want to post this?"
    assert typed(response) == "\nMine <b>still</b>"
    assert ReaderComment.objects.count() == 1
    page = page_of(response)
    assert page.xpath("//input[@name='reply_to']/@value") == [str(parent.pk)]
    again = member.post(POST, sent | {"csrfmiddlewaretoken": token_on(page)})
    assert again.status_code == 302
    assert ReaderComment.objects.order_by("-pk")[0].source == "\nMine <b>still</b>"


def test_a_double_click_of_a_login_is_known_from_any_network(
    member: Client, article: Article, fields: Send
) -> None:
    token = token_on(page_of(member.get(article.get_absolute_url())))
    member.post(POST, fields(csrfmiddlewaretoken=token))
    again = member.post(POST, fields(csrfmiddlewaretoken=token), **ELSEWHERE)
    assert again["Location"].startswith("/comments/received/")


def test_a_name_that_looks_like_a_users_number_is_only_a_name(reply: Send, comment: Any) -> None:
    user = User.objects.create_user("u", first_name="U")
    comment(user=user, name="U")
    assert reply(name=f"user {user.pk}").status_code == 302
    assert ReaderComment.objects.count() == 2


# --- From where -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 302),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "http://testserver:8000"}, 403),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_a_post_from_another_site_is_refused_with_the_words_kept(
    headers: dict[str, str], status: int, reply: Send
) -> None:
    response = reply(headers=headers)
    assert (response.status_code, ReaderComment.objects.count()) == (status, int(status == 302))
    if status == 403:
        hidden = headers.get("Origin") in {"null", ""} and len(headers) == 1
        assert problem(response) == (HIDDEN_ORIGIN if hidden else OTHER_SITE)
        assert typed(response) == "I read this twice."
        # Whatever the host's policy: the page's own form says where it is sent from.
        assert response["Referrer-Policy"] == "same-origin"


def test_a_good_token_makes_no_cross_site_post_good(member: Client, article: Article, fields: Send) -> None:
    token = token_on(page_of(member.get(article.get_absolute_url())))
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert member.post(POST, fields(csrfmiddlewaretoken=token), headers=headers).status_code == 403
    assert ReaderComment.objects.count() == 0


def test_a_session_cookie_that_is_no_login_borrows_nothing(client: Client, fields: Send) -> None:
    client.cookies["sessionid"] = "no-session-of-this-site"
    assert client.post(POST, fields()).status_code == 302
    assert client.post(POST, fields(), headers={"Origin": "null"}).status_code == 403


def test_an_anonymous_answer_sets_no_cookie(reply: Send) -> None:
    assert [dict(reply(email=email).cookies) for email in ("", "ada@example.org")] == [{}, {}]


# --- Permalinks -------------------------------------------------------------------------------------------


def test_a_permalink_leads_to_the_place_of_a_public_comment(client: Client, comment: Any) -> None:
    stored = comment()
    response = client.get(f"/comments/{stored.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/en/harbour/#c{stored.pk}")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("status", [s for s in Status if not s.is_public])
def test_the_permalink_of_what_is_not_public_is_that_of_nothing(
    status: Status, client: Client, comment: Any
) -> None:
    stored = comment(status=status)
    known, unknown = client.get(f"/comments/{stored.pk}/"), client.get(f"/comments/{stored.pk + 1}/")
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert known.content == unknown.content
    assert dict(known.headers) == dict(unknown.headers)


@pytest.mark.parametrize("number", ["0", str(2**31), "9" * 40, "9" * 5000])
def test_a_permalink_to_no_possible_comment_is_a_404(number: str, client: Client, article: Article) -> None:
    assert client.get(f"/comments/{number}/").status_code == 404


@pytest.mark.parametrize("hide", ["draft", "future", "hidden", "deleted"])
def test_a_permalink_goes_with_its_article(hide: str, client: Client, comment: Any, article: Article) -> None:
    stored = comment()
    own_page = signed_links.reader_page(stored)
    if hide == "draft":
        Article.objects.update(status=Article.Status.DRAFT)
    elif hide == "future":
        Article.objects.update(pub_date=timezone.now() + timedelta(days=1))
    elif hide == "hidden":
        Discussion.objects.update(state="hidden")
    else:
        article.delete()
    assert client.get(f"/comments/{stored.pk}/").status_code == 404
    page = client.get(own_page).content.decode()
    assert "I read this twice." in page
    assert "/en/harbour/" not in page
    assert "Your comment is published." not in page


# --- The author's own page --------------------------------------------------------------------------------


def test_the_authors_page_shows_the_comment_under_its_parent_and_the_way_back(
    client: Client, reply: Send, comment: Any
) -> None:
    parent = comment("Above", name="Grace")
    page = page_of(client.get(reply(reply_to=str(parent.pk), comment="Mine <b>bold</b>")["Location"]))
    assert page.xpath("string(//p[@class='nc-state'])") == "Your comment is awaiting moderation."
    [answers] = page.find_class("nc-answers")
    assert " ".join(answers.text_content().split()) == "In reply to Grace"
    assert page.xpath("string(//div[@class='nc-body'])").strip() == "Mine bold"
    assert page.xpath("//p[@class='nc-back']/a/@href") == ["/en/harbour/#comments"]


def test_the_authors_page_shows_no_parent_that_is_not_public(
    client: Client, comment: Any, fields: Send
) -> None:
    parent = comment("Above", name="Grace")
    own = signed_links.reader_page(comment("Below", parent=parent, status=Status.PENDING))
    ReaderComment.objects.filter(pk=parent.pk).update(public=False)
    page = client.get(own).content.decode()
    assert [word in page for word in ("Below", "Grace", "Above", f"/comments/{parent.pk}/")] == [True] + [
        False
    ] * 3


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.PENDING, "Your comment is awaiting moderation."),
        (Status.SPAM, "Your comment is awaiting moderation."),
        (Status.APPROVED, "Your comment is published."),
        (Status.PUBLISHED, "Your comment is published."),
        (Status.REJECTED, "Your comment was not published."),
        (Status.WITHDRAWN, "You withdrew your comment."),
    ],
)
def test_the_authors_page_says_what_became_of_it(
    status: Status, sentence: str, client: Client, comment: Any
) -> None:
    page = page_of(client.get(signed_links.reader_page(comment(status=status))))
    assert page.xpath("string(//p[@class='nc-state'])") == sentence


def test_the_authors_page_does_not_say_that_a_published_comment_waits(
    client: Client, article: Article, comment: Any
) -> None:
    own = signed_links.reader_page(comment(status=Status.APPROVED))
    Article.objects.filter(pk=article.pk).update(status=Article.Status.DRAFT)
    sentence = "Your comment was published, but the page it stands on is not public now."
    assert page_of(client.get(own)).xpath("string(//p[@class='nc-state'])") == sentence


@pytest.mark.parametrize("site_id", [None, 7])
def test_a_host_that_the_table_of_sites_does_not_know_loses_no_comment(
    site_id: int | None, reply: Send, settings: Any
) -> None:
    settings.SITE_ID = site_id
    Site.objects.clear_cache()
    assert reply().status_code == 302
    assert list(ReaderComment.objects.values_list("site_id", flat=True)) == [1]


def test_the_private_pages_are_kept_and_told_by_nobody(client: Client, reply: Send) -> None:
    for response in (client.get(reply()["Location"]), client.get(reply()["Location"])):
        assert response.status_code == 200
        assert {"private", "no-store"} <= {*response["Cache-Control"].split(", ")}
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert page_of(response).xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "9" + token,
        lambda token: token.split(":")[0],
        lambda token: "",
        lambda token: token + "\x00",
        lambda token: token.replace(":", "/"),
        lambda token: signing.TimestampSigner(salt="newsroom_comments.other").sign("1"),
        lambda token: signing.Signer(salt=signed_links.reader_page.purpose).sign("1"),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose, key="other").sign("1"),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose).sign("9" * 40),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose).sign("-1"),
        lambda token: signing.TimestampSigner(salt=signed_links.reader_page.purpose).sign("x"),
    ],
)
def test_a_link_that_was_not_made_here_for_this_opens_nothing(
    forge: Any, client: Client, comment: Any
) -> None:
    stored = comment(status=Status.PENDING)
    token = signed_links.reader_page(stored).split("/")[-2]
    assert client.get(f"/comments/yours/{token}/").status_code == 200
    assert client.get(f"/comments/yours/{forge(token)}/").status_code == 404


def test_the_articles_address_never_carries_a_token(client: Client, reply: Send) -> None:
    own = client.get(reply()["Location"])
    addresses = page_of(own).xpath("//@href | //@src | //@action")
    assert [address for address in addresses if "yours" in address] == []
    assert own.wsgi_request.path.split("/")[-2] not in own.content.decode()


def test_the_answer_to_a_double_click_stands_only_where_readers_may_post(
    client: Client, article: Article, draft: Article
) -> None:
    there = "/comments/received/newsroom_articles.article/{}/"
    assert client.get(there.format(article.pk)).status_code == 200
    for key in (draft.pk, 0, "x", "9" * 40):
        assert client.get(there.format(key)).status_code == 404
    assert client.get(f"/comments/received/NEWSROOM_ARTICLES.Article/{article.pk}/").status_code == 404
    Discussion.objects.start(article)
    Discussion.objects.update(state="hidden")
    assert client.get(there.format(article.pk)).status_code == 404


# --- Held -------------------------------------------------------------------------------------------------


def test_a_held_post_changes_no_byte_that_others_get(client: Client, comment: Any, reply: Send) -> None:
    public = comment("Seen by all", network="198.51.100.0/24")
    paths = [
        "/",
        "/en/",
        "/atom.xml",
        "/en/atom.xml",
        "/sitemap.xml",
        "/en/harbour/",
        f"/en/harbour/?reply_to={public.pk}",
        f"/en/harbour/?thread={public.pk}",
        f"/en/harbour/?reply_to={public.pk + 1}",
        "/en/harbour/?comments=2",
        f"/comments/{public.pk + 1}/",
    ]

    def shown() -> list[tuple[int, bytes, str | None]]:
        answers = [Client().get(path) for path in paths]
        return [(answer.status_code, answer.content, answer.get("ETag")) for answer in answers]

    before = shown()
    reply(reply_to=str(public.pk), comment="Held words", name="Held name", url="https://held.example/")
    assert ReaderComment.objects.get(status=Status.PENDING).pk == public.pk + 1
    assert shown() == before


# --- Why it was rejected ------------------------------------------------------------------------------------


def why(stored: ReaderComment) -> list[str]:
    page = page_of(Client().get(signed_links.reader_page(stored)))
    return [" ".join(part.text_content().split()) for part in page.xpath("//div[@class='nc-why']/p")]


def test_the_author_of_a_rejected_comment_reads_why(comment: Any) -> None:
    reason = RejectionReason.objects.create(label="Off topic", text="It is about <i>another</i> matter.")
    editor = User.objects.create_user("eve")
    stored = comment(status=Status.PENDING)
    decide(
        stored,
        Status.REJECTED,
        DecisionContext(by=editor, rejection=reason, message="Try\n\nthe other page."),
    )
    shown = ["It is about <i>another</i> matter.", "Try", "the other page."]
    assert why(stored) == shown
    revise(stored, "Mended.", DecisionContext(by=editor), revision=stored.revision)
    assert why(stored) == shown
    decide(stored, Status.APPROVED, DecisionContext(by=editor))
    assert why(stored) == []
    decide(stored, Status.REJECTED, DecisionContext(by=editor))
    assert why(stored) == []


def test_an_editors_note_is_not_the_authors(comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    decide(stored, Status.REJECTED, DecisionContext(note="A troll.", rule="banned_words"))
    page = Client().get(signed_links.reader_page(stored)).content.decode()
    assert ("A troll" in page, "banned" in page, "Your comment was not published." in page) == (
        *(False, False, True),
    )
