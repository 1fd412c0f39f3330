"""What readers do on their own pages, with and without a script: change, withdraw, reserve a name."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import Article
from comments.mail import signed_links
from comments.models import ReaderComment, Report, Status
from comments.people import confirmations
from tests.conftest import Comment

from ..conftest import NewPage
from ..form import POST, WORDS, fill

OWN_PAGE = re.compile(r"https://example\.com(/comments/yours/\S+)")
pytestmark = [pytest.mark.usefixtures("unlimited"), pytest.mark.parametrize("scripted", [True, False])]


def test_a_reader_changes_what_they_wrote_and_takes_it_back(
    scripted: bool, new_page: NewPage, article: Article
) -> None:
    page = new_page(java_script_enabled=scripted)
    page.goto(article.get_absolute_url())
    fill(page)
    page.click(POST)
    if scripted:
        page.click(".nc-own-page")
    expect(page.locator(".nc-state")).to_have_text("Your comment is awaiting moderation.")
    page.get_by_role("link", name="Change").click()
    expect(page.get_by_label("Comment")).to_have_value(WORDS)
    page.get_by_label("Comment").fill("Better words.")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".nc-body")).to_have_text("Better words.")
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw my comment").click()
    expect(page.locator(".nc-state")).to_have_text("You withdrew your comment.")
    assert ReaderComment.objects.get().status == Status.WITHDRAWN
    page.goto(article.get_absolute_url())
    expect(page.locator(".nc-state")).to_have_text(["You withdrew your comment."] if scripted else [])


def test_a_name_is_reserved_and_another_reader_asked_for_theirs(
    scripted: bool, new_page: NewPage, article: Article, comment: Comment
) -> None:
    owned = comment("Mine.", name="Ada Lovelace")
    confirmations.confirm(owned)
    owner = new_page(java_script_enabled=scripted)
    owner.goto(signed_links.reader_page(owned))
    owner.get_by_role("button", name="Reserve the name").click()
    expect(owner.get_by_text("is reserved for you")).to_be_visible()

    other = new_page(java_script_enabled=scripted)
    other.goto(article.get_absolute_url())
    fill(other, name="ada  LOVELACE", email="eve@example.org")
    other.click(POST)
    expect(other.locator("#reply-problems")).to_be_focused()
    expect(other.locator("#reply-name")).to_have_attribute("aria-invalid", "true")
    expect(other.locator("#reply-comment")).to_have_value(WORDS)
    other.fill("#reply-name", "Eve")
    other.click(POST)
    expect(other.get_by_text("Your comment is awaiting moderation.")).to_be_visible()
    assert ReaderComment.objects.latest("pk").user_name == "Eve"


def test_the_page_emails_its_own_address(
    scripted: bool, new_page: NewPage, comment: Comment, article: Article
) -> None:
    written = comment()
    page = new_page(java_script_enabled=scripted)
    page.goto(signed_links.reader_page(written))
    page.get_by_role("button", name="Email me this page's address").click()
    expect(page.get_by_role("status")).to_have_text("The address of this page is on its way to you by email.")
    call_command("sendemails", verbosity=0)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([written.user_email], "[Newsroom] The page of your comment")
    ]
    page.goto(OWN_PAGE.findall(str(mail.outbox[0].body))[0])
    expect(page.locator(".nc-body")).to_have_text(written.source)


def test_a_comment_is_reported(scripted: bool, new_page: NewPage, comment: Comment) -> None:
    written = comment()
    page = new_page(java_script_enabled=scripted)
    page.goto(written.target.get_absolute_url())
    page.click(f"#c{written.pk} .nc-report")
    page.get_by_label("It is hateful").check()
    page.get_by_label("Details").fill("Read the second line.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("Thank you")).to_be_visible()
    reports = Report.objects.values_list("comment", "reason", "text")
    assert list(reports) == [(written.pk, "hate", "Read the second line.")]
