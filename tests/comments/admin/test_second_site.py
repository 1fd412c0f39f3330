"""A host with an admin site of its own: whoever works in it stays in it."""

from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from comments.decisions.statuses import DecisionContext, decide
from comments.decisions.undoing import undo
from comments.models import Commenter, Decision, Discussion, ReaderComment, Status

from ..scenes import editor

pytestmark = [pytest.mark.django_db, pytest.mark.urls(f"{__package__}.second_site")]
MODELS = "newsroom_comments"


def address(name: str, *args: Any) -> str:
    return reverse(f"admin:{MODELS}_{name}", args=args, current_app="backoffice")


@pytest.fixture
def browser(client: Client, comment: Any, django_user_model: Any) -> Client:
    """A superuser's, with a comment that was held, approved and held again."""
    written = ReaderComment.objects.get(pk=comment(status=Status.PENDING).pk)
    batch = uuid4()
    decide(written, Status.APPROVED, DecisionContext(by=editor(), batch=batch))
    undo(batch, editor())
    client.force_login(django_user_model.objects.create_superuser("root"))
    return client


@pytest.mark.parametrize(
    "name", ["readercomment", "decision", "commenter", "discussion", "standingchange", "email"]
)
def test_no_page_leads_to_the_default_site(name: str, browser: Client) -> None:
    listed = browser.get(address(f"{name}_changelist"))
    rows = {"decision": Decision, "commenter": Commenter, "discussion": Discussion}
    pages = [listed]
    if name == "readercomment":
        pages += [browser.get(address(f"{name}_changelist"), {"queue": "all"})]
        rows[name] = ReaderComment
    if name in rows:
        pages += [browser.get(address(f"{name}_change", row.pk)) for row in rows[name].objects.all()]
    trees = [lxml.html.fromstring(page.content) for page in pages]
    links = [str(link) for tree in trees for link in tree.xpath("//@href | //@action | //@formaction")]
    assert [link for link in links if link.startswith("/admin/")] == []
    assert [link for link in links if link.startswith("/backoffice/newsroom_comments/")] != []


def test_what_is_done_leads_back_into_the_same_site(browser: Client) -> None:
    entry = Decision.objects.get(actor__isnull=False, undoes=None)
    written, discussion = ReaderComment.objects.get(), Discussion.objects.get()
    decision = {"pk": written.pk, "revision": written.revision, "to": "approved"}
    of = address("discussion_of", "newsroom_articles.article", discussion.object_pk)
    answers = [
        browser.post(address("decide"), decision),
        browser.post(address("undo_decision", entry.pk)),
        browser.get(of),
    ]
    assert [answer.headers["Location"].startswith("/backoffice/") for answer in answers] == [True] * 3
