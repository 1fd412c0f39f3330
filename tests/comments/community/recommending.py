"""A reader's click on the button below a comment."""

from typing import Any

from django.test import Client

from comments.models import ReaderComment

from ..answers import page_of

PLACE = "/comments/recommend/"


def recommend(comment: ReaderComment, *, network: int = 1, client: Client | None = None, **sent: Any) -> Any:
    """The answer to a recommendation sent from the network 198.51.``network``.0/24."""
    headers = sent.pop("headers", {})
    fields = {"recommended": str(comment.pk)} | sent
    return (client or Client()).post(PLACE, fields, REMOTE_ADDR=f"198.51.{network}.9", headers=headers)


def buttons(page: Any) -> dict[str, str]:
    """What the buttons on a page say, by the number of the comment that each sends."""
    found = page_of(page).xpath("//button[@name='recommended']")
    return {button.get("value"): " ".join(button.text_content().split()) for button in found}


def counts(*comments: ReaderComment) -> list[tuple[int, int]]:
    """How many readers recommend each comment, and how many the page says."""
    rows = ReaderComment.objects.in_bulk([comment.pk for comment in comments])
    return [(rows[comment.pk].recommended, rows[comment.pk].recommended_shown) for comment in comments]
