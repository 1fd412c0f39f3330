"""What machines read of a page: JSON-LD in the words of schema.org, and how others name a language.

``absolute`` makes an address of a path, for the host that was asked.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from .conf import site_name
from .models import Article, Person
from .stories import Linked, Story, page_of
from .text.sanitizing import CONTROLS

Node = dict[str, Any]
Absolute = Callable[[str], str]

# The ratios that Google asks for.
RATIOS = ("1x1", "4x3", "16x9")
# Inside <script> nothing is an entity; in JSON these are the same characters.
ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
# Open Graph wants a territory, too: where most of a language's readers are.
TERRITORIES = {
    "ar": "AR",
    "ca": "ES",
    "cs": "CZ",
    "da": "DK",
    "el": "GR",
    "en": "US",
    "ja": "JP",
    "ko": "KR",
    "nb": "NO",
    "sv": "SE",
    "uk": "UA",
    "vi": "VN",
    "zh": "CN",
}


def data_block(nodes: Sequence[Node]) -> SafeString:
    """A ``<script>`` of data alone, which no content security policy refuses and no text can leave."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    # Many times as quick as str.translate, and a page of comments is long.
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def news_article(story: Story, absolute: Absolute, more: Mapping[str, Any] | None = None) -> Node:
    """The article as ``NewsArticle``; ``more`` is what the site knows of it beside."""
    article = story.article
    url = absolute(article.get_absolute_url())
    publisher = _publisher(absolute)
    node = {
        "@type": "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": line(article.headline),
        "alternativeHeadline": line(article.short_headline),
        "description": line(article.excerpt),
        "inLanguage": article.language,
        "datePublished": _date(article.pub_date),
        "dateModified": _date(story.modified_at),
        "image": _images(story, absolute),
        "author": _authors(story, absolute) or publisher,
        "publisher": publisher,
        "articleSection": [line(one.name) for one in story.trail],
        "keywords": [line(one.name) for one in story.subjects],
        "correction": [
            {"@type": "CorrectionComment", "text": line(one.text), "datePublished": _date(one.at)}
            for one in story.corrections
        ],
        **_translations(story, absolute),
        **(more or {}),
    }
    return _told(node)


def breadcrumbs(story: Story, absolute: Absolute) -> Node:
    """The way from the edition through the sections to the article, as ``BreadcrumbList``."""
    article = story.article
    edition = reverse("newsroom_articles:edition", args=[article.language])
    first = Linked(site_name() or absolute(edition), edition)
    trail = [first, *story.trail, Linked(article.headline, article.get_absolute_url())]
    items = [
        _told(
            {
                "@type": "ListItem",
                "position": number,
                "name": line(one.name),
                "item": absolute(one.address) if one.address else "",
            }
        )
        for number, one in enumerate(trail, start=1)
        if one.address or one in story.trail
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def person(somebody: Person, absolute: Absolute) -> Node:
    """Somebody with a byline, as ``Person``."""
    page = page_of(somebody)
    node = {"@type": "Person", "name": line(somebody.name), "description": line(somebody.about)}
    return _told(node | ({"@id": absolute(page), "url": absolute(page)} if page else {}))


def territorial(language: str) -> str:
    """A language as Open Graph writes it: ``fr_FR``."""
    code, _, region = language.partition("-")
    return f"{code}_{region.upper() or TERRITORIES.get(code, code.upper())}"


def news_language(language: str) -> str:
    """A language as Google News writes it: without its region, unless that is China or Taiwan."""
    return language if language in {"zh-cn", "zh-tw"} else language.partition("-")[0]


def _authors(story: Story, absolute: Absolute) -> list[Node]:
    if authors := story.authors:
        return [person(somebody, absolute) for somebody in authors]
    return [{"@type": "Person", "name": line(one.name)} for one in story.byline]


def _publisher(absolute: Absolute) -> Node:
    """The site, under its own name or, where it has none, its address."""
    home = absolute(reverse("newsroom_articles:front_page"))
    return {"@type": "NewsMediaOrganization", "name": line(site_name()) or home, "url": home}


def _images(story: Story, absolute: Absolute) -> list[Node]:
    lead = story.article.lead_picture
    cuts = [cut for kind in RATIOS if (cut := story.picture(kind))]
    return [
        _told(
            {
                "@type": "ImageObject",
                "url": absolute(cut["url"]),
                "width": cut["width"],
                "height": cut["height"],
                "caption": line(lead.caption) if lead else "",
                "creditText": line(lead.credit) if lead else "",
            }
        )
        for cut in cuts
    ]


def _translations(story: Story, absolute: Absolute) -> Node:
    def work(other: Article) -> Node:
        url = absolute(other.get_absolute_url())
        return {"@type": "NewsArticle", "@id": url, "url": url, "inLanguage": other.language}

    original = [work(one) for one in story.translations if one.pk == story.article.original_id]
    made_of_it = [work(one) for one in story.translations if one.original_id == story.article.pk]
    return {"translationOfWork": original, "workTranslation": made_of_it}


def _told(node: Node) -> Node:
    """Without what is empty; 0 is something to tell."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _date(moment: datetime) -> str:
    return (localtime(moment) if settings.USE_TZ else moment).isoformat(timespec="seconds")


def line(text: str) -> str:
    """On one line, without what XML can't hold."""
    return " ".join(text.translate(CONTROLS).split())
