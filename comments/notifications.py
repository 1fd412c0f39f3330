"""What each mail says, made at the moment it goes out: nothing of it is kept."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from . import links
from .conf import conf
from .markup import printable
from .models import Mail, MailKind, ReaderComment, Status
from .moderation import sentence
from .targets import address_of, is_public
from .texts import public_name, single_line

# Out-of-office programs don't answer these (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}


def compose(mail: Mail) -> EmailMessage | None:
    """The mail as it is now; None where there is nothing left to say, or nobody to say it to."""
    return COMPOSERS[MailKind(mail.kind)](mail.comment)


def _to_moderators(comment: ReaderComment) -> EmailMessage | None:
    """In the site's language, not one reader's.  Nothing in it decides: its link leads to the card."""
    if comment.status not in {Status.PENDING, Status.PUBLISHED} or not conf.moderators:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        waits = comment.status == Status.PENDING
        title = _title(comment)
        subject = _("Comment to moderate: %(title)s") if waits else _("Comment published: %(title)s")
        context = {
            "waits": waits,
            "title": title,
            "name": public_name(comment.user_name),
            # Marked line by line: a reader can't write reasons or links that look like ours.
            "lines": printable(comment.source).split("\n"),
            "reasons": [sentence(reason) for reason in comment.reasons],
            "card": _card(comment),
        }
        return _message(subject % {"title": title}, "moderation", context, conf.moderators)


def _to_reader(comment: ReaderComment) -> EmailMessage | None:
    """In the article's language.  Whoever typed the address chose no word of it."""
    if comment.user_id is not None or not comment.user_email:
        return None
    with translation.override(comment.language or settings.LANGUAGE_CODE):
        context = {
            "title": _title(comment),
            "article": _article(comment),
            "link": _absolute(comment, links.confirmation(comment)),
        }
        return _message(_("Is this your address?"), "confirmation", context, [comment.user_email])


def _to_author(comment: ReaderComment) -> EmailMessage | None:
    """The address of the comment's own page, which its reader asked for there; no word that anybody typed."""
    if not comment.user_email:
        return None
    with translation.override(comment.language or settings.LANGUAGE_CODE):
        context = {
            "title": _title(comment),
            "article": _article(comment),
            "link": _absolute(comment, links.reader_page(comment)),
        }
        return _message(_("The page of your comment"), "private_page", context, [comment.user_email])


COMPOSERS: dict[MailKind, Callable[[ReaderComment], EmailMessage | None]] = {
    MailKind.MODERATION: _to_moderators,
    MailKind.CONFIRMATION: _to_reader,
    MailKind.PRIVATE_PAGE: _to_author,
}


def _message(subject: str, name: str, context: dict[str, Any], to: list[str]) -> EmailMessage:
    body = render_to_string(f"newsroom_comments/mails/{name}.txt", context)
    return EmailMessage(subject, body, to=to, headers=HEADERS)


def _title(comment: ReaderComment) -> str:
    """On one line: whatever a title holds, it begins no header."""
    return single_line(str(comment.content_object or ""))


def _article(comment: ReaderComment) -> str:
    """The address of the object commented on; "" where it isn't public now."""
    target = comment.content_object
    return _absolute(comment, address_of(target)) if target and is_public(target) else ""


def _card(comment: ReaderComment) -> str:
    """The comment's card at the desk; "" where the host has no admin."""
    try:
        desk = reverse("admin:newsroom_comments_readercomment_changelist")
    except NoReverseMatch:
        return ""
    return _absolute(comment, f"{desk}?comment={comment.pk}")


def _absolute(comment: ReaderComment, path: str) -> str:
    return urljoin(conf.site_url or f"https://{comment.site.domain}", path)
