"""What a page must never do, noticed while a test does something else."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

# Chromium reports every refused form (422, 429 …) as an error of its own.
REFUSED_PAGE = "Failed to load resource: the server responded with a status of 4"
# Where the reply form is sent, by its script too.
FORMS = ("/comments/post/", "/comments/preview/")
OFFLINE = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"


@dataclass
class Watch:
    """Collects errors in a context's pages and every request that leaves ``site``."""

    site: str
    faults: list[str] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("page", self._opened)

    def _opened(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("crash", lambda _: self.faults.append("the page crashed"))

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request() or request.url.endswith(FORMS):
            self.visited.add(request.url)
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and not request.url.startswith(f"{self.site}/"):
            self.faults.append(f"request: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # Breaches of the content security policy are console errors too.
        if message.type == "error" and not self._is_expected(message):
            self.faults.append(f"console: {message.text}")

    def _is_expected(self, message: ConsoleMessage) -> bool:
        """A refused page, and to be offline, was asked for by the test; stock admin names no icon."""
        expected = {*self.visited, f"{self.site}/favicon.ico"}
        return message.text == OFFLINE or (
            message.text.startswith(REFUSED_PAGE) and message.location["url"] in expected
        )
