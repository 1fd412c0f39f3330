"""The rig itself: it opens the site, and each fault it watches for is seen."""

import pytest
from playwright.sync_api import Error, Page

from . import axe
from .watch import Watch


@pytest.fixture
def login_page(page: Page) -> Page:
    page.goto("/admin/login/")
    return page


@pytest.mark.smoke
def test_the_site_opens(login_page: Page) -> None:
    assert login_page.locator("h1, #site-name").first.is_visible()


def test_a_console_error_is_a_fault(login_page: Page, watch: Watch) -> None:
    login_page.evaluate("console.error('oh')")
    assert watch.faults == ["console: oh"]
    watch.faults.clear()


def test_an_uncaught_error_is_a_fault(login_page: Page, watch: Watch) -> None:
    with login_page.expect_event("pageerror"):
        login_page.evaluate("() => { setTimeout(() => { throw new Error('oh') }) }")
    assert watch.faults == ["error: oh"]
    watch.faults.clear()


def test_a_breach_of_the_policy_is_a_fault(login_page: Page, watch: Watch) -> None:
    with login_page.expect_console_message():
        login_page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert len(watch.faults) == 1
    assert "Content Security Policy" in watch.faults[0]
    watch.faults.clear()


def test_a_request_to_another_host_is_a_fault(login_page: Page, watch: Watch) -> None:
    with pytest.raises(Error, match="ERR_"):
        login_page.goto("http://127.0.0.1:1/away")
    assert watch.faults == ["request: http://127.0.0.1:1/away"]
    watch.faults.clear()


def test_a_refused_page_is_no_fault(page: Page) -> None:
    response = page.goto("/nowhere/")
    assert response is not None
    assert response.status == 404


def test_a_breach_of_accessibility_is_found(login_page: Page) -> None:
    login_page.evaluate("document.body.append(document.createElement('button'))")
    assert "button-name: <button></button>" in axe.violations(login_page)
