"""WordPress exports, as small as a test needs."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
FOOT = "</channel>\n</rss>\n"


def export(*parts: str) -> bytes:
    return (HEAD + "\n".join(parts) + FOOT).encode()


def author(login: str, name: str) -> str:
    return (
        f"<wp:author><wp:author_login>{login}</wp:author_login><wp:author_email>{login}@example.org"
        f"</wp:author_email><wp:author_display_name>{escape(name)}</wp:author_display_name></wp:author>"
    )


def category(slug: str, name: str, parent: str = "") -> str:
    return (
        f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>{parent}"
        f"</wp:category_parent><wp:cat_name>{escape(name)}</wp:cat_name></wp:category>"
    )


def tag(slug: str, name: str) -> str:
    return f"<wp:tag><wp:tag_slug>{slug}</wp:tag_slug><wp:tag_name>{escape(name)}</wp:tag_name></wp:tag>"


def item(
    number: int,
    title: str = "The ferry",
    content: str = "It sails.",
    *,
    terms: tuple[tuple[str, str, str], ...] = (),
    meta: dict[str, Any] | None = None,
    guid: str | None = None,
    creator: str = "ann",
    excerpt: str = "",
    inside: str = "",
    **fields: Any,
) -> str:
    """A post; ``fields`` are the elements of the namespace ``wp``."""
    told = {
        "post_id": number,
        "post_date": "2024-03-31 03:30:00",
        "post_date_gmt": "2024-03-31 01:30:00",
        "post_name": f"post-{number}",
        "status": "publish",
        "post_type": "post",
    } | fields
    guid = f"https://old.example/?p={number}" if guid is None else guid
    return "\n".join(
        [
            f"<item><title>{escape(title)}</title><link>https://old.example/2024/post-{number}/</link>",
            f"<dc:creator>{creator}</dc:creator><guid isPermaLink='false'>{escape(guid)}</guid>",
            f"<content:encoded>{escape(content)}</content:encoded>",
            f"<excerpt:encoded>{escape(excerpt)}</excerpt:encoded>",
            *(f"<wp:{name}>{escape(str(value))}</wp:{name}>" for name, value in told.items()),
            *_terms(terms),
            *(
                f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{escape(str(value))}"
                "</wp:meta_value></wp:postmeta>"
                for key, value in (meta or {}).items()
            ),
            inside,
            "</item>",
        ]
    )


def _terms(terms: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
    for domain, slug, name in terms:
        yield f"<category domain={quoteattr(domain)} nicename={quoteattr(slug)}>{escape(name)}</category>"
