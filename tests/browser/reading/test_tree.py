"""What a screen reader is told of a thread and of the form."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from comments.models import ReaderComment
from tests.conftest import Comment

TREE = r"""
- region "2 comments":
  - heading "2 comments" [level=2]
  - paragraph:
    - link "Leave a Reply"
  - status
  - paragraph:
    - button "Collapse all"
  - list:
    - listitem:
      - article "Grace":
        - heading "Grace" [level=3]
        - link /minute/:
          - time: 1 minute ago
        - paragraph: I read this twice.
        - paragraph:
          - link "Reply"
          - link "Report"
      - group:
        - text: 1 reply
        - list:
          - listitem:
            - article "Tom":
              - heading "Tom" [level=3]
              - text: Newsroom
              - link /\d+/:
                - time
              - paragraph: Thrice.
              - paragraph: edited by the newsroom
              - paragraph:
                - link "Reply"
                - link "Report"
  - region "Leave a Reply":
    - heading "Leave a Reply" [level=2]
    - paragraph: Your email address will not be published. Required fields are marked
    - text: Comment (required)
    - textbox "Comment (required)"
    - text: Name (required)
    - textbox "Name (required)"
    - text: Email (required)
    - textbox "Email (required)"
    - text: Website
    - textbox "Website"
    - button "Post Comment"
    - button "Preview"
    - checkbox "Email me about new comments"
    - text: Email me about new comments
    - checkbox /Save my name/
    - text: /Save my name/
"""


@pytest.mark.usefixtures("unlimited")
def test_threads_are_lists_of_articles_and_every_field_has_its_name(
    page: Page, article: Article, comment: Comment
) -> None:
    reply = comment("Thrice.", name="Tom", parent=comment(name="Grace"))
    ReaderComment.objects.filter(pk=reply.pk).update(by_staff=True, edited=True)
    page.goto(article.get_absolute_url())
    expect(page.locator("#comments")).to_match_aria_snapshot(TREE)
    described = page.locator(f"#c{reply.pk} .nc-actions a")
    for number, name in enumerate(("Reply", "Report")):
        expect(described.nth(number)).to_have_accessible_name(name)
        expect(described.nth(number)).to_have_accessible_description("Tom")
