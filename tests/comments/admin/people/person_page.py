"""A person's page, and what it says."""

from ..conftest import Page

PERSON = "admin:newsroom_comments_commenter_change"
FORM = "commenter_form"


def box(page: Page, name: str) -> str:
    [field] = page.tree.xpath(f"//div[contains(@class, 'field-{name}')]")
    return " ".join(field.text_content().split())
