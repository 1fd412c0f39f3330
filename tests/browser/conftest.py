"""Chromium, one for the session; a context of its own, watched, for each reader in a test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests import pseudo
from tests.conftest import Comment
from tests.requirements import require
from tests.rules import rules

from .scene import Scene, build
from .watch import Watch

# Without its conversations with its maker's hosts, which a closed network would answer with errors.
SILENT = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PLAIN = ["--no-sandbox", "--disable-gpu"]

PASSWORD = "a long password"

NewPage = Callable[..., Page]


def pytest_itemcollected(item: pytest.Item) -> None:
    # While collecting: `-m` selects before the hook below runs.
    item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run this folder's tests last: the quick ones have failed by then."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    require(chromium, "Chromium (Debian: chromium-headless-shell or chromium)")
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright's synchronous interface keeps an event loop in this thread, which Django takes for
        # asynchronous code; no query here is made from a coroutine.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=PLAIN + SILENT)
        yield browser
        browser.close()
        # Under that loop Django has connections of its own, of which a worker's other tests leave one open.
        connections.close_all()


@pytest.fixture
def watch(live_server: LiveServer) -> Iterator[Watch]:
    """Fails the test on a console error, a policy breach or a request to another host.

    A test that provokes a fault compares ``watch.faults`` and clears it.
    """
    watch = Watch(live_server.url)
    yield watch
    assert watch.faults == []


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer, watch: Watch) -> Iterator[NewPage]:
    """Opens a page for one more reader: ``new_page(locale="fr", viewport=…)``; paths are the site's."""
    contexts = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)  # type: ignore[arg-type]
        contexts.append(context)
        watch.over(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One reader's page."""
    return new_page()


@pytest.fixture
def editor(db: None) -> User:
    """Somebody at the desk; the password is "a long password"."""
    return User.objects.create_superuser("edith", password=PASSWORD, first_name="Edith", last_name="Marsh")


def log_in(page: Page, path: str = "/admin/") -> None:
    """Go to ``path`` as the ``editor``, who has a session; Django's form for it is Django's."""
    client = Client()
    client.force_login(User.objects.get(username="edith"))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    host = {"domain": "localhost", "path": "/"}
    page.context.add_cookies([{"name": session.key, "value": session.value, **host}])  # type: ignore[typeddict-item]
    page.goto(path)


@pytest.fixture
def unlimited(settings: Any) -> None:
    """Nobody posts too much or too fast."""
    off = {"RATE_LIMIT": False, "RULES": rules(too_fast=None)}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **off}


@pytest.fixture
def language() -> str:
    """The language of the scene, where a test names no other."""
    return "en"


@pytest.fixture
def scene(
    publish: Callable[..., Article],
    comment: Comment,
    unlimited: None,
    language: str,
    settings: Any,
    tmp_path: Path,
) -> Scene:
    if language == pseudo.CODE:
        pseudo.install(tmp_path, settings)
    return build(publish, comment, language)
