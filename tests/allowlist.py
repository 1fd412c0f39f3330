"""What a third parser (lxml's libxml2) finds in HTML that the comment section's allow-list doesn't have."""

from urllib.parse import urlsplit

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


def outside_allow_list(markup: str) -> list[str]:
    """Name every tag, attribute, address, comment or instruction in ``markup`` outside the allow-list.

    The list is written out here a second time on purpose: it must not widen with the code it checks.
    """
    root = html.fragment_fromstring(markup, create_parent="section", parser=html.HTMLParser(huge_tree=True))
    return [fault for element in root.iterdescendants() for fault in _faults(element)]


def visible_text(markup: str) -> str:
    """The text of ``markup`` with every run of white space as one space, tags apart from what they part."""
    root = html.fragment_fromstring(markup, create_parent="section", parser=html.HTMLParser(huge_tree=True))
    for element in root.iterdescendants("p", "li", "blockquote", "pre", "ul", "ol", "br"):
        element.tail = f" {element.tail or ''}"
        if element.tag != "br":
            element.text = f" {element.text or ''}"
    return " ".join(root.text_content().split())


def _faults(element: html.HtmlElement) -> list[str]:
    if not isinstance(element.tag, str) or element.tag not in TAGS:
        return [f"<{element.tag}>"]
    names = [
        f"<{element.tag} {name}>" for name in element.attrib if name not in ATTRIBUTES.get(element.tag, ())
    ]
    href = element.get("href", "https://example.org")
    return names if urlsplit(href).scheme in {"http", "https"} else [*names, f"href={href}"]
