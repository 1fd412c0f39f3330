"""``newsroom.postgresql``: a connection is kept between requests while its end hasn't come."""

from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's files are open or not")


def test_a_connection_that_lives_is_not_asked(transactional_db: None) -> None:
    connection.ensure_connection()
    connection.connection.execute = None  # whatever is asked now fails
    assert connection.is_usable()
    del connection.connection.execute


def test_what_the_server_ended_is_found_out(transactional_db: None) -> None:
    import psycopg

    connection.ensure_connection()
    ours: Any = connection.connection
    with psycopg.connect(ours.info.dsn, password=ours.info.password, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours.info.backend_pid])
    assert not connection.is_usable()
    connection.close()
