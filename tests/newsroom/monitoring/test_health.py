import functools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from newsroom.monitoring import health


def test_a_process_that_is_up_says_so_without_a_database(
    client: Client, db: None, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_site_with_database_migrations_and_cache_is_ready(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.content == b"database: ok\nmigrations: ok\ncache: ok\n"


@functools.cache
def last() -> str:
    """The comments' last migration: one before it is not missed where this is recorded."""
    [(_app, name)] = MigrationLoader(None).graph.leaf_nodes("newsroom_comments")
    return str(name)


def test_a_missing_migration_is_named(client: Client, db: None) -> None:
    MigrationRecorder(connection).record_unapplied("newsroom_comments", last())
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"database: ok\nmigrations: failed\ncache: ok\n"


def test_a_migration_that_gets_lost_later_is_named(client: Client, db: None) -> None:
    """A database of another time was put in the place of this one."""
    assert client.get("/readyz").status_code == 200
    test_a_missing_migration_is_named(client, db)


def test_a_process_that_waits_for_a_migration_sees_it_come(client: Client, db: None) -> None:
    health._known_applied.cache_clear()
    test_a_missing_migration_is_named(client, db)
    MigrationRecorder(connection).record_applied("newsroom_comments", last())
    assert client.get("/readyz").status_code == 200


def test_a_probe_asks_one_question_and_reads_no_migrations_file(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable
) -> None:
    client.get("/readyz")
    monkeypatch.delattr(MigrationLoader, "build_graph")
    with django_assert_num_queries(1):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"database: ok\nmigrations: ok\ncache: ok\n")


def test_a_lost_database_is_named_and_its_error_kept(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise DatabaseError("password of news@db.internal refused")

    with monkeypatch.context() as lost:
        lost.setattr(connection, "cursor", refuse)
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"database: failed\nmigrations: failed\ncache: ok\n"


def test_a_cache_that_forgets_is_named(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "get", lambda *args: None)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"database: ok\nmigrations: ok\ncache: failed\n"


def test_a_cache_that_can_not_be_reached_is_named(client: Client, db: None, settings: Any) -> None:
    # Nothing listens there.
    dead = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": dead}
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"database: ok\nmigrations: ok\ncache: failed\n"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_answers_are_plain_fresh_and_only_read(path: str, client: Client, db: None) -> None:
    response = client.get(path)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
