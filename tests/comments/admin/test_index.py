"""The admin's front page: how many wait, and since when."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from comments.models import ReaderComment, Status

from .conftest import Desk

pytestmark = pytest.mark.django_db
INDEX = "admin:index"


def waiting(desk: Desk) -> str | None:
    """What the front page says of comments that wait; None where it says nothing."""
    found = desk.open(INDEX).tree.xpath("//*[@id='newsroom-comments-waiting']/p")
    return " ".join(found[0].text_content().split()) if found else None


def test_it_says_how_many_wait_and_since_when(moderator: Desk, comment: Any) -> None:
    comment("Already public")
    for number, day in enumerate((7, 3, 5)):
        held = comment(f"Held {number}", name=f"R{number}", email=f"r{number}@e.org", status=Status.PENDING)
        ReaderComment.objects.filter(pk=held.pk).update(submitted=datetime(2026, 3, day, 9, 30, tzinfo=UTC))
    assert waiting(moderator) == "3 comments wait for you (the oldest: March 3, 2026, 9:30 a.m.)"


def test_it_counts_no_further_than_a_thousand(moderator: Desk, crowd: Any, article: Any) -> None:
    crowd(article, [None] * 1_001)
    ReaderComment.objects.update(status=Status.PENDING, submitted=datetime(2026, 3, 3, 9, 30, tzinfo=UTC))
    assert waiting(moderator) == ("1000 comments or more wait for you (the oldest: March 3, 2026, 9:30 a.m.)")


def test_it_leads_to_what_waits(moderator: Desk, comment: Any) -> None:
    comment(status=Status.PENDING)
    page = moderator.open(INDEX)
    link = page.tree.xpath("//*[@id='newsroom-comments-waiting']//a/@href")[0]
    answer = moderator.client.get(link)
    assert (answer.status_code, "I read this twice." in answer.content.decode()) == (200, True)


def test_it_says_something_kind_where_nothing_waits(moderator: Desk) -> None:
    assert waiting(moderator) == "No comment is waiting. Well done."


@pytest.mark.parametrize("permission", ["view_readercomment", "view_article", ""])
def test_it_says_nothing_to_those_who_may_not_moderate(permission: str, desk: Any, comment: Any) -> None:
    comment(status=Status.PENDING)
    assert waiting(desk(permission)) is None


def test_it_costs_one_query(moderator: Desk, comment: Any, django_assert_num_queries: Any) -> None:
    """Beside session, user, two of permissions and Django's own list of recent actions."""
    comment(status=Status.PENDING)
    with django_assert_num_queries(6):
        moderator.open(INDEX)


def test_a_hosts_own_front_page_of_the_admin_stands_beside_it(
    moderator: Desk, tmp_path: Path, settings: Any
) -> None:
    own = tmp_path / "admin" / "index.html"
    own.parent.mkdir()
    own.write_text(
        '{% extends "admin/index.html" %}'
        "{% block content %}<p>The host was here.</p>{{ block.super }}{% endblock %}"
    )
    directories = [tmp_path, *settings.TEMPLATES[0]["DIRS"]]
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": directories}]
    assert waiting(moderator) == "No comment is waiting. Well done."
    assert "The host was here." in moderator.open(INDEX).text
