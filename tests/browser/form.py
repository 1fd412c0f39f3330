"""The form in a reader's hands, and what came of it."""

from typing import Any

from playwright.sync_api import Page

from comments.models import ReaderComment

WORDS = "The ferry was late, as ever."
POST = "#reply-form .nc-post"
AWAITING = "Your comment is awaiting moderation."


def fill(page: Page, comment: str = WORDS, name: str = "Ada", email: str = "ada@example.org") -> None:
    page.fill("#reply-comment", comment)
    page.fill("#reply-name", name)
    page.fill("#reply-email", email)


def text(page: Page) -> Any:
    return page.locator("#reply-comment")


def stored() -> list[tuple[str, str]]:
    return list(ReaderComment.objects.order_by("pk").values_list("source", "status"))


def kept(page: Page) -> dict[str, str]:
    """What the browser keeps of this site."""
    found: dict[str, str] = page.evaluate("({...localStorage})")
    return found


def kept_kinds(page: Page) -> list[str]:
    """Their names without the article's."""
    return sorted(name.removeprefix("newsroom-comments-").partition("-")[0] for name in kept(page))
