"""Atom feeds, held to RFC 4287."""

from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

NAMESPACES = {"a": "http://www.w3.org/2005/Atom"}


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(text) for text in element.xpath(path, namespaces=NAMESPACES)]


def faults(feed: etree._Element) -> list[str]:
    """What the RFC doesn't allow, of all that a feed of ours can hold."""
    entries = feed.xpath("a:entry", namespaces=NAMESPACES)
    found = [] if feed.tag == f"{{{NAMESPACES['a']}}}feed" else [f"root: {feed.tag}"]
    for part in (feed, *entries):
        # 4.1.1 and 4.1.2: once each; 4.2.6: an absolute IRI.
        numbers = {name: len(texts(part, f"a:{name}/text()")) for name in ("id", "title", "updated")}
        found += [f"{name}: {number}" for name, number in numbers.items() if number != 1]
        found += [f"id: {text}" for text in texts(part, "a:id/text()") if not urlsplit(text).netloc]
    # 4.1.1: whoever answers for the feed, or for each of its entries.
    if not texts(feed, "a:author/a:name/text()"):
        found += ["author: none" for entry in entries if not texts(entry, "a:author/a:name/text()")]
    # 4.1.2: where there is no content.
    found += ["alternate: none" for entry in entries if not texts(entry, "a:link[@rel='alternate']/@href")]
    ids = texts(feed, "a:entry/a:id/text()")
    found += [] if len({*ids}) == len(ids) else [f"entries' ids: {ids}"]
    # 3.3
    dates = texts(feed, "//a:updated/text() | //a:published/text()")
    found += [f"date: {date}" for date in dates if datetime.fromisoformat(date).tzinfo is None]
    # 3.1.1: neither text nor HTML holds elements; there is no other kind of ours.
    for element in feed.xpath("//a:title | //a:summary", namespaces=NAMESPACES):
        if element.get("type", "text") not in {"text", "html"} or len(element):
            found.append(f"text: {etree.tostring(element).decode()}")
    return found
