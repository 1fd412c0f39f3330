"""The server dies while a reader posts, and is started again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.models import ReaderComment, Status
from tests.processes import environment, mortal

from ..form import POST, WORDS, fill

Serve = Callable[..., AbstractContextManager[int]]


@pytest.fixture
def serve(transactional_db: None) -> Serve:
    """Serves the test's own database, and gives the port, until the block ends or a post kills it."""

    @contextmanager
    def serve(port: int = 0, dies: str = "") -> Iterator[int]:
        with mortal(environment(), str(port), *dies.split()) as served:
            yield served

    return serve


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_what_a_dying_server_lost_or_took_is_there_once(reader: Page, article: Article, serve: Serve) -> None:
    problem, text = reader.locator("#reply-problems"), reader.locator("#reply-comment")
    with serve(dies="before") as port:
        reader.goto(f"http://127.0.0.1:{port}{article.get_absolute_url()}")
        fill(reader)
        reader.click(POST)
        expect(problem).to_contain_text("The site did not answer.")
        expect(text).to_have_value(WORDS)
    assert ReaderComment.objects.count() == 0

    with serve(port, dies="after"):
        reader.reload()
        expect(text).to_have_value(WORDS)
        fill(reader, comment=reader.input_value("#reply-comment"))
        reader.click(POST)
        expect(problem).to_contain_text("The site did not answer.")
        expect(text).to_have_value(WORDS)
    assert ReaderComment.objects.count() == 1

    with serve(port):
        problem.get_by_role("button", name="Try again").click()
        # Answered like a double click, which opens no private page.
        expect(reader.locator(".nc-own .nc-body")).to_have_text(WORDS)
        expect(reader.locator(".nc-own-page")).to_have_count(0)
        reader.reload()
        expect(reader.locator(".nc-own .nc-body")).to_have_text(WORDS)
        expect(text).to_have_value("")
        decide(ReaderComment.objects.get(), Status.APPROVED, DecisionContext())
        reader.reload()
        # Its number never arrived: it is known again by its words.
        expect(reader.locator(".nc-comment")).to_have_count(1)
        expect(reader.locator(".nc-state")).to_have_count(0)
    assert [*ReaderComment.objects.values_list("source", flat=True)] == [WORDS]
