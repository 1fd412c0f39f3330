"""Readers whose pages htmx or Turbo exchanges post, are refused, reply, go back; nothing is there twice."""

import subprocess

from browsing import chromium
from courier import scripts
from django.test import override_settings
from django_newsroom.comments import interface
from django_newsroom.comments.models import ReaderComment
from playwright.sync_api import expect
from stories.models import Story

subprocess.run(["npm", "install", "--silent"], check=True)
Story.objects.create(title="The ferry")
POST = "#reply-form .nc-post"


class Reader:
    """A browser's page, and what it has posted."""

    def __init__(self, page):
        self.page, self.posts, self.errors = page, [], []
        page.set_default_timeout(10_000)
        page.on("request", lambda request: request.method == "POST" and self.posts.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def fill(self, words, email="cleo@reader.example"):
        for name, value in (("comment", words), ("name", "Cleo"), ("email", email)):
            self.page.fill(f"#reply-{name}", value)

    def post(self):
        self.page.click(POST)

    def enter(self):
        """From the front page, in the same document if the library does what it is for."""
        self.page.goto("/")
        self.page.evaluate("document.isTheSame = true")
        self.follow()

    def follow(self):
        self.page.get_by_role("link", name=story.title, exact=True).click()
        expect(self.page.locator("h1")).to_have_text(story.title)
        expect(self.page.locator("#reply-comment")).to_be_visible()
        assert self.page.evaluate("document.isTheSame === true") is bool(scripts.chosen)

    def sees_once(self, *parts):
        for part in parts:
            expect(self.page.locator(part)).to_have_count(1)


def stored():
    return list(
        ReaderComment.objects.filter(object_pk=story.pk).order_by("pk").values_list("source", flat=True)
    )


def posts_with_our_script(reader):
    page = reader.page
    reader.enter()
    reader.fill("Refused at first", email="cleo@reader")
    reader.post()
    expect(page.locator("#respond [role=alert]").first).to_be_visible()
    expect(page.locator("#reply-comment")).to_have_value("Refused at first")
    assert stored() == []
    reader.sees_once("#respond", "#reply-form")
    page.fill("#reply-email", "cleo@reader.example")
    reader.post()
    expect(page.locator(".nc-own")).to_be_focused()
    assert (stored(), len(reader.posts)) == (["Refused at first"], 2), (stored(), reader.posts)

    # Its own page, and back.
    page.locator(".nc-own-page").click()
    expect(page.get_by_text("awaiting moderation").first).to_be_visible()
    expect(page.get_by_text("Refused at first").first).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text(story.title)
    reader.sees_once("#respond", "#reply-form", ".nc-own")


def replies_with_our_script(reader):
    """Where a comment is public already: the libraries' requests take what the browser has kept."""
    page = reader.page
    interface.post(story, "Approved before", name="Dora", email="dora@reader.example")
    first = ReaderComment.objects.get(object_pk=story.pk)
    interface.decide(first.pk, "approved")
    reader.enter()
    page.locator(f"#c{first.pk} .nc-actions a").first.click()
    expect(page.locator("#respond-heading")).to_contain_text("Leave a Reply to")
    reader.fill("Begun, and left")
    page.get_by_role("link", name="The Courier").click()
    page.get_by_role("link", name="The ferry").wait_for()
    page.go_back()
    expect(page.locator("#reply-comment")).to_be_visible()
    reader.sees_once("#respond", "#reply-form", f"#c{first.pk}")
    reader.enter()
    page.locator(f"#c{first.pk} .nc-actions a").first.click()
    reader.fill("A reply")
    reader.post()
    expect(page.locator(".nc-own")).to_be_focused()
    reply = ReaderComment.objects.get(object_pk=story.pk, source="A reply")
    assert (reply.parent_id, len(reader.posts)) == (first.pk, 1), (reply.parent_id, reader.posts)
    reader.sees_once("#respond", "#reply-form", ".nc-own", f"#c{first.pk}")

    # Back and forth, and one click is one post still.
    page.get_by_role("link", name="The Courier").click()
    page.get_by_role("link", name="The ferry").wait_for()
    page.go_back()
    expect(page.locator(".nc-own")).to_have_count(1)
    reader.fill("After the Back button")
    reader.post()
    expect(page.locator(".nc-own")).to_have_count(2)
    assert stored()[1:] == ["A reply", "After the Back button"], stored()
    assert len(reader.posts) == 2, reader.posts


def returns_to_a_page_from_before(reader):
    """Whose comment is public at once sees it, though the libraries' requests take an older page."""
    page = reader.page
    with override_settings(NEWSROOM_COMMENTS=UNLIMITED | {"MODE": "post", "RULES": []}):
        reader.enter()
        reader.fill("Public at once")
        reader.post()
        expect(page.get_by_text("Public at once")).to_be_visible()
        own = f"#c{ReaderComment.objects.get(object_pk=story.pk, public=True).pk}"
        for _visit in range(2):
            page.get_by_role("link", name="The Courier").click()
            reader.follow()
            reader.sees_once(own, ".nc-comment")
            expect(page.locator(own).get_by_text("Public at once")).to_be_visible()
            expect(page.locator(own).get_by_role("link", name="Withdraw")).to_be_visible()


def without_our_script(reader):
    page = reader.page
    page.route("**/newsroom_comments/*.js", lambda route: route.abort())
    reader.enter()
    reader.fill("Without any script", email="cleo@reader")
    reader.post()
    expect(page.locator("#respond [role=alert]").first).to_be_visible()
    expect(page.locator("#reply-comment")).to_have_value("Without any script")
    reader.sees_once("#respond", "#reply-form")
    page.fill("#reply-email", "cleo@reader.example")
    reader.post()
    expect(page.get_by_text("awaiting moderation").first).to_be_visible()
    assert stored() == ["Without any script"], stored()
    assert len(reader.posts) == 2, reader.posts
    page.evaluate("history.go(-2)")
    expect(page.locator("h1")).to_have_text(story.title)
    reader.sees_once("#respond", "#reply-form")


WALKS = (
    posts_with_our_script,
    replies_with_our_script,
    returns_to_a_page_from_before,
    without_our_script,
)
# One reader, who does in a minute what readers do in a day.
UNLIMITED = {"MODELS": {"stories.Story": {"PUBLISHED": "published"}}, "RATE_LIMIT": False}
with chromium() as open_page, override_settings(NEWSROOM_COMMENTS=UNLIMITED):
    for scripts.chosen in ("", "htmx 2", "htmx 4", "turbo"):
        for walk in WALKS:
            story = Story.objects.create(title=f"{scripts.chosen or 'No script'} {walk.__name__}")
            reader = Reader(open_page())
            try:
                walk(reader)
            except BaseException as error:
                raise AssertionError(scripts.chosen, walk.__name__, reader.page.url, reader.errors) from error
            assert reader.errors == [], (scripts.chosen, reader.errors)

print("walked")
