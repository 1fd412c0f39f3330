"""Reports at the same moment, on a database that threads share."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from comments.models import Decision, ReaderComment, Report, Status

from ..at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def send(place: str, network: int) -> int:
    client = Client(raise_request_exception=False)
    return client.post(place, {"reason": "spam"}, REMOTE_ADDR=f"198.51.{network}.9").status_code


def test_six_reports_at_once_are_all_counted_and_hold_once(comment: Any) -> None:
    stored = comment(status=Status.PUBLISHED)
    place = f"/comments/{stored.pk}/report/"
    answers = at_once(*(partial(send, place, network) for network in range(6)))
    stored = ReaderComment.objects.get()
    # Those that come after it was held find nothing public to report.
    taken = answers.count(302)
    assert (taken >= 3, answers.count(404)) == (True, 6 - taken)
    assert (stored.status, stored.open_reports, Report.objects.count()) == (Status.PENDING, taken, taken)
    assert Decision.objects.filter(rule="reported").count() == 1


def test_one_reader_six_times_at_once_is_one_report(comment: Any) -> None:
    stored = comment(status=Status.PUBLISHED)
    place = f"/comments/{stored.pk}/report/"
    assert at_once(*[partial(send, place, 1)] * 6) == [302] * 6
    stored = ReaderComment.objects.get()
    assert (stored.status, stored.open_reports, Report.objects.count()) == (Status.PUBLISHED, 1, 1)
