"""Transactions that write articles and what belongs to them, where a host's routers keep them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import router, transaction

from .articles import Article


@contextmanager
def writing() -> Iterator[None]:
    """Django's ``atomic``, as a block or a decorator."""
    with transaction.atomic(using=router.db_for_write(Article)):
        yield
