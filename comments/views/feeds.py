"""Atom feeds: the newest public comments on one object, and on the whole site.

Written with Django's feed generator and not its ``Feed`` view, which takes the host from the table of sites;
here links are on the host asked.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..conf import conf
from ..decorators import discussion_page
from ..discussions import latest
from ..discussions.caching import conditional, entity_tag
from ..discussions.latest import Entry
from ..discussions.pages import discussion_of
from ..sites import site_of
from ..targets import address_of, language_of
from ..text.markup import printable
from ..text.names import single_line
from .lookups import find_listed_target

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """The same bytes for the same entries: an empty feed isn't as young as the moment."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


@require_safe
def feed_of_site(request: HttpRequest) -> HttpResponse:
    """The newest comments of all open discussions, or of the site (``BY_SITE``), in the site's language."""
    language = settings.LANGUAGE_CODE
    entries = latest.latest(site_of(request).pk if conf.by_site else None)

    def view() -> HttpResponse:
        return _answer(request, _("Latest comments"), get_script_prefix(), language, entries)

    with translation.override(language):
        # No version is that of all discussions and of the titles of their objects: the rows themselves are.
        rows = [(entry.pk, entry.stored, entry.submitted, *_words(entry)) for entry in entries]
        return conditional(request, entity_tag(request, rows), view)


@discussion_page(find_listed_target)
@require_safe
def feed_of_object(request: HttpRequest, target: Model) -> HttpResponse:
    """The newest comments on one object, in its language."""
    discussion = discussion_of(target)
    if discussion.is_hidden:
        raise Http404
    language = language_of(target)
    with translation.override(language):
        title = _("Comments on “%(title)s”") % {"title": _title(target)}
        entries = latest.latest_of(discussion, target)
        return _answer(request, title, address_of(target), language, entries)


def _answer(
    request: HttpRequest, title: str, page: str, language: str, entries: Iterable[Entry]
) -> HttpResponse:
    name = single_line(conf.site_name)
    address = request.build_absolute_uri(request.path)
    feed = Feed(
        title=f"{name} – {title}" if name else title,
        link=request.build_absolute_uri(page),
        description=None,
        language=language,
        author_name=name or None,
        feed_url=address,
        # The page has feeds and entries beside this one.
        feed_guid=address,
    )
    for entry in entries:
        _add(feed, request, entry)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(feed: Feed, request: HttpRequest, entry: Entry) -> None:
    url = request.build_absolute_uri(reverse("newsroom_comments:permalink", args=[entry.pk]))
    name, title = _words(entry)
    feed.add_item(
        title=title,
        link=url,
        description=entry.html,
        unique_id=url,
        author_name=name,
        pubdate=entry.submitted,
        updateddate=entry.submitted,
    )


def _words(entry: Entry) -> tuple[str, str]:
    """Who wrote it, and what its title is, in the language of what it is about."""
    with translation.override(language_of(entry.target)):
        name = printable(entry.name) or _("Anonymous")
        return name, _("%(name)s on “%(title)s”") % {"name": name, "title": _title(entry.target)}


def _title(target: Model) -> str:
    """On one line, without what XML doesn't take."""
    return single_line(printable(str(target)))
