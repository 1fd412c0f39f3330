"""What the form's script is answered: a post as JSON, and a preview."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from comments.models import Discussion, DiscussionState, ReaderComment, Status
from tests.rules import rules

pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json, text/html;q=0.9"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
Send = Callable[..., Any]


@pytest.fixture
def preview(client: Client, fields: Send) -> Send:
    def send(*, headers: dict[str, str] | None = None, **changes: Any) -> Any:
        return client.post("/comments/preview/", fields(**changes), headers=headers or {})

    return send


# --- A post -----------------------------------------------------------------------------------------------


def test_a_held_post_is_answered_with_its_card_and_its_own_page(reply: Send, client: Client) -> None:
    response = reply(headers=SCRIPT, comment="So <b>late</b>.")
    stored = ReaderComment.objects.get()
    answer = response.json()
    assert (response.status_code, response["Cache-Control"].count("no-store")) == (200, 1)
    assert (answer["public"], answer["pk"], "version" in answer) == (False, stored.pk, False)
    assert answer["address"].startswith(f"/comments/yours/{stored.pk}:")
    for shown in ("Your comment is awaiting moderation.", "<b>late</b>", "Ada", answer["address"]):
        assert shown in answer["html"]
    assert client.get(answer["address"]).status_code == 200


def test_a_published_post_is_answered_with_its_place(reply: Send, settings: Any) -> None:
    published = {"MODE": "post", "RULES": rules(first_comment=None)}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **published}
    answer = reply(headers=SCRIPT).json()
    stored = ReaderComment.objects.get()
    assert (answer["public"], answer["pk"]) == (True, stored.pk)
    assert answer["address"] == f"/en/harbour/#c{stored.pk}"
    assert answer["version"] == stored.first_public_version == 1
    assert (f'id="c{stored.pk}"' in answer["html"], "moderation" in answer["html"]) == (True, False)


def test_a_robot_sees_no_difference(reply: Send) -> None:
    person, robot = (
        reply(headers=SCRIPT, **more).json() for more in ({}, {"honeypot": "x", "comment": "Buy."})
    )
    assert [*ReaderComment.objects.order_by("pk").values_list("status", flat=True)] == [
        Status.PENDING,
        Status.SPAM,
    ]
    assert (person.keys(), person["public"]) == (robot.keys(), robot["public"])
    assert ("awaiting moderation" in person["html"], "awaiting moderation" in robot["html"]) == (True, True)


def test_a_double_click_gets_a_card_of_its_own_words_and_no_private_link(reply: Send) -> None:
    reply(headers=SCRIPT, url="https://example.org/")
    response = reply(headers=SCRIPT, comment="I  read this\ntwice.", name="ada")
    assert ReaderComment.objects.count() == 1
    answer = response.json()
    assert answer["address"].startswith("/comments/received/")
    assert (answer["public"], answer["pk"]) == (False, 0)
    assert ("yours" in answer["html"], "example.org" in answer["html"]) == (False, False)
    assert ("awaiting moderation" in answer["html"], "ada</bdi>" in answer["html"]) == (True, True)


def test_a_later_duplicate_tells_nothing_of_the_first(reply: Send, client: Client, fields: Send) -> None:
    reply(headers=SCRIPT)
    stranger = client.post("/comments/post/", fields(), headers=SCRIPT, REMOTE_ADDR="203.0.113.9")
    assert (stranger.status_code, stranger["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert "yours" not in stranger.content.decode()


@pytest.mark.parametrize("headers", [BROWSER, {"Accept": "*/*"}, {}])
def test_whoever_did_not_ask_for_json_is_led_to_the_page(reply: Send, headers: dict[str, str]) -> None:
    assert reply(headers=headers).status_code == 302


def test_what_is_refused_is_answered_with_the_form_itself(reply: Send) -> None:
    response = reply(headers=SCRIPT, email="ada@host")
    assert (response.status_code, response["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert response.content == reply(email="ada@host").content


def test_each_text_runs_in_its_own_direction_before_it_is_public_too(reply: Send, preview: Send) -> None:
    arabic = "هل تعود العبارة؟"
    shown = f'<div class="nc-body"><p dir="auto">{arabic}</p></div>'
    assert shown in reply(headers=SCRIPT, comment=arabic).json()["html"]
    assert shown in preview(comment=arabic).content.decode()


# --- A preview --------------------------------------------------------------------------------------------


def test_a_preview_is_sanitised_and_stores_nothing(preview: Send) -> None:
    response = preview(comment="So <b onclick=x>late</b>.<script>x()</script>\nhttps://example.org/")
    page = response.content.decode()
    shown = page.partition('id="reply-preview"')[2].partition("<form")[0]
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
    assert ("<b>late</b>" in shown, "onclick" in shown, "<script" in shown) == (True, False, False)
    assert 'rel="nofollow ugc noopener"' in shown
    assert (ReaderComment.objects.count(), Discussion.objects.count()) == (0, 0)


def test_a_preview_wants_the_text_alone(preview: Send) -> None:
    response = preview(name="", email="ada@")
    assert (response.status_code, "nc-error" in response.content.decode()) == (200, False)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"comment": " "}, "Please write a comment"),
        ({"comment": "x" * 3001}, "it has 3001 characters"),
        ({"reply_to": "999"}, "The comment you reply to is no longer available."),
    ],
)
def test_a_preview_says_what_is_wrong_with_the_text(preview: Send, wrong: dict[str, str], said: str) -> None:
    response = preview(**wrong, name="")
    page = response.content.decode()
    assert (response.status_code, said in page, "reply-preview" in page) == (422, True, False)


def test_where_posts_come_too_quickly_there_is_no_preview_either(
    preview: Send, reply: Send, fields: Send, settings: Any
) -> None:
    flood = rules(flood={"network": (1, 60)})
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"RULES": flood}
    assert [preview().status_code, reply().status_code] == [200, 302]
    response = preview(comment="Another one.")
    page = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "You are posting comments too quickly. Slow down." in page
    assert ("Another one.</textarea>" in page, "reply-preview" in page) == (True, False)
    # Somebody else, elsewhere.
    others = fields(name="", email="grace@example.org")
    assert Client(REMOTE_ADDR="203.0.113.9").post("/comments/preview/", others).status_code == 200


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_gets_no_preview(preview: Send, headers: dict[str, str]) -> None:
    response = preview(headers=headers, comment="So <b>late</b>.")
    assert (response.status_code, "<b>late</b>" in response.content.decode()) == (403, False)


def test_a_logged_in_reader_gets_no_preview_without_a_token(preview: Send, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_user("ada"))
    client.cookies = strict.cookies
    assert preview().status_code == 403


def test_a_closed_discussion_shows_no_preview(preview: Send, article: Article) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(state=DiscussionState.CLOSED)
    assert preview().status_code == 403


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_a_post_is_previewed(method: str, client: Client) -> None:
    response = getattr(client, method)("/comments/preview/")
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_the_answer_to_a_script_is_plain_json(reply: Send) -> None:
    response = reply(headers=SCRIPT)
    assert response["Content-Type"] == "application/json"
    assert {*json.loads(response.content)} == {"address", "html", "pk", "public"}
