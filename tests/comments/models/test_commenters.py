"""Who comments, looked up."""

import pytest
from django.db import connection

from comments.models import AddressKey, Commenter

pytestmark = pytest.mark.django_db


def test_an_address_is_looked_up_in_both_of_its_indexes() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table without rows is read as soon.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Commenter.objects.behind([AddressKey.digest("ada@example.org")]).explain()
    names = ("newsroom_one_typed_address", "newsroom_one_confirmed_address")
    assert [name in plan for name in names] == [True, True]
