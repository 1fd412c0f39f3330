"""The list of comments as a browser gets it."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from articles.models import Article
from comments.discussions.pages import PageLocation, read_page
from comments.models import Discussion

Tree = list[tuple[str, Any]]
WITHHELD = "This comment is not shown"


class Lists(HTMLParser):
    """The nested lists of comments in a page, and a failure where a tag is closed out of turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tops: Tree = []
        self.branches: list[Tree] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "ol" and given.get("class") == "nc-list":
            assert not self.open or self.open[-1] == "li"
            self.branches.append(self.branches[-1][-1][1] if self.branches else self.tops)
            self.open.append(tag)
        elif tag == "li" and self.open:
            assert self.open[-1] == "ol"
            self.branches[-1].append((WITHHELD, []))
            self.open.append(tag)
        elif tag == "article" and self.open:
            self.branches[-1][-1] = (str(given["id"]), self.branches[-1][-1][1])

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "li"} and self.open:
            assert self.open.pop() == tag
            if tag == "ol":
                self.branches.pop()


def page_of(article: Article, client: Client, query: str = "") -> str:
    response = client.get(article.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def outline(article: Article, location: PageLocation | None = None) -> list[tuple[str, int]]:
    """Each row's name, or None where it is withheld, and its depth."""
    page = read_page(Discussion.objects.find(article), location or PageLocation())
    return [(WITHHELD if row.withheld else row.name, row.depth) for row in page.rows]


def said(tree: Any, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]
