"""``manage.py demo``: one command from a bare clone to a site that can be tried."""

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import pytest
from lxml import html

from newsroom.demo.newspapers import newspapers

from .checkouts import PATIENCE, Checkout, Demo, Prepared, served, statuses
from .preparing import password_in

PAPER = "The Pellow Bridge Courier"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "checkout"
    folder.mkdir()
    return Checkout.clone(folder)


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return Prepared.by_a_newcomer(Checkout.clone(tmp_path_factory.mktemp("first")))


@pytest.fixture
def prepared(first_run: Prepared, tmp_path: Path) -> Prepared:
    """A copy of it, for one test."""
    folder = shutil.copytree(first_run.checkout.folder, tmp_path / "prepared")
    return replace(first_run, checkout=Checkout(folder))


@pytest.fixture
def demo(prepared: Prepared) -> Iterator[Demo]:
    """Its second run."""
    with served(prepared.checkout) as demo:
        yield demo


def test_a_newcomer_gets_a_site_with_styles_that_ctrl_c_ends_quietly(first_run: Prepared) -> None:
    assert first_run.answers == [200] * 8
    status, rest, complaints = first_run.end
    assert (status, rest.split()) == (0, ["Stopped."])
    assert all(line.startswith("[") for line in complaints.splitlines()), complaints


def test_the_front_page_shows_a_newspapers_name(demo: Demo) -> None:
    page = html.parse(urlopen(demo.home, timeout=PATIENCE)).getroot()
    assert page.findtext("head/title") == PAPER
    assert page.xpath("string(//*[@class='site-name'])").strip() == PAPER


def test_an_email_is_printed_as_it_is_read_and_its_link_opens(demo: Demo) -> None:
    """In French, where every encoding for the wire would show."""
    [article] = [page for page in demo.pages if "/fr/la-" in page]
    [form] = [
        form
        for form in html.parse(urlopen(article, timeout=PATIENCE)).getroot().forms
        if "comment" in form.fields
    ]
    typed = {"comment": "Et un vélo ?", "name": "Ada", "email": "ada@example.org", "follow": "all"}
    urlopen(f"{demo.home}comments/post/", urlencode(dict(form.form_values()) | typed).encode()).close()

    head, _blank, body = demo.printed_email().partition("\n\n")

    assert head.splitlines() == [
        f"From: {PAPER} <comments@pellow-bridge.example>",
        "To: ada@example.org",
        f"Subject: [{PAPER}] Confirmez votre adresse e-mail",
    ]
    assert f"Quelqu’un a écrit un commentaire sur {PAPER}" in body
    links = [line for line in body.splitlines() if "://" in line]
    assert [link.startswith(demo.home) for link in links] == [True, True]
    assert statuses(*links) == [200, 200]


OTHER_MIGRATION = """INSERT INTO django_migrations (app, name, applied)
    VALUES ('newsroom_comments', '0010_mail_server_failed', '2026-01-01')"""
COLUMNS = "ALTER TABLE newsroom_comments_readercomment RENAME COLUMN first_public_version TO appeared"
OTHER_VERSIONS = {
    "a migration that is gone": OTHER_MIGRATION,
    "a migration of the same name with other columns": COLUMNS,
    "and with other tables": "DROP TABLE newsroom_comments_following",
}
MIGRATIONS = "CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied datetime)"


