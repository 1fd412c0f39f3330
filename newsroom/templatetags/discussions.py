"""``{% load discussions %}``: where an article's page and its comments meet."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import metadata
from articles.models import Article
from articles.stories import Story
from articles.text.sanitizing import words
from comments.discussions.fragments import of_threads, page_key
from comments.discussions.pages import PageLocation, page_of
from comments.discussions.threads import Thread
from comments.templatetags.reader_comments import comment_count, kept_part

register = template.Library()


@register.simple_tag(takes_context=True)
def discussed_story_data(context: template.Context, article: Article, story: Story) -> SafeString:
    """``story_data`` with how many comments the article has, and those that its page shows."""
    request = context["request"]
    absolute = request.build_absolute_uri

    def nodes() -> list[dict[str, Any]]:
        return [metadata.news_article(story, absolute), metadata.breadcrumbs(story, absolute)]

    page = page_of(article, PageLocation.read(request.GET))
    key = page_key(article, page.location, "JSON-LD", absolute("/"))
    threads = of_threads(key, page.threads, lambda thread: _comments(thread, absolute))
    comments = [comment for thread in threads for comment in thread]
    article_node, *others = kept_part(request, "JSON-LD", nodes, for_everybody=True)
    article_node = article_node | {"commentCount": comment_count(article)}
    return metadata.data_block([article_node | ({"comment": comments} if comments else {}), *others])


def _comments(thread: Thread, absolute: Any) -> list[dict[str, Any]]:
    return [
        {
            "@type": "Comment",
            "url": absolute(row.permalink),
            "author": {"@type": "Person", "name": row.name or _("Anonymous")},
            "dateCreated": localtime(row.submitted).isoformat(timespec="seconds"),
            "text": words(row.html),
        }
        for row in thread.rows
        if not row.withheld
    ]
