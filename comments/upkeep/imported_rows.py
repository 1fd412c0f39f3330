"""A comment as WordPress wrote it becomes one of ours, not stored yet."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django_comments.models import Comment

from ..models import ReaderComment, Status
from ..requests.networks import network_around
from ..targets import language_of
from ..text import sanitizing
from ..text.names import single_line
from ..text.reading.safe_urls import safe_url
from ..text.reading.syntax import Syntax
from ..text.sources import with_unix_line_ends

# By WordPress's word for it; what has another one is held.
STATUSES = {
    "1": Status.APPROVED,
    "approve": Status.APPROVED,
    "0": Status.PENDING,
    "hold": Status.PENDING,
    "spam": Status.SPAM,
    "trash": Status.REJECTED,
    "post-trashed": Status.REJECTED,
}
# What its form began with, for whoever had no website.
NO_WEBSITE = {"", "http://", "https://"}
LONGEST = {
    name: Comment._meta.get_field(name).max_length or 0 for name in ("user_name", "user_email", "user_url")
}

Lose = Callable[[str], None]


def row_of(said: Mapping[str, str], target: Model, lose: Lose) -> ReaderComment | None:
    """What a comment said, by WordPress's names without "comment_", as our row on ``target``.

    None where a reader would see nothing of it.  ``lose`` is told what else doesn't come along.
    """
    source = with_unix_line_ends(said.get("content", ""))
    is_short = len(source) <= sanitizing.MAX_LENGTH
    html = sanitizing.clean(source) if is_short else sanitizing.escape_plain(source)
    if not html:
        return None
    for what in sanitizing.removed(source) if is_short else [f"its markup, in {len(source)} characters"]:
        lose(what)
    if said.get("approved", "") not in STATUSES:
        lose(f"its status {said.get('approved', '')}: it is held")
    return ReaderComment(
        site_id=_site(),
        user_name=_name(said.get("author", ""), lose),
        user_email=_address(said.get("author_email", ""), lose),
        user_url=_website(said.get("author_url", ""), lose),
        comment=html,
        source=source,
        syntax=Syntax.HTML if is_short else Syntax.PLAIN,
        network=network_around(said.get("author_IP", "")),
        language=language_of(target),
        submitted=_moment(said, lose),
    )


def _site() -> int:
    """The host's ``SITE_ID``, else its first site: there is no request that would say which."""
    chosen = getattr(settings, "SITE_ID", None)
    return int(chosen or Site.objects.order_by("pk").values_list("pk", flat=True)[0])


def _name(text: str, lose: Lose) -> str:
    name, longest = single_line(text), LONGEST["user_name"]
    if len(name) > longest:
        lose(f"the end of its author’s name, after {name[:longest]}")
    return name[:longest]


def _address(text: str, lose: Lose) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        lose("its author’s email, which is none")
        return ""
    if len(text) > LONGEST["user_email"]:
        lose("its author’s email, which is too long")
        return ""
    return text


def _website(text: str, lose: Lose) -> str:
    if text in NO_WEBSITE:
        return ""
    if safe_url(text) and len(text) <= LONGEST["user_url"]:
        return text
    lose(f"its author’s website {text[:100]}")
    return ""


def _moment(said: Mapping[str, str], lose: Lose) -> datetime:
    """In Greenwich's time; by its site's clock, whose zone the file doesn't name, where it has no other."""
    for name in ("date_gmt", "date"):
        try:
            found = parse_datetime(said.get(name, ""))
        except ValueError:
            continue
        # WordPress has 0000-00-00 for none, which is no date, and some programs the year 1.
        if found and 1970 <= found.year <= timezone.now().year:
            return found.replace(tzinfo=UTC)
    lose("its date: it has that of its import")
    return timezone.now()
