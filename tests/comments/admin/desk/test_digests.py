"""Each editor chooses when to be emailed, on a page of their own."""

from collections.abc import Callable

import pytest

from comments.models import DeskDigest

from ..conftest import Desk

pytestmark = pytest.mark.django_db
PAGE = "admin:newsroom_comments_deskdigest"


def test_an_editor_chooses_on_a_page_that_is_theirs_alone(desk: Callable[..., Desk]) -> None:
    grace, joan = (desk("moderate_readercomment", name=name) for name in ("grace", "joan"))
    link = grace.open().tree.xpath("//a[text()='Emails to me']/@href")
    form = grace.client.get(link[0], follow=True)
    page = grace.read(form, form.redirect_chain[-1][0])
    page.send("deskdigest_form", number="50", hours="2", daily_at="", _save="1")
    chosen = DeskDigest.objects.get()
    assert (chosen.user, chosen.number, chosen.hours, chosen.daily_at) == (grace.user, 50, 2, None)
    # The same form again, and nobody else's.
    assert grace.get(f"{PAGE}_add").status_code == 302
    assert grace.open(f"{PAGE}_change", chosen.pk).tree.forms[-1].fields["number"] == "50"
    assert joan.get(f"{PAGE}_change", chosen.pk).status_code == 302
    assert joan.get(f"{PAGE}_changelist")["Location"].endswith("/add/")
    wrong = joan.open(f"{PAGE}_add").send("deskdigest_form", number="0", daily_at="24", _save="1")
    assert (wrong.status_code, DeskDigest.objects.count()) == (200, 1)


def test_nobody_else_has_such_a_page(desk: Callable[..., Desk]) -> None:
    reader = desk("view_readercomment", name="eve")
    assert [reader.get(f"{PAGE}_{name}").status_code for name in ("changelist", "add")] == [403, 403]
