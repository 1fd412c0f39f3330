"""A web site as readers write it: no browser refuses it for want of a scheme."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import ReaderComment

from ..conftest import NewPage
from ..form import AWAITING, POST, fill


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_web_site_is_sent_without_its_scheme_and_refused_with_a_sentence(
    new_page: NewPage, article: Article, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(article.get_absolute_url())
    fill(page)
    page.fill("#reply-url", "javascript:alert(1)")
    page.click(POST)
    url = page.locator("#reply-url")
    expect(url).to_have_attribute("aria-invalid", "true")
    expect(url).to_have_accessible_description("Enter a website address such as www.example.org.")
    expect(url).to_have_value("javascript:alert(1)")
    url.fill("www.example.org")
    page.click(POST)
    expect(page.locator(".nc-own" if script else ".nc-state").first).to_contain_text(AWAITING)
    url_of = ReaderComment.objects.values_list("user_url", flat=True)
    assert [*url_of] == ["https://www.example.org"]
