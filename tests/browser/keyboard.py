"""A shift at the desk by keyboard alone: what was intended, and what the database has afterwards."""

import logging
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from comments.models import Decision, ReaderComment, Status
from tests.comments.crowds import crowd

DESK = "/admin/newsroom_comments/readercomment/"
logger = logging.getLogger(__name__)
NUMBER = int(os.environ.get("KEYBOARD_COMMENTS", "24"))
KEYS = {"a": Status.APPROVED, "r": Status.REJECTED, "s": Status.SPAM}
MISTAKES = 5
# Milliseconds: a script types faster than a server that shares its processor answers.
PATIENCE = 60_000
CURRENT = ".nc-card[aria-current]:not([hidden])"


@dataclass
class Shift:
    """``jumps`` are cards that stood under the cursor without a key of the editor's bringing them there."""

    intended: dict[int, str] = field(default_factory=dict)
    jumps: list[str] = field(default_factory=list)
    undone: int = 0
    seconds: float = 0.0

    def stored(self) -> dict[int, str]:
        return dict(ReaderComment.objects.filter(pk__in=self.intended).values_list("pk", "status"))

    def __str__(self) -> str:
        return f"{len(self.intended)} comments, {60 * len(self.intended) / self.seconds:.0f} a minute"


def fill_queue(target: Any, number: int = NUMBER) -> list[int]:
    """So many comments that wait under ``target``."""
    return crowd(target, [None] * number, status=Status.PENDING)


def decide_by_keyboard(page: Page, *, arrive: Callable[[], Any]) -> Shift:
    """Decide all that waits, each as a die falls; five times wrongly, undone, and then rightly.

    Half-way something arrives, and is announced.
    """
    waiting = list(ReaderComment.objects.filter(status=Status.PENDING).order_by("submitted", "pk"))
    dice, shift = random.Random(7), Shift()
    mistakes = set(dice.sample(range(len(waiting)), MISTAKES))
    began = time.monotonic()
    for number, comment in enumerate(waiting):
        _expect_current(page, comment, shift)
        key = dice.choice(sorted(KEYS))
        if number == len(waiting) // 2:
            arrive()
            page.clock.fast_forward("00:30")
            expect(page.locator("#desk-new")).to_be_visible(timeout=PATIENCE)
            _expect_current(page, comment, shift)
        if number in mistakes:
            page.keyboard.press(dice.choice([wrong for wrong in sorted(KEYS) if wrong != key]))
            page.keyboard.press("z")
            expect(page.locator(CURRENT)).to_have_id(f"comment-{comment.pk}", timeout=PATIENCE)
        page.keyboard.press(key)
        shift.intended[comment.pk] = KEYS[key]
    expect(page.locator("#desk-tabs [aria-current] .nc-count")).to_have_text("1", timeout=PATIENCE)
    shift.seconds = time.monotonic() - began
    shift.undone = Decision.objects.filter(undoes__isnull=False).count()
    logger.info("%s", shift)
    return shift


def _expect_current(page: Page, comment: ReaderComment, shift: Shift) -> None:
    # Waits where the next page is on its way.
    shown = page.locator(CURRENT).get_attribute("id", timeout=PATIENCE)
    if shown != f"comment-{comment.pk}":
        shift.jumps.append(f"{shown} in place of {comment.pk}")
