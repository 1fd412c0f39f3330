"""An editor whose session has ended is shown the log-in and every word, and nothing is done."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from comments.models import ReaderComment, Status

from ...answers import page_of
from ..conftest import DECIDE, Desk

pytestmark = pytest.mark.django_db
DESK = "%2Fadmin%2Fnewsroom_comments%2Freadercomment%2F"
BACK = f"/admin/login/?next={DESK}%3Fqueue%3Drejected%26oldest_first%3D1"


@pytest.fixture
def late(comment: Any, moderator: Desk) -> Any:
    """A page at the desk that has outlived its session, and a comment on it."""
    stored = comment(status=Status.REJECTED)
    page = moderator.open(query="?queue=rejected&oldest_first=1")
    Session.objects.all().delete()
    return page, stored


def test_a_script_is_told_where_to_log_in(late: Any) -> None:
    page, stored = late
    answer = page.click("approved", stored, script=True)
    assert (answer.status_code, answer.json()["log_in"]) == (401, BACK)
    assert ReaderComment.objects.get().status == Status.REJECTED
    listening = page.desk.client.get(
        reverse("admin:newsroom_comments_arrivals") + "?queue=rejected&oldest_first=1",
        headers={"Accept": "application/json"},
    )
    assert (listening.status_code, listening.json()["log_in"]) == (401, BACK)


def test_without_a_script_a_page_has_the_words_and_leads_back(late: Any) -> None:
    page, stored = late
    answer = page.act("decide", stored, to="rejected", message="Try <b>another</b> page.")
    assert answer.status_code == 401
    read = page_of(answer)
    assert read.get_element_by_id("typed-1").text.strip() == "Try <b>another</b> page."
    assert read.xpath("//a[contains(@href, 'next=')]/@href") == [BACK]


def test_nobody_is_shown_what_another_site_sent(late: Any) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse(DECIDE), {"message": "Eve's words"})
    assert (answer.status_code, b"Eve" in answer.content) == (403, False)


def test_who_may_not_moderate_is_refused_as_before(desk: Any) -> None:
    assert desk(name="eve").client.get(reverse("admin:newsroom_comments_arrivals")).status_code == 403
