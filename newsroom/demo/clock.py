"""The moments at which the demo's readers and editors do things: figures want more than one second."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Whatever is stored within bears ``moment``, or the present where that is earlier.

    The log's rows take their moment from Django's clock and are never changed, so the clock is set.
    """
    with mock.patch.object(timezone, "now", return_value=min(moment, timezone.now())):
        yield
