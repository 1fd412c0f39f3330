"""What a third parser (lxml's libxml2) finds in HTML that the comment section's allow-list doesn't have."""

import re

from lxml import html

TAGS = frozenset(
    [
        "a",
        "b",
        "strong",
        "em",
        "i",
        "q",
        "cite",
        "blockquote",
        "code",
        "pre",
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "del",
        "s",
    ]
)
ATTRIBUTES = {"a": {"href", "title", "rel"}}
# What is shown has the direction that we give it, and no other.
DIRECTIONS = {"p": "auto", "li": "auto", "pre": "ltr"}
WEB = re.compile(r"https?://[^/\s]", re.IGNORECASE)


def outside_allow_list(markup: str) -> list[str]:
    """Name every tag, attribute, address, comment or instruction in ``markup`` outside the allow-list.

    The list is written out here a second time on purpose: it must not widen with the code it checks.
    """
    return [fault for element in _page(markup).iter() for fault in _faults(element)]


def visible_text(markup: str) -> str:
    """The text of ``markup``: blocks and line breaks part words, white space is one space."""
    page = _page(markup)
    for element in page.iter("p", "li", "blockquote", "pre", "ul", "ol", "br"):
        element.tail = f" {element.tail or ''}"
        if element.tag != "br":
            element.text = f" {element.text or ''}"
    return " ".join(page.text_content().split())


def _page(markup: str) -> html.HtmlElement:
    page = f"<!DOCTYPE html><html><body>{markup}</body></html>".encode("utf-8", "replace")
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def _faults(element: html.HtmlElement) -> list[str]:
    if element.tag in {"html", "body"} and not element.attrib:
        return []
    if not isinstance(element.tag, str) or element.tag not in TAGS:
        return [f"<{element.tag}>"]
    allowed = ATTRIBUTES.get(element.tag, set())
    given = [name for name, value in element.items() if (name, value) != ("dir", DIRECTIONS.get(element.tag))]
    names = [f"<{element.tag} {name}>" for name in given if name not in allowed]
    href = element.get("href")
    return names if href is None or WEB.match(href) else [*names, f"href={href}"]
