"""``manage.py demo`` again, and where it does nothing at all."""

import socket
from collections.abc import Iterator
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from articles.models import Article
from newsroom.demo import discussions
from newsroom.demo.newspapers import newspapers

from .preparing import password_in, prepare


def rows() -> str:
    out = StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


def files() -> set[str]:
    """Of pictures, in the storage."""
    folders = [f"newsroom/{name}" for name in ("originals", "pictures")]
    present = [folder for folder in folders if default_storage.exists(folder)]
    return {f"{folder}/{name}" for folder in present for name in default_storage.listdir(folder)[1]}


@pytest.mark.django_db
def test_a_second_run_changes_no_row_and_tells_no_password() -> None:
    prepare()
    before = rows()

    said = prepare()

    assert rows() == before
    assert password_in(said) == ""
    assert "changepassword editor" in said


@pytest.mark.django_db
def test_a_second_run_keeps_what_was_made_since() -> None:
    prepare()
    Article.objects.create(language="en", slug="mine", headline="Mine", body="<p>Mine.</p>")
    get_user_model().objects.create_user("colleague")
    Article.objects.filter(language="fr").earliest("pk").delete()
    before = rows()

    prepare()

    assert rows() == before


@pytest.mark.django_db
def test_a_database_with_something_else_in_it_is_refused_in_one_line_and_left_alone() -> None:
    get_user_model().objects.create_user("somebody")
    before = rows()

    with pytest.raises(CommandError) as refusal:
        prepare()

    assert refusal.value.returncode == 1
    assert "table auth_user" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert rows() == before


@pytest.mark.django_db
def test_an_interrupted_run_leaves_no_row_and_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    before = rows(), files()
    with monkeypatch.context() as patched:
        patched.setattr(discussions.Readers, "_decide", interrupt)
        with pytest.raises(CommandError) as refusal:
            prepare()

    assert (refusal.value.returncode, "\n" in str(refusal.value)) == (130, False)
    assert (rows(), files()) == before
    prepare()
    assert Article.objects.count() == sum(len(paper.stories) for paper in newspapers())
    assert len(files()) > len(before[1])


@pytest.mark.django_db
def test_another_database_than_the_checkouts_is_not_reset() -> None:
    prepare()
    before = rows()

    with pytest.raises(CommandError) as refusal:
        prepare(reset=True)

    assert (refusal.value.returncode, "\n" in str(refusal.value)) == (1, False)
    assert rows() == before


@pytest.mark.django_db
def test_another_database_made_by_other_migrations_is_refused_without_a_word_of_reset() -> None:
    prepare()
    MigrationRecorder(connection).record_applied("newsroom_comments", "0010_mail_server_failed")
    before = rows()

    with pytest.raises(CommandError) as refusal:
        prepare()

    assert (refusal.value.returncode, "\n" in str(refusal.value)) == (1, False)
    assert ("DATABASE_URL" in str(refusal.value), "--reset" in str(refusal.value)) == (True, False)
    assert rows() == before


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.django_db
def test_a_port_in_use_is_one_line_before_anything_is_done_or_said(taken_port: int) -> None:
    out = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("demo", port=taken_port, stdout=out)

    assert str(refusal.value) == f"port {taken_port} is in use; choose another one with --port"
    assert refusal.value.returncode == 1
    assert out.getvalue() == ""
    assert not Article.objects.exists()
    assert Site.objects.get().name == "example.com"


@pytest.mark.parametrize("port", ["-1", "65536", "http", "80 80"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match="is no port"):
        call_command("demo", f"--port={port}")
