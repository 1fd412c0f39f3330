"""The facts of a post: what the rules may know of it, before anything is stored."""

import re
from html import unescape
from typing import Any

from django.utils import timezone

from ..conf import conf
from ..models import ReaderComment, moderated_by
from ..people.staff_names import staff_names
from ..rules import Submission
from ..rules.submissions import Person
from ..text.hostnames import host_of
from . import host_moderators
from .history import History, network_posts
from .posts import Post

# As cleaning writes it.
HREF = re.compile(r'<a href="([^"]*)"')


def gather(post: Post, draft: ReaderComment, history: History) -> Submission:
    """All that the rules may know of a post.  Nothing is written.

    ``draft`` is the comment that it would become: its text is cleaned, and the host's moderator sees it.
    """
    return Submission(
        text=post.source,
        syntax=post.syntax,
        name=post.name,
        website=post.url,
        address_domain=post.email.rpartition("@")[2],
        linked_hosts=tuple(host_of(unescape(address)) for address in HREF.findall(draft.comment)),
        site_mode=conf.options(post.target).get("MODE", conf.mode),
        discussion_mode=history.discussion.mode,
        honeypot_filled=post.honeypot_filled,
        time_taken=post.time_taken,
        prefilled=post.prefilled,
        now=timezone.now(),
        rate_limited=conf.rate_limit,
        person=_person(post, history),
        network_posts=history.network_posts,
        same_texts=history.same_texts,
        # Whoever is logged in bears the name that the host gives them.
        staff_names=frozenset() if post.user else frozenset(staff_names()),
        lists=history.lists,
        moderator=host_moderators.opinion_of(draft, post.target, post.request),
    )


def pace(post: Post) -> Submission:
    """What the rule ``flood`` may know of a network's posts; of the person nothing, so nothing is written."""
    return Submission(
        text=post.source,
        now=timezone.now(),
        rate_limited=conf.rate_limit,
        network_posts=network_posts(post),
    )


def _moderates(user: Any, site: int) -> bool:
    """Permissions are asked for only of those who may enter the admin: it costs other readers no query."""
    may = getattr(user, "is_staff", False) and user.has_perm("newsroom_comments.moderate_readercomment")
    sites = moderated_by(user) if may else ()
    return sites is None or site in sites


def _person(post: Post, history: History) -> Person:
    return Person(
        logged_in=post.user is not None,
        moderates=_moderates(post.user, post.site_id),
        identity_verified=post.is_identity_verified,
        approved=history.commenter.approved_count if history.commenter else 0,
        past=history.past,
        standing=history.judged.standing if history.judged else "",
        until=history.judged.until if history.judged else None,
    )
