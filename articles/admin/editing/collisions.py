"""What an editor reads whose form was made from another version than the one stored."""

from datetime import datetime
from typing import Any

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ...models import Article


def changed(stored: Article, reader: Any) -> SafeString:
    """Somebody saved the article since ``reader`` opened it: who and when, and what to do."""
    entry = _latest(CHANGE, stored.pk)
    # A save is logged right after it; what was written later in another way is nobody's in the log.
    known = entry and entry.action_time >= stored.updated_at
    return _advised(_who_changed(entry.user if entry and known else None, stored.updated_at, reader), stored)


def unnumbered(stored: Article) -> SafeString:
    """The form names no version: the browser went back to it, or it was open while the site was updated."""
    sentence = _("This form no longer says which version of the article it was made from.")
    return _advised(sentence, stored)


def deleted(pk: str, *, may_add: bool) -> SafeString:
    """The article is gone: by whom and when, and what to do."""
    advice = (
        _("Nothing was saved; all of your text is below. Saving makes a new article of it.")
        if may_add
        else _("Nothing was saved, and you may not add an article. All of your text is below: copy it.")
    )
    return format_html("{} {}", _who_deleted(_latest(DELETION, pk)), advice)


def _latest(flag: int, pk: object) -> LogEntry | None:
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Article))
    return entries.filter(object_id=str(pk), action_flag=flag).select_related("user").first()


def _who_changed(user: Any, moment: datetime, reader: Any) -> str:
    words = {"time": _written(moment)}
    if user is None:
        return _("This article was changed on %(time)s, after you had opened it.") % words
    if user == reader:
        return _("You saved this article yourself on %(time)s, after you had opened this form.") % words
    words["name"] = _name(user)
    return _("%(name)s saved this article on %(time)s, after you had opened it.") % words


def _who_deleted(entry: LogEntry | None) -> str:
    if entry is None:
        return _("This article was deleted after you had opened it.")
    words = {"name": _name(entry.user), "time": _written(entry.action_time)}
    return _("%(name)s deleted this article on %(time)s, after you had opened it.") % words


def _advised(sentence: str, stored: Article) -> SafeString:
    address = stored.get_absolute_url()
    link = format_html('<a href="{}" target="_blank">{}</a>', address, _("the article as it is stored"))
    advice = _(
        "Nothing was saved; all of your text is below. To compare, open {link}. "
        "Saving again replaces it with yours."
    )
    return format_html("{} {}", sentence, format_html(advice, link=link))


def _name(user: Any) -> str:
    """As stock admin names an account; a host's own model may have no full name."""
    full = getattr(user, "get_full_name", str)()
    return full or user.get_username()


def _written(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
