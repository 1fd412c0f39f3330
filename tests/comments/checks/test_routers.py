"""What a check says of a host's routers."""

import re
from typing import Any

import pytest

from comments import checks

from . import ids

COMMENTS = {"django_comments", "django_comments_xtd", "newsroom_comments"}


class Router:
    """Sends comments to another database; what it says of all else is what a test is about."""

    def __init__(self, *, sent: set[str] = COMMENTS, others: str | None = "default", **said: bool) -> None:
        self.sent, self.others = sent, others
        self.relates, self.migrates = said.get("relates", True), said.get("migrates")

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        return "other" if model._meta.app_label in self.sent else self.others

    db_for_write = db_for_read

    def allow_relation(self, *_rows: Any, **_hints: Any) -> bool:
        return self.relates

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        return self.migrates if (db, app_label in COMMENTS) == ("default", True) else None


@pytest.mark.parametrize(
    ("router", "found"),
    [
        (Router(), []),
        (Router(sent=set()), []),
        (Router(sent={"django_comments"}), ["E055"]),
        (Router(others=None), ["E056"] * 3),
        (Router(relates=False), ["E057"] * 3),
        (Router(migrates=False), ["W015"]),
        (Router(sent={*COMMENTS, "auth", "contenttypes", "sites"}, migrates=False), []),
    ],
)
def test_routers_that_lead_nowhere_are_told(router: Router, found: list[str], settings: Any) -> None:
    settings.DATABASE_ROUTERS = [router]
    assert ids(checks.check_routers()) == found


@pytest.mark.django_db
def test_constraints_to_what_another_database_has_are_named(settings: Any) -> None:
    """Here the tables of users are beside comments, whatever the routers say by now."""
    assert checks.check_constraints(databases=["default"]) == []
    settings.DATABASE_ROUTERS = [Router(sent={"auth"})]
    [found] = checks.check_constraints(databases=["default"])
    assert ids([found]) == ["E058"]
    assert sorted(re.findall(r"\w+\.\w+_id", found.msg)) == [
        "django_comment_flags.user_id",
        "django_comments.user_id",
        "newsroom_comments_commenter.user_id",
        "newsroom_comments_decision.actor_id",
        "newsroom_comments_deskdigest.user_id",
        "newsroom_comments_earliertext.replaced_by_id",
        "newsroom_comments_savedfilter.editor_id",
        "newsroom_comments_standingchange.actor_id",
    ]
    assert checks.check_constraints(databases=[]) == []


def test_the_site_without_any_has_nothing_to_mend() -> None:
    assert checks.check_routers() == []
