"""Every address of the desk, and who reaches what."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .roles import ALL, CHIEFS, EDITORS, NO_ONE, NOBODY, READER, ROLES, SUPERUSER

pytestmark = pytest.mark.django_db
# Every address of this app in the admin, by its name without "newsroom_comments_": what stands in it, and who
# is let in.  Whoever isn't is sent to log in, or gets a 403.
ADDRESSES: dict[str, tuple[str, set[str]]] = {
    "readercomment_changelist": ("", ALL),
    "readercomment_add": ("", NO_ONE),
    "readercomment_change": ("comment", ALL),
    "readercomment_history": ("comment", ALL),
    "readercomment_delete": ("comment", NO_ONE),
    "arrivals": ("", ALL),
    "state": ("", ALL),
    "filters": ("", ALL),
    "orphans": ("", ALL),
    "around": ("comment", ALL),
    "decision_changelist": ("", EDITORS),
    "export_decisions": ("", CHIEFS),
    "decision_add": ("", NO_ONE),
    "decision_change": ("decision", EDITORS),
    "decision_history": ("decision", EDITORS),
    "decision_delete": ("decision", NO_ONE),
    "discussion_changelist": ("", EDITORS),
    "discussion_add": ("", NO_ONE),
    "discussion_change": ("discussion", EDITORS),
    "discussion_history": ("discussion", EDITORS),
    "discussion_delete": ("discussion", NO_ONE),
    "discussion_of": ("article", CHIEFS),
    "commenter_changelist": ("", EDITORS),
    "commenter_add": ("", NO_ONE),
    "commenter_change": ("commenter", EDITORS),
    "commenter_history": ("commenter", EDITORS),
    "commenter_delete": ("commenter", NO_ONE),
    "standingchange_changelist": ("", EDITORS),
    "standingchange_add": ("", NO_ONE),
    "standingchange_change": ("change", EDITORS),
    "standingchange_history": ("change", EDITORS),
    "standingchange_delete": ("change", NO_ONE),
    "email_changelist": ("", CHIEFS),
    "email_add": ("", NO_ONE),
    "email_change": ("email", CHIEFS),
    "email_history": ("email", CHIEFS),
    "email_delete": ("email", NO_ONE),
    "deskdigest_changelist": ("", EDITORS),
    "deskdigest_add": ("", EDITORS),
    "deskdigest_change": ("digest", EDITORS),
    "deskdigest_history": ("digest", NO_ONE),
    "deskdigest_delete": ("digest", NO_ONE),
    "listedword_changelist": ("", EDITORS),
    "listedword_add": ("", CHIEFS),
    "listedword_change": ("word", EDITORS),
    "listedword_history": ("word", EDITORS),
    "listedword_delete": ("word", CHIEFS),
    "blockeddomain_changelist": ("", EDITORS),
    "blockeddomain_add": ("", CHIEFS),
    "blockeddomain_change": ("domain", EDITORS),
    "blockeddomain_history": ("domain", EDITORS),
    "blockeddomain_delete": ("domain", CHIEFS),
    "rejectionreason_changelist": ("", EDITORS),
    "rejectionreason_add": ("", CHIEFS),
    "rejectionreason_change": ("reason", EDITORS),
    "rejectionreason_history": ("reason", EDITORS),
    "rejectionreason_delete": ("reason", CHIEFS),
    "savedreply_changelist": ("", EDITORS),
    "savedreply_add": ("", CHIEFS),
    "savedreply_change": ("saved", EDITORS),
    "savedreply_history": ("saved", EDITORS),
    "savedreply_delete": ("saved", CHIEFS),
    "moderatedsite_changelist": ("", {SUPERUSER}),
    "moderatedsite_add": ("", {SUPERUSER}),
    "moderatedsite_change": ("site", {SUPERUSER}),
    "moderatedsite_history": ("site", {SUPERUSER}),
    "moderatedsite_delete": ("site", {SUPERUSER}),
}
# Addresses that only take what is sent to them: the acts below send it.
ACTS_ONLY = {
    *("decide", "decide_selection", "revise", "reply", "answer_appeal", "pick", "ban", "note", "remove_note"),
    *("undo", "undo_decision", "undo_standing", "risk_words"),
}
# Pages that lead on: to an object's discussion, and to one's own form, not another editor's.
LEADING_ON = {"discussion_of", "deskdigest_changelist", "deskdigest_change"}


def names() -> Iterator[str]:
    """The name of every address of this app in the admin, without the app's label."""

    def leaves(patterns: list[Any]) -> Iterator[URLPattern]:
        for pattern in patterns:
            yield from leaves(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern]

    for top in get_resolver().url_patterns:
        if isinstance(top, URLResolver) and top.app_name == "admin":
            for pattern in leaves(top.url_patterns):
                label, _dash, name = str(pattern.name).partition("newsroom_comments_")
                if name and not label:
                    yield name


def test_this_table_knows_every_address_of_the_desk() -> None:
    """A new one fails here until it stands in the tables: who may open it, or what it does."""
    assert {*names()} == ADDRESSES.keys() | ACTS_ONLY


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_exactly_its_pages(role: str, browser: Any, place: dict[str, list[Any]]) -> None:
    client = browser(role)
    outside = 302 if role in {NOBODY, READER} else 403
    answers = {
        name: client.get(reverse(f"admin:newsroom_comments_{name}", args=place[what])).status_code
        for name, (what, _who) in ADDRESSES.items()
    }
    inside = {name: 302 if name in LEADING_ON else 200 for name in ADDRESSES}
    assert answers == {
        name: inside[name] if role in who else outside for name, (_what, who) in ADDRESSES.items()
    }
