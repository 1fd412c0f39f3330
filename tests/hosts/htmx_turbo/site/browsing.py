"""Chromium before this site, which a thread serves."""

import os
import shutil
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

# Playwright's loop stands in this thread; no query here is made from a coroutine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
PLAIN = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def served():
    """Gives the address."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()


@contextmanager
def chromium():
    """Gives a function that opens one more reader's page on the site."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=PLAIN)
        try:
            yield lambda: browser.new_context(base_url=address).new_page()
        finally:
            browser.close()
