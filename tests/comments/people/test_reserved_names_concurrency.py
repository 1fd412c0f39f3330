"""Two readers reserve one name at the same moment, on a database that threads share."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from comments.mail import signed_links
from comments.models import Commenter
from comments.people.confirmations import confirm

from ..at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_time", range(3))
def test_one_gets_it_and_the_others_are_told(_time: int, comment: Any) -> None:
    stored = [
        comment(f"Number {n}", name=name, email=f"{n}@example.org")
        for n, name in enumerate(["Ada", "ADA", "àda"])
    ]
    for each in stored:
        confirm(each)
    pages = [signed_links.reader_page(each) for each in stored]
    answers = at_once(*(partial(Client().post, page + "name/") for page in pages))
    notified_version = [
        answer["Location"] == page + "?taken" for answer, page in zip(answers, pages, strict=True)
    ]
    assert sorted(notified_version) == [False, True, True]
    holder = Commenter.objects.exclude(reserved_key=None).get()
    assert holder.pk == stored[notified_version.index(False)].commenter_id


def test_one_reader_with_two_names_at_once_has_one(comment: Any) -> None:
    stored = [comment(f"Number {number}", name=f"Name {number}") for number in "AB"]
    for each in stored:
        confirm(each)
    at_once(*(partial(Client().post, signed_links.reader_page(each) + "name/") for each in stored))
    holder = Commenter.objects.exclude(reserved_key=None).get()
    assert holder.reserved_name in {"Name A", "Name B"}
