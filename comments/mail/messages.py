"""What each email says, made at the moment it goes out: nothing of it is stored."""

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..conf import conf
from ..models import Email, EmailKind, Follow, Following, ReaderComment, Status
from ..rules import leading, says_time, sentence
from ..sites import site_address, site_name
from ..targets import address_of, is_public, title_of
from ..text import sanitizing
from ..text.addresses import clean_address
from ..text.markup import printable
from ..text.names import public_name, single_line
from ..text.reading.syntax import Syntax
from ..text.visible import read
from . import digests, followings, outcomes, signed_links
from .headers import ascii_address, structured

# Out-of-office programs don't answer these (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}


def compose(email: Email) -> EmailMessage | None:
    """The email as it is now; None where there is nothing left to say, or nobody to say it to."""
    if email.kind in OF_EMAILS:
        return OF_EMAILS[EmailKind(email.kind)](email)
    return COMPOSERS[EmailKind(email.kind)](email.comment)


def _to_moderators(comment: ReaderComment) -> EmailMessage | None:
    """In the site's language, not one reader's.  Nothing in it decides: its link leads to the card."""
    # Once an editor has decided, nobody need look.
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
            # Quoted line by line: a reader can't write reasons or links that look like ours.
            "lines": printable(comment.source).split("\n"),
            "reasons": [sentence(reason) for reason in leading(comment.reasons)],
            "says_times": any(map(says_time, leading(comment.reasons))),
            "card": _card(comment),
        }
        return _message(_subject(comment, subject, title), "moderation", context, conf.moderators)


def _to_reader(comment: ReaderComment) -> EmailMessage | None:
    """Whoever typed the address chose no word of it."""
    # A login is proof already.
    if comment.user_id is not None:
        return None
    return _with_link(
        comment, gettext_lazy("Please confirm your email address"), "confirmation", signed_links.confirmation
    )


def _to_author(comment: ReaderComment) -> EmailMessage | None:
    """The address of the comment's own page, which its reader asked for there; no word that anybody typed."""
    return _with_link(
        comment, gettext_lazy("The page of your comment"), "private_page", signed_links.reader_page
    )


def _with_link(
    comment: ReaderComment, subject: Promise, name: str, link: Callable[[ReaderComment], str]
) -> EmailMessage | None:
    """An email to the comment's own address, in the article's language; None where there is no address."""
    address = clean_address(comment.user_email)
    if not address:
        return None
    with translation.override(comment.language or settings.LANGUAGE_CODE):
        context = {
            "site": site_name(comment.site),
            "title": single_line(title_of(comment.target)) if comment.target else "",
            "article": _article(comment),
            "link": _absolute(comment, link(comment)),
        }
        return _message(_subject(comment, str(subject)), name, context, [address])


def _to_follower(email: Email) -> EmailMessage | None:
    """What became public in the email's range, and still is, in the article's language."""
    digest = followings.digest_of(email)
    if digest is None:
        return None
    following, comment = digest.following, digest.following.comment
    with translation.override(comment.language or settings.LANGUAGE_CODE):
        unsubscribing = _absolute(comment, signed_links.unsubscribing(following))
        context = {
            "site": site_name(comment.site),
            "title": _title(comment),
            "article": _absolute(comment, address_of(digest.target)),
            "only_replies": following.kind == Follow.REPLIES,
            "news": [_news_item(row) for row in digest.news],
            "more": digest.more,
            "unsubscribing": unsubscribing,
            "followings": _absolute(comment, signed_links.followings(following.commenter)),
        }
        message = EmailMultiAlternatives(
            _subject(comment, _news_subject(following), _title(comment)),
            render_to_string("newsroom_comments/emails/following.txt", context),
            to=[digest.address],
            headers=_unsubscribing_headers(unsubscribing),
        )
        html = render_to_string("newsroom_comments/emails/following.html", context)
        message.attach_alternative(html, "text/html")
        return message


def _news_subject(following: Following) -> str:
    replies, comments = _("New replies to you: %(title)s"), _("New comments: %(title)s")
    return replies if following.kind == Follow.REPLIES else comments


def _news_item(comment: ReaderComment) -> dict[str, Any]:
    return {
        "name": public_name(comment.user_name),
        "address": _absolute(comment, comment.get_absolute_url()),
        # Once more: a line end can be written as an entity.
        "lines": printable(read(comment.source, Syntax(comment.syntax)).text).strip().split("\n"),
        "html": sanitizing.guard(comment.comment),
    }


