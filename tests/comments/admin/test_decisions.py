"""The log of decisions at the desk: to be read, and only read."""

from typing import Any

import pytest
from django.urls import reverse

from comments.models import Decision, Status

from .conftest import Desk

pytestmark = pytest.mark.django_db
LOG = "admin:newsroom_comments_decision_changelist"
ENTRY = "admin:newsroom_comments_decision_change"


def test_the_log_says_who_took_what_from_where_to_where(desk: Any, comment: Any) -> None:
    reader: Desk = desk("moderate_readercomment", "view_decision")
    held = comment(status=Status.PENDING)
    reader.open().click("approved", held)
    rows = reader.open(LOG).tree.xpath("//table[@id='result_list']/tbody/tr")
    cells = [[" ".join(cell.text_content().split()) for cell in row.xpath("td|th")][-6:] for row in rows]
    assert cells == [
        [str(held.pk), "Pending", "Approved", "grace", "-", "-"],
        [str(held.pk), "-", "Pending", "-", "pre_moderated", "-"],
    ]


def test_an_entry_cannot_be_changed(desk: Any, comment: Any) -> None:
    comment()
    superuser: Desk = desk(superuser=True)
    entry = Decision.objects.all()[0]
    page = superuser.open(ENTRY, entry.pk)
    assert page.tree.xpath("//input[@name='_save']") == []
    before = list(Decision.objects.values())
    token = superuser.client.cookies["csrftoken"].value
    fields = {"csrfmiddlewaretoken": token, "note": "changed", "to_status": "spam"}
    assert superuser.client.post(reverse(ENTRY, args=[entry.pk]), fields).status_code == 403
    assert list(Decision.objects.values()) == before


@pytest.mark.parametrize("permission", ["moderate_readercomment", ""])
def test_the_log_is_read_with_its_own_permission(permission: str, desk: Any) -> None:
    assert desk(permission).get(LOG).status_code == 403
