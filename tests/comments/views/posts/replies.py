"""What a reply's answer says, and what is in the database after it."""

from collections.abc import Callable
from typing import Any

from lxml import html

from comments.models import Commenter, Decision, Discussion, ReaderComment
from tests.rules import rules

from ...answers import page_of

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


def token_on(page: html.HtmlElement) -> str:
    return str(page.xpath("//form[@id='reply-form']//input[@name='csrfmiddlewaretoken']/@value")[0])