def _of_outcome(email: Email) -> EmailMessage | None:
    """To the comment's author, with the newsroom's own words and none of a reader's."""
    outcome = outcomes.outcome_of(email)
    if outcome is None:
        return None
    comment = email.comment
    with translation.override(comment.language or settings.LANGUAGE_CODE):
        unsubscribing = _absolute(comment, signed_links.outcome_unsubscribing(comment))
        is_public = outcome.target is not None
        context = {
            "site": site_name(comment.site),
            "title": _title(comment),
            "is_public": is_public,
            "appeal": outcome.appeal,
            "words": [printable(text).strip().split("\n") for text in outcome.words],
            "address": _absolute(comment, comment.get_absolute_url()) if is_public else "",
            "link": _absolute(comment, signed_links.reader_page(comment)),
            "unsubscribing": unsubscribing,
        }
        published, rejected = (
            _("Your comment is published: %(title)s"),
            _("Your comment was not published: %(title)s"),
        )
        return EmailMessage(
            _subject(comment, published if is_public else rejected, _title(comment)),
            render_to_string("newsroom_comments/emails/outcome.txt", context),
            to=[outcome.address],
            headers=_unsubscribing_headers(unsubscribing),
        )


def _to_editor(email: Email) -> EmailMessage | None:
    """What waits by now, in the site's language, as the emails to moderators."""
    digest, comment = email.digest, email.comment
    address = digests.address_of(digest) if digest else ""
    if digest is None or not address:
        return None
    sites = digests.sites_of(digest)
    waiting = digests.backlog(sites)
    # The groups may have changed since: what is of another's site names it to nobody else.
    if waiting is None or not (sites is None or comment.site_id in sites):
        return None
    with translation.override(settings.LANGUAGE_CODE):
        unsubscribing = _absolute(comment, signed_links.digest_unsubscribing(digest))
        context = {
            "backlog": waiting,
            "most": digests.MOST_COUNTED,
            "desk": _desk(comment.site, sites),
            "desks": _desks(sites),
            "choices": _admin_page(comment.site, "deskdigest"),
            "unsubscribing": unsubscribing,
        }
        numbers = {"pending": waiting.pending, "reported": waiting.reported, "appeals": waiting.appeals}
        subject = _("At the desk: %(pending)d pending, %(reported)d reported, %(appeals)d appeals") % numbers
        return EmailMessage(
            _subject(comment, subject),
            render_to_string("newsroom_comments/emails/digest.txt", context),
            to=[address],
            headers=_unsubscribing_headers(unsubscribing),
        )


OF_EMAILS: dict[EmailKind, Callable[[Email], EmailMessage | None]] = {
    EmailKind.FOLLOWING: _to_follower,
    EmailKind.OUTCOME: _of_outcome,
    EmailKind.DIGEST: _to_editor,
}
COMPOSERS: dict[EmailKind, Callable[[ReaderComment], EmailMessage | None]] = {
    EmailKind.MODERATION: _to_moderators,
    EmailKind.CONFIRMATION: _to_reader,
    EmailKind.PRIVATE_PAGE: _to_author,
}


def _message(subject: str, name: str, context: dict[str, Any], to: list[str]) -> EmailMessage:
    body = render_to_string(f"newsroom_comments/emails/{name}.txt", context)
    return EmailMessage(subject, body, to=to, headers=structured(HEADERS))


def _unsubscribing_headers(address: str) -> dict[str, str]:
    """One click in the mail program (RFC 8058)."""
    return structured(
        HEADERS
        | {
            "List-Unsubscribe": f"<{ascii_address(address)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    )


def _subject(comment: ReaderComment, text: str, title: str = "") -> str:
    """Begun by the site's name, so that whoever gets it sees from where it comes."""
    return f"[{site_name(comment.site)}] {text % {'title': title}}"


def _title(comment: ReaderComment) -> str:
    """On one line: whatever a title holds, it begins no header."""
    return single_line(str(comment.target or ""))


def _article(comment: ReaderComment) -> str:
    """The address of the object commented on; "" where it isn't public now."""
    target = comment.target
    return _absolute(comment, address_of(target)) if target and is_public(target) else ""


def _card(comment: ReaderComment) -> str:
    """The comment's card at the desk; "" where the host has no admin."""
    desk = _admin_page(comment.site, "readercomment")
    return desk and f"{desk}?comment={comment.pk}"


def _desk(site: Site, sites: Collection[int] | None) -> str:
    """The desk with what waits on the site, or on every one for whoever moderates ``sites``: all."""
    desk = _admin_page(site, "readercomment")
    return f"{desk}?site={site.pk if sites is not None else 0}" if desk and conf.by_site else desk


def _desks(sites: Collection[int] | None) -> list[tuple[str, str]]:
    """The name and the desk of each site of an editor's; nothing where there is one desk for all of them."""
    if sites is None or len(sites) < 2:
        return []
    known = Site.objects.filter(pk__in=sites).order_by("name", "pk")
    return [(site_name(site), desk) for site in known if (desk := _desk(site, sites))]


def _admin_page(site: Site, model: str) -> str:
    """Where admin lists a model of ours; "" where the host has no admin."""
    try:
        path = reverse(f"admin:newsroom_comments_{model}_changelist")
    except NoReverseMatch:
        return ""
    return urljoin(site_address(site), path)


def _absolute(comment: ReaderComment, path: str) -> str:
    return urljoin(site_address(comment.site), path)
