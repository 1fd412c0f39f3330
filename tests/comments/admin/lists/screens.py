"""The screens on which entries are added, and what they answer."""

from typing import Any

from comments.models import ListedWord

from ..conftest import Desk, Page

ADD_WORD = "admin:newsroom_comments_listedword_add"
ADD_DOMAIN = "admin:newsroom_comments_blockeddomain_add"
SCREEN = {"word": "listedword_form", "domain": "blockeddomain_form"}


def answer(page: Page, response: Any) -> Page:
    assert response.status_code == 200
    return Page(page.desk, page.address, response.content.decode())


def try_word(keeper: Desk, pattern: str, **fields: Any) -> Page:
    page = keeper.open(ADD_WORD)
    return answer(page, page.send(SCREEN["word"], pattern=pattern, **fields))


def try_domain(keeper: Desk, domain: str) -> Page:
    page = keeper.open(ADD_DOMAIN)
    return answer(page, page.send(SCREEN["domain"], domain=domain))


def trial_of(page: Page) -> str:
    return " ".join(page.tree.get_element_by_id("trial").text_content().split())


def errors(page: Page) -> list[str]:
    return [
        " ".join(item.text_content().split())
        for item in page.tree.xpath("//ul[@class='errorlist' or contains(@class,'errorlist')]/li")
    ]


def rows() -> list[tuple[str, str, bool]]:
    return [*ListedWord.objects.order_by("pk").values_list("list", "pattern", "folds")]
