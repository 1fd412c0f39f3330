"""A day at a newsroom, page by page: nothing sticks out, axe finds nothing, pictures for people to look at.

``.ci/screenshots DIR`` keeps the pictures: every state in both languages, light and dark, at three widths.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext
from comments.mail import signed_links
from comments.models import (
    Decision,
    Discussion,
    Email,
    EmailKind,
    ListedWord,
    ReaderComment,
    RejectionReason,
    StandingChange,
)
from comments.people import confirmations
from comments.targets import label_of
from comments.upkeep.erasing import erase_refused
from tests.conftest import Comment

from . import axe
from .busy import Day, spend
from .conftest import NewPage
from .desk.test_desk import CUT_OFF, REFUSED, forgive, sit_down
from .scene import LANGUAGES, Scene
from .watch import Watch

WIDTHS = {1280: 900, 820: 1100, 390: 844}
FOLDER = os.environ.get("SCREENSHOTS", "")
# French has the longer words.
SPOKEN = LANGUAGES if FOLDER else ("fr",)
SCHEMES = ("light", "dark") if FOLDER else ("light",)
# Measured at every state only where pictures are kept: it takes minutes.  ``test_desk`` has the main ones.
DESK = "#desk" if FOLDER else ""
MEASURED = (1280, 390) if FOLDER else (1280,)
# Django's own pages break some rules of their own; what is ours on them is measured: not the small links of
# its filters, nor its fields without a label, those in a list and those of a date and time.
ROWS = "#changelist-form"
OURS = {"person": ".form-row:not(.field-until)", "discussion": ".form-row:not(.field-closes_at)"}
# Fields that end beyond the page's own box, which cuts them off; a list scrolls.
STICKING_OUT = """[...document.querySelectorAll("#content :is(select, textarea, input, button)")]
    .filter((field) => field.checkVisibility() && !field.closest(".results"))
    .filter((field) => {
        const box = field.closest("#content").getBoundingClientRect();
        return field.getBoundingClientRect().right > box.right + 1;
    })
    .map((field) => field.id || field.name)"""
LISTS = [Decision, StandingChange, ListedWord, RejectionReason, Discussion, Email]


@dataclass
class Pictures:
    """Looks at each state of a page, and keeps what is wrong with it."""

    page: Page
    language: str
    faults: dict[str, list[str]] = field(default_factory=dict)

    def take(self, state: str, within: str = "") -> None:
        found = []
        for width, height in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                self._keep(f"{state}-{self.language}-{scheme}-{width}")
            if self.page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"wider than {width}")
            if cut_off := self.page.evaluate(STICKING_OUT):
                found.append(f"cut off at {width}: {cut_off}")
            # At the last scheme: the dark one where pictures are kept.
            if within and width in MEASURED:
                found += axe.violations(self.page, within)
        if found:
            self.faults[state] = found

    def _keep(self, name: str) -> None:
        if FOLDER:
            self.page.evaluate(axe.SETTLED)
            self.page.screenshot(path=Path(FOLDER) / f"day-{name}.png", full_page=True)

    def visit(self, state: str, address: str, within: str = "") -> None:
        self.page.goto(address)
        self.take(state, within)


@pytest.fixture(params=SPOKEN)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def day(scene: Scene, comment: Comment, editor: User, language: str) -> Day:
    return spend(scene.discussed[language], language, comment, editor)


@pytest.fixture
def pictures(new_page: NewPage, language: str) -> Pictures:
    return Pictures(new_page(locale=language), language)


def test_the_desk_in_every_state(pictures: Pictures, day: Day, editor: User, watch: Watch) -> None:
    page = pictures.page
    for queue in ("pending", "reported", "all") if FOLDER else ("reported",):
        sit_down(page, editor, f"?queue={queue}")
        pictures.take(queue, DESK)
    person, discussion = day.loud.commenter_id, day.loud.discussion_id
    sit_down(page, editor, f"?queue=spam&rule=links&search=x&commenter={person}&discussion={discussion}")
    pictures.take("filtered", DESK)
    sit_down(page, editor)
    for state, key in {"reason": "w", "reply": "c", "correct": "e", "ban": "b", "note": "m"}.items():
        page.keyboard.press(key)
        page.wait_for_selector(".nc-card details[open]")
        pictures.take(state, DESK)
        page.keyboard.press("Escape")
    _select_two(page)
    pictures.take("selection", DESK)
    page.keyboard.press("?")
    page.wait_for_selector("#desk-help[open]")
    pictures.take("help", DESK)
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+S")
    page.wait_for_selector("#desk-tabs [aria-current] .nc-count:text-is('5')")
    pictures.take("undo", DESK)
    _change(Decision.objects.filter(actor=editor).latest("pk").comment_number, editor)
    page.keyboard.press("z")
    page.wait_for_selector(".nc-question")
    pictures.take("question", DESK)
    sit_down(page, editor)
    _change(_current(page), editor)
    page.keyboard.press("a")
    page.wait_for_selector(".nc-problem")
    pictures.take("conflict", DESK)
    page.route("**/desk/decide/", lambda route: route.abort())
    # A key for a card that is on its way does nothing.
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(page.locator(".nc-card[aria-current]")).to_be_visible()
    page.keyboard.press("a")
    page.wait_for_selector(".nc-said-error:not(:empty)")
    pictures.take("failed", DESK)
    forgive(watch, REFUSED, CUT_OFF)
    assert pictures.faults == {}


def _select_two(page: Page) -> None:
    for key in "xjx":
        page.keyboard.press(key)


def _current(page: Page) -> int:
    name = page.locator(".nc-card[aria-current]").get_attribute("id") or ""
    return int(name.removeprefix("comment-"))


def _change(number: int, editor: User) -> None:
    comment = ReaderComment.objects.get(pk=number)
    revise(comment, f"{comment.source} …", DecisionContext(by=editor), revision=comment.revision)


def test_the_lists_and_pages_of_the_admin(
    pictures: Pictures, scene: Scene, day: Day, editor: User, language: str, watch: Watch
) -> None:
    page = pictures.page
    closed = Discussion.objects.of(scene.closed[language])[0]
    Email.objects.create(
        kind=EmailKind.CONFIRMATION,
        comment=day.loud,
        attempts=3,
        last_error="SMTPServerDisconnected: Connection unexpectedly closed",
    )
    Email.objects.create(kind=EmailKind.MODERATION, comment=day.loud, sent_at=timezone.now())
    sit_down(page, editor)
    pictures.visit("front", "/admin/", "#newsroom-comments-waiting")
    for model in LISTS:
        name = model._meta.model_name
        within = "" if model is RejectionReason else ROWS
        pictures.visit(f"list-{name}", reverse(f"admin:newsroom_comments_{name}_changelist"), within)
    pages: dict[str, Model] = {
        "person": day.banned.commenter,
        "decision": Decision.objects.filter(comment=day.batch[0].pk)[0],
        "standing": StandingChange.objects.all()[0],
        "discussion": closed,
        "correction": day.corrected,
    }
    for state, row in pages.items():
        change = reverse(f"admin:newsroom_comments_{row._meta.model_name}_change", args=[row.pk])
        pictures.visit(state, change, OURS.get(state, "#content"))
    page.goto(reverse("admin:newsroom_comments_listedword_add"))
    page.fill("#id_pattern", "bac\nferry\nchain*")
    page.click("[name=_save]")
    page.wait_for_selector("#trial")
    pictures.take("trial", "#trial")
    # The calendar of Django's date fields.
    forgive(watch, "console: Applying inline style")
    assert pictures.faults == {}


def test_the_pages_of_readers(
    pictures: Pictures, scene: Scene, day: Day, language: str, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = scene.discussed[language]
    place = {"label": label_of(target), "object_pk": target.pk}
    pictures.visit("discussion-with-staff", target.get_absolute_url(), "html")
    pictures.visit("reported", reverse("newsroom_comments:reported", kwargs=place), "html")
    pictures.visit("rejected", signed_links.reader_page(day.rejected), "html")
    pictures.visit("offered", signed_links.reader_page(day.loud), "html")
    pictures.visit("asked", f"{signed_links.reader_page(day.loud)}?asked", "html")
    confirmations.confirm(ReaderComment.objects.get(pk=day.corrected.pk))
    pictures.visit("confirmed", signed_links.reader_page(day.corrected), "html")
    list(erase_refused(timezone.now() + timedelta(days=1), size=100))
    pictures.visit("erased", signed_links.reader_page(day.spam), "html")
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: 0.0)
        expired = signed_links.confirmation(day.loud)
    pictures.visit("expired", expired, "html")
    forgive(watch, REFUSED)
    assert pictures.faults == {}


@pytest.mark.parametrize("queue", ["pending", "reported"])
def test_an_empty_desk(pictures: Pictures, editor: User, db: None, queue: str) -> None:
    sit_down(pictures.page, editor, f"?queue={queue}")
    pictures.take(f"empty-{queue}", DESK)
    assert pictures.faults == {}


def test_a_fresh_desk(pictures: Pictures, editor: User, comment: Callable[..., ReaderComment]) -> None:
    comment("The first words of all.", status="pending")
    sit_down(pictures.page, editor)
    pictures.take("fresh", DESK)
    assert pictures.faults == {}
