"""A reader follows a discussion and ends it, with links and buttons alone."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import Article
from comments.mail import signed_links
from comments.models import Following, ReaderComment
from comments.people.confirmations import confirm
from tests.conftest import Comment

from .. import axe
from ..conftest import NewPage
from ..form import AWAITING, POST, fill

CONFIRM = re.compile(r"https://example\.com(/comments/confirm/\S+)")
UNSUBSCRIBE = re.compile(r"https://example\.com(/comments/unsubscribe/\S+)")
ALL = re.compile(r"https://example\.com(/comments/following/\S+)")


def link(pattern: re.Pattern[str]) -> str:
    """The path that the latest email links to."""
    call_command("sendemails", verbosity=0)
    return pattern.findall(str(mail.outbox[-1].body))[0]


@pytest.mark.parametrize("scripted", [True, False])
def test_from_the_form_to_the_last_email(
    new_page: NewPage, article: Article, comment: Comment, scripted: bool
) -> None:
    page = new_page(java_script_enabled=scripted)
    page.goto(article.get_absolute_url())
    box, choice = page.get_by_label("Email me about new comments"), page.locator("[name=follow_kind]")
    expect(choice).to_be_hidden()
    fill(page, email="ada@host")
    box.check()
    choice.select_option("about every reply to me")
    page.click(POST)
    expect(page.locator("#reply-email")).to_have_attribute("aria-invalid", "true")
    expect(box).to_be_checked()
    expect(choice).to_have_value("replies")
    page.fill("#reply-email", "ada@example.org")
    page.click(POST)
    expect(page.get_by_text(AWAITING)).to_be_visible()
    expect(page.get_by_text("We sent a confirmation to the address you gave.")).to_be_visible()

    page.goto(link(CONFIRM))
    expect(page.get_by_text("From then on you get an email about every reply to you")).to_be_visible()
    page.get_by_role("button", name="Yes, I wrote this").click()
    page.get_by_label("Email me").select_option("about every new comment")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert Following.objects.get().comment == ReaderComment.objects.get()

    comment("News", name="Bob", email="")
    page.goto(link(UNSUBSCRIBE))
    page.get_by_role("button", name="Unsubscribe").click()
    expect(page.get_by_text("You no longer get emails about the comments")).to_be_visible()
    assert Following.objects.count() == 0
    page.get_by_role("button", name="about every new comment").click()
    page.goto(ALL.findall(str(mail.outbox[-1].body))[0])
    page.get_by_role("button", name="Stop all these emails").click()
    expect(page.get_by_text("You follow nothing now")).to_be_visible()
    assert Following.objects.count() == 0


def test_the_pages_are_accessible(new_page: NewPage, comment: Comment) -> None:
    stored = comment(follow="all")
    confirm(stored)
    kept = Following.objects.get()
    page = new_page()
    paths = [
        signed_links.unsubscribing(kept),
        signed_links.followings(kept.commenter),
        signed_links.reader_page(stored),
    ]
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = axe.violations(page, ".nc")
    assert found == {path: [] for path in paths}
