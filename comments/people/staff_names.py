"""The names under which those who work here are known in public."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model

from ..requests.readers import name_of_user
from ..text.names import readings

# Where no column says who works here, each account has to be asked: so many are, the oldest first.
MOST_ASKED = 500


def staff_names() -> Iterator[str]:
    """What the public names of those who work here are compared by (``text.names.readings``)."""
    for user in staff():
        yield from readings(name_of_user(user))


def staff() -> Iterable[Any]:
    """The accounts of those who work here."""
    users = get_user_model()
    columns = {field.name for field in users._meta.concrete_fields}
    stored = dict.fromkeys(columns & {"is_staff", "is_active"}, True)
    accounts = users._default_manager.filter(**stored)
    if "is_staff" not in columns:
        accounts = accounts.order_by("pk")[:MOST_ASKED]
    return (user for user in accounts if _works_here(user))


def _works_here(user: Any) -> bool:
    return bool(getattr(user, "is_staff", False) and getattr(user, "is_active", True))