def change(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("statement", OTHER_VERSIONS.values(), ids=OTHER_VERSIONS)
def test_a_database_from_before_is_seen_in_one_line(statement: str, prepared: Prepared) -> None:
    checkout = prepared.checkout
    change(checkout.database, statement)
    before = checkout.database.read_bytes()

    status, said, complaints = checkout.run()

    assert (status, said, complaints.count("\n")) == (1, "", 1)
    assert "`manage.py demo --reset`" in complaints
    assert checkout.database.read_bytes()[100:] == before[100:]


@pytest.mark.long
def test_the_next_run_leaves_everything_and_a_reset_starts_anew_with_a_new_password(
    prepared: Prepared,
) -> None:
    checkout = prepared.checkout
    change(checkout.database, "UPDATE newsroom_articles_article SET headline = 'Mine'")

    status, again, complaints = checkout.run()

    assert (status, complaints, password_in(again)) == (0, "", "")
    assert "`manage.py changepassword editor` gives you a new one." in again

    # Whatever has become of it since.
    change(checkout.database, *OTHER_VERSIONS.values())
    before = checkout.pictures
    status, second, complaints = checkout.run("--reset")

    assert (status, complaints) == (0, "")
    # What was uploaded has names that nobody guesses; what is made of it has the same ones again.
    after = checkout.pictures
    assert len(after) == len(before)
    assert [name for name in before & after if name.parent.name == "originals"] == []
    assert password_in(prepared.demo.said) != password_in(second) != ""
    with closing(sqlite3.connect(checkout.database)) as database:
        headlines = {*database.execute("SELECT headline FROM newsroom_articles_article")}
    assert ("Mine",) not in headlines
    assert len(headlines) == sum(len(paper.stories) for paper in newspapers())
    assert checkout.run()[0] == 0


@pytest.mark.long
def test_tables_from_before_that_hold_nothing_are_no_strangers(checkout: Checkout) -> None:
    """Of whoever migrated with an older checkout, and never ran the demo."""
    change(checkout.database, "CREATE TABLE newsroom_comments_mail (id integer)", MIGRATIONS, OTHER_MIGRATION)

    assert "`manage.py demo --reset`" in checkout.run()[2]

    status, _said, complaints = checkout.run("--reset")
    assert (status, complaints) == (0, "")


def test_not_even_a_reset_touches_what_the_demo_did_not_make(checkout: Checkout) -> None:
    change(checkout.database, "CREATE TABLE wiki (page TEXT)")
    before = checkout.database.read_bytes()

    for options in ([], ["--reset"]):
        status, said, complaints = checkout.run(*options)
        assert (status, said, complaints.count("\n")) == (1, "", 1)
        assert "table wiki" in complaints
    assert checkout.database.read_bytes()[100:] == before[100:]


def test_a_reset_with_another_database_is_refused_and_the_file_kept(prepared: Prepared) -> None:
    checkout = prepared.checkout
    other = f"sqlite:///{checkout.folder / 'other.sqlite3'}"
    before = checkout.database.read_bytes()

    status, said, complaints = checkout.run("--reset", DATABASE_URL=other)

    assert (status, said, complaints.count("\n")) == (1, "", 1)
    assert checkout.database.read_bytes() == before


def test_a_file_that_is_no_database_is_one_line(checkout: Checkout) -> None:
    checkout.database.write_text("These are my notes, and they are not to be lost. " * 100)
    before = checkout.database.read_bytes()

    status, said, complaints = checkout.run()

    assert (status, said, complaints.count("\n")) == (1, "", 1)
    assert checkout.database.read_bytes() == before


@pytest.mark.parametrize("command", ["migrate", "runserver"])
def test_any_other_command_wants_a_key_in_one_line(checkout: Checkout, command: str) -> None:
    process = checkout.start("manage.py", command)
    said, complaints = process.communicate()
    assert (process.returncode, said, complaints.count("\n")) == (1, "", 1)
    assert "SECRET_KEY" in complaints


def test_where_no_variable_of_the_site_is_set_a_command_works_on_the_demo_and_says_so(
    prepared: Prepared,
) -> None:
    checkout = prepared.checkout
    process = checkout.start("manage.py", "newsroomdoctor")
    said, complaints = process.communicate()
    line = f"manage.py: no variable of the site is set, so this is the demo: {checkout.database}\n"
    assert (process.returncode, complaints, said.splitlines()[-1]) == (0, line, "All of it works.")
    ask = "from comments.conf import conf; print(conf.site_url)"
    said, _complaints = checkout.start("manage.py", "shell", "-v0", "-c", ask).communicate()
    assert said == "http://127.0.0.1:8000\n"


@pytest.mark.parametrize(
    ("command", "environment"),
    [
        ("runserver", {}),
        ("sendemails", {"SITE_NAME": "Mine"}),
        ("check --settings=newsroom.settings", {}),
    ],
)
def test_a_server_and_whoever_sets_a_variable_must_set_the_key(
    command: str, environment: dict[str, str], prepared: Prepared
) -> None:
    process = prepared.checkout.start("manage.py", *command.split(), **environment)
    said, complaints = process.communicate()
    assert (process.returncode, said, complaints.count("\n")) == (1, "", 1)
    assert complaints.startswith("manage.py: set SECRET_KEY in the environment")
    assert "ALLOWED_HOSTS" in complaints


def test_what_was_prepared_is_served_by_gunicorn_with_a_key_of_its_own(prepared: Prepared) -> None:
    paths = [urlsplit(page).path for page in prepared.demo.pages]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gunicorn = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "newsroom.wsgi"]
    process = prepared.checkout.start(*gunicorn, SECRET_KEY="k" * 50)
    assert process.stderr
    try:
        for line in process.stderr:
            if "Booting worker" in line:
                break
        paths += ["/static/newsroom/site.css", "/static/newsroom_comments/comments.css"]
        paths += ["/static/admin/css/base.css"]
        assert statuses(*[f"http://127.0.0.1:{port}{path}" for path in paths]) == [200] * 9
    finally:
        process.terminate()
        process.communicate()
