"""What the form of a reply takes, and what it says where it takes something not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.models import ReaderComment, Status

from .replying import control, errors, read, respond, summary, typed, words

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
GONE = "The comment you reply to is no longer available. You can post yours as a new comment."


def test_an_empty_form_is_answered_with_an_error_at_each_required_field(reply: Send) -> None:
    response = reply(comment="", name="", email="")
    assert response.status_code == 422
    assert errors(response) == dict.fromkeys(
        ["reply-comment_error", "reply-name_error", "reply-email_error"], "This field is required."
    )
    assert summary(response) == [
        "Comment: This field is required.",
        "Name: This field is required.",
        "Email: This field is required.",
    ]
    assert ReaderComment.objects.count() == 0


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_fields(reply: Send) -> None:
    page = read(reply(email="no address"))
    box = page.get_element_by_id("reply-problems")
    assert {key: box.get(key) for key in ("role", "tabindex", "autofocus")} == {
        "role": "alert",
        "tabindex": "-1",
        "autofocus": "",
    }
    assert words(box[0]) == "Your comment was not posted yet. Your text is still here."
    assert [link.get("href") for link in box.iter("a")] == ["#reply-email"]
    email = control(page, "email")
    assert email.get("aria-invalid") == "true"
    assert "reply-email_error" in email.get("aria-describedby").split()
    assert "reply-email_helptext" in email.get("aria-describedby").split()


@pytest.mark.parametrize(
    "text",
    [
        "</textarea><script>alert(1)</script>",
        "\"quoted\" 'twice' &amp; <b>bold</b>",
        "\n\nafter two empty lines",
        "  indented\n\ttwice  \n",
        "é ü 漢字 🦜",
    ],
)
def test_a_refused_text_is_kept_as_it_was_typed(text: str, reply: Send) -> None:
    assert typed(reply(comment=text, email="")) == text


def test_every_other_field_is_kept_too(reply: Send) -> None:
    given = {"name": 'Ada "the first"', "email": "not an address", "url": "ftp://example.org/<x>"}
    response = reply(**given)
    assert {name: typed(response, name) for name in given} == given


@pytest.mark.parametrize(("length", "status"), [(2999, 302), (3000, 302), (3001, 422)])
def test_a_comment_has_a_limit(length: int, status: int, reply: Send) -> None:
    assert reply(comment="x" * length).status_code == status


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_a_line_end_counts_once(line_end: str, reply: Send) -> None:
    assert reply(comment=line_end.join(["ab"] * 1000) + "c").status_code == 302
    assert ReaderComment.objects.get().source == "\n".join(["ab"] * 1000) + "c"
    assert reply(comment=line_end.join(["ab"] * 1000) + "cd").status_code == 422


def test_a_comment_that_is_too_long_is_told_both_lengths(reply: Send) -> None:
    response = reply(comment="x" * 3001)
    assert errors(response) == {
        "reply-comment_error": "This comment is too long: it has 3001 characters, and the limit is 3000."
    }
    assert typed(response) == "x" * 3001


@pytest.mark.parametrize(("field", "length"), [("name", 50), ("email", 254), ("url", 200)])
def test_each_field_takes_exactly_its_limit(field: str, length: int, reply: Send) -> None:
    fill = {
        "name": lambda n: "x" * n,
        "email": lambda n: "x" * (n - 12) + "@example.org",
        "url": lambda n: "https://example.org/".ljust(n, "x"),
    }[field]
    assert reply(**{field: fill(length)}).status_code == 302
    assert reply(comment="Another.", **{field: fill(length + 1)}).status_code == 422


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\n", "<b></b>", "<p> </p>", "\u200b", "\u2800", "\u202e", "&nbsp;"]
)
def test_a_comment_without_text_is_refused(nothing: str, reply: Send) -> None:
    response = reply(comment=nothing)
    assert response.status_code == 422
    assert list(errors(response)) == ["reply-comment_error"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\nLovelace\r\n", "Ada Lovelace"),
        ("Ada\u2028Lovelace", "Ada Lovelace"),
        ("A\x07d\x1ba", "Ada"),
        ("\u202eadA\u2066", "adA"),
        ("<b>Ada</b>", "<b>Ada</b>"),
        ("علی\u200cرضا", "علی\u200cرضا"),
    ],
)
def test_a_name_is_one_line_without_controls(given: str, kept: str, reply: Send) -> None:
    assert reply(name=given).status_code == 302
    assert ReaderComment.objects.get().user_name == kept


@pytest.mark.parametrize("blank", [" ", "\u202e", "\u200b\u200b", "\u3164", "\u2800", "\ufeff"])
def test_a_name_that_leaves_no_mark_is_no_name(blank: str, reply: Send) -> None:
    assert errors(reply(name=blank)) == {"reply-name_error": "This field is required."}


@pytest.mark.parametrize("name", ["ada@example.org", "Ada (ADA@Example.ORG)"])
def test_a_name_that_holds_the_email_is_refused(name: str, reply: Send) -> None:
    response = reply(name=name)
    assert errors(response) == {
        "reply-name_error": ("Your name is shown to everybody: please don't write your email address in it.")
    }
    assert ReaderComment.objects.count() == 0


@pytest.mark.parametrize(
    "number", ["-1", "0", "abc", "1.5", str(2**31), "9" * 5000, "\x00", "999999", "١٢٣٤٥", " "]
)
def test_a_parent_that_is_none_is_told_and_a_new_comment_offered(
    number: str, reply: Send, fields: Send
) -> None:
    response = reply(reply_to=number)
    assert response.status_code == 422
    assert summary(response) == [GONE]
    assert typed(response, "reply_to") == ""
    assert words(respond(read(response))[0]) == "Leave a Reply"
    assert reply(comment=typed(response), reply_to=typed(response, "reply_to")).status_code == 302
    assert ReaderComment.objects.get().is_root


@pytest.mark.parametrize("status", [s for s in Status if not s.is_public])
def test_a_parent_that_is_not_public_reads_like_one_that_never_was(
    status: Status, reply: Send, comment: Any
) -> None:
    hidden = comment(status=status, network="198.51.100.0/24")
    unknown = reply(reply_to=str(hidden.pk + 1)).content.decode()
    assert reply(reply_to=str(hidden.pk)).content.decode() == unknown
    assert ReaderComment.objects.count() == 1


def test_a_parent_in_another_discussion_reads_like_one_that_never_was(
    reply: Send, comment: Any, publish: Any
) -> None:
    elsewhere = comment(target=publish(slug="elsewhere"))
    assert summary(reply(reply_to=str(elsewhere.pk))) == [GONE]


def test_a_reply_keeps_its_parent_through_a_refusal(reply: Send, comment: Any) -> None:
    parent = comment(name="Grace")
    response = reply(reply_to=str(parent.pk), email="")
    assert typed(response, "reply_to") == str(parent.pk)
    assert words(respond(read(response))[0]) == "Leave a Reply to Grace"


def test_where_nothing_is_required_a_nameless_comment_is_taken(
    reply: Send, settings: Any, client: Client, article: Article
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "REQUIRE_NAME_AND_EMAIL": False}
    page = read(client.get(article.get_absolute_url()))
    assert [control(page, name).get("required") for name in ("name", "email")] == [None, None]
    assert reply(name="", email="").status_code == 302
    assert (ReaderComment.objects.get().user_name, ReaderComment.objects.get().commenter) == ("", None)


@pytest.mark.parametrize("junk", ["", "-5", "1e9", "abc", "\x00", "9" * 100, "٣", "NaN", " 1"])
def test_junk_for_the_time_taken_is_no_evidence(junk: str, reply: Send) -> None:
    assert reply(elapsed=junk).status_code == 302
    assert ReaderComment.objects.get().status == Status.PENDING


def test_no_time_at_all_is_no_evidence(client: Client, fields: Send) -> None:
    given = fields()
    del given["elapsed"], given["honeypot"], given["reply_to"], given["url"]
    assert client.post(reverse("newsroom_comments:post"), given).status_code == 302
    assert ReaderComment.objects.get().status == Status.PENDING
