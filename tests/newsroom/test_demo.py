"""``manage.py demo``: one command from a bare clone to a site that can be tried."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.test import Client
from lxml import html
from pytest_django import DjangoDbBlocker

from articles.models import Article
from comments.forms import ReplyForm
from comments.models import Decision, Discussion, ReaderComment, Status
from newsroom.demo import loading
from newsroom.demo.stories import Remark, Story, stories

from ..project.sources import ROOT

PARTS = ("manage.py", "newsroom", "articles", "comments", "templates")
PAPER = "The Pellow Bridge Courier"
# Seconds: a server whose complaints nobody reads stops answering once the pipe is full of them.
PATIENCE = 60
STORIES = [pytest.param(story, id=story.language) for story in stories()]


def prepare(**options: object) -> str:
    out = StringIO()
    call_command("demo", no_serve=True, stdout=out, **options)
    return out.getvalue()


# --- What there is to see ---------------------------------------------------------------------------------


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Once for all tests of a class: what one of them does is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        prepare()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def both(model: type[Model]) -> list[Any]:
    """The two rows of the model: an article in each language, and the discussion of each."""
    rows = [*model._default_manager.all()]
    assert len(rows) == 2
    return rows


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestContent:
    def test_there_is_an_article_in_each_language(self) -> None:
        assert sorted(Article.objects.published().values_list("language", flat=True)) == ["en", "fr"]

    def test_there_are_comments_in_every_state(self) -> None:
        statuses = set(ReaderComment.objects.values_list("status", flat=True))
        assert statuses == {*Status.values} - {Status.ERASED}
        assert ReaderComment.objects.count() >= 30

    def test_every_comment_has_its_decisions_in_the_log(self) -> None:
        """From the rule's own to the one that stands."""
        comments = ReaderComment.objects.all()
        assert len(comments) >= 30
        for comment in comments:
            log = comment.decisions.order_by("pk")
            before = list(log.values_list("from_status", flat=True))
            after = list(log.values_list("to_status", flat=True))
            assert before[1:] == after[:-1]
            assert after[-1] == comment.status

    def test_only_a_rule_publishes_and_only_the_editor_approves(self) -> None:
        editor = get_user_model().objects.get()
        published = Decision.objects.filter(to_status=Status.PUBLISHED)
        approved = Decision.objects.filter(to_status=Status.APPROVED)
        assert set(published.values_list("actor", flat=True)) == {None}
        assert set(approved.values_list("actor", flat=True)) == {editor.pk}

    def test_counts_are_those_of_the_public_comments(self) -> None:
        for discussion in both(Discussion):
            assert discussion.public_count == discussion.comments.public().count()
            assert discussion.mode == ""

    def test_replies_go_deeper_than_the_indentation_in_both_discussions(self) -> None:
        for discussion in both(Discussion):
            assert max(discussion.comments.public().values_list("level", flat=True)) >= 5

    def test_a_comment_that_is_not_shown_has_replies_that_are(self) -> None:
        for discussion in both(Discussion):
            withheld = discussion.comments.filter(public=False).values("pk")
            assert discussion.comments.public().filter(parent_id__in=withheld).exists()

    def test_comments_come_in_order_after_their_article_and_before_now(self) -> None:
        for article in both(Article):
            comments = ReaderComment.objects.for_model(article).order_by("pk")
            times = list(comments.values_list("submitted", flat=True))
            assert times == sorted(set(times))
            assert article.pub_date < times[0]
            assert (times[-1] - times[0]).days >= 3
            assert list(comments.values_list("submit_date", flat=True)) == times

    @pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.SPAM, Status.WITHDRAWN])
    def test_the_public_pages_show_nothing_that_is_not_public(self, client: Client, status: Status) -> None:
        pages = [client.get(article.get_absolute_url()) for article in Article.objects.all()]
        assert [page.status_code for page in pages] == [200, 200]
        shown = "".join(page.content.decode() for page in pages)
        hidden, public = ReaderComment.objects.filter(status=status), ReaderComment.objects.public()
        assert hidden.exists()
        assert public.exists()
        for comment in hidden:
            assert comment.comment not in shown
        for comment in public:
            assert f'id="c{comment.pk}"' in shown

    def test_no_address_is_on_the_pages(self, client: Client) -> None:
        for article in both(Article):
            assert "@" not in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("story", STORIES)
class TestStories:
    def test_a_body_is_stored_as_it_is_written(self, story: Story, db: None) -> None:
        article = Article.objects.create(
            language=story.language, slug=story.slug, headline=story.headline, body=story.body
        )
        article.full_clean()
        assert article.body == story.body

    def test_the_form_takes_every_comment(self, story: Story, db: None) -> None:
        article = Article.objects.create(language=story.language, slug=story.slug, headline="H", body="B")
        refused = {
            remark.name: form.errors
            for remark in story.remarks
            if not remark.by_editor and not (form := _form(article, remark)).is_valid()
        }
        assert refused == {}

    @pytest.mark.parametrize(
        "part", ["<ul>|<ol>", "<blockquote>", "<pre><code>", "<a href=", "https://", "<em>", "🙂|😄"]
    )
    def test_every_kind_of_text_occurs(self, story: Story, part: str) -> None:
        shown = "".join(remark.text for remark in story.remarks)
        assert any(one in shown for one in part.split("|"))


def _form(article: Article, remark: Remark) -> ReplyForm:
    typed = {"comment": remark.text, "name": remark.name, "email": remark.email, "url": remark.url}
    target = {"content_type": "newsroom_articles.article", "object_pk": str(article.pk)}
    return ReplyForm(article, data=typed | target)


# --- The account ------------------------------------------------------------------------------------------


def password_in(said: str) -> str:
    return said.partition(f"Your account: {loading.EDITOR}, password ")[2].partition(" ")[0]


@pytest.mark.django_db
def test_the_password_that_is_told_opens_the_admin(client: Client) -> None:
    assert client.login(username="editor", password=password_in(prepare()))
    assert client.get("/admin/newsroom_comments/readercomment/").status_code == 200


@pytest.mark.django_db
def test_the_addresses_that_are_told_answer(client: Client) -> None:
    said = prepare(port=8017)

    addresses = [word for word in said.split() if word.startswith("http://127.0.0.1:8017")]
    paths = [address.removeprefix("http://127.0.0.1:8017") for address in addresses]
    assert len(paths) == 4
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 302]


# --- Again, and not at all --------------------------------------------------------------------------------


def rows() -> str:
    out = StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


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
    Article.objects.get(language="fr").delete()
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
def test_an_interrupted_run_leaves_nothing_half(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    before = rows()
    with monkeypatch.context() as patched:
        patched.setattr(loading._Discussion, "_decide", interrupt)
        with pytest.raises(CommandError) as refusal:
            prepare()

    assert (refusal.value.returncode, "\n" in str(refusal.value)) == (130, False)
    assert rows() == before
    prepare()
    assert Article.objects.count() == 2


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


# --- From a bare checkout ---------------------------------------------------------------------------------


class Checkout:
    """A folder as a newcomer has it, with nothing in its environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "var" / "newsroom.sqlite3"

    @classmethod
    def clone(cls, folder: Path) -> "Checkout":
        """A copy of what a newcomer clones."""
        for part in PARTS:
            source, ignored = ROOT / part, shutil.ignore_patterns("__pycache__")
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=ignored)
            else:
                shutil.copy(source, folder / part)
        (folder / "var").mkdir()
        return cls(folder)

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=self.folder,
            env=kept | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Where the tests run in the background a shell has switched Ctrl-C off for all below it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def run(self, *options: str, **environment: str) -> tuple[int, str, str]:
        """Status, output and errors of ``manage.py demo --no-serve``."""
        process = self.start("manage.py", "demo", "--no-serve", *options, **environment)
        said, complaints = process.communicate()
        return process.returncode, said, complaints


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    folder = tmp_path / "checkout"
    folder.mkdir()
    return Checkout.clone(folder)


@dataclass(frozen=True)
class Prepared:
    """A checkout after its first ``demo``, and what that said."""

    checkout: Checkout
    said: str


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    checkout = Checkout.clone(tmp_path_factory.mktemp("first"))
    status, said, complaints = checkout.run()
    assert (status, complaints) == (0, "")
    return Prepared(checkout, said)


@pytest.fixture
def prepared(first_run: Prepared, tmp_path: Path) -> Prepared:
    """A copy of it, for one test."""
    folder = shutil.copytree(first_run.checkout.folder, tmp_path / "prepared")
    return Prepared(Checkout(folder), first_run.said)


def statuses(*addresses: str) -> list[int]:
    return [_status(address) for address in addresses]


def _status(address: str) -> int:
    try:
        with urlopen(address, timeout=PATIENCE) as response:
            return int(response.status)
    except HTTPError as error:
        return error.code


@dataclass
class Demo:
    """A demo that is served on a free port, and the pages that it told of."""

    process: subprocess.Popen[str]
    pages: list[str]

    @property
    def home(self) -> str:
        return self.pages[0]

    def printed_email(self) -> str:
        """The next email on the console; a line ends each."""
        assert self.process.stdout
        lines = iter(self.process.stdout.readline, "")
        return "".join(takewhile(lambda line: not line.startswith("-----"), lines)).strip()

    def stop(self) -> tuple[int, str, str]:
        """Press Ctrl-C, and give the status and what was said since it was served."""
        self.process.send_signal(signal.SIGINT)
        rest, complaints = self.process.communicate(timeout=30)
        return self.process.returncode, rest, complaints


@contextmanager
def served(checkout: Checkout) -> Iterator[Demo]:
    process = checkout.start("manage.py", "demo", "--port", "0")
    assert process.stdout
    assert process.stderr
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        said += line
    yield Demo(process, [word for word in said.split() if word.startswith("http://")])
    if process.poll() is None:
        process.kill()
        process.communicate()


@pytest.fixture
def new_demo(checkout: Checkout) -> Iterator[Demo]:
    """Of a bare checkout."""
    with served(checkout) as demo:
        yield demo


@pytest.fixture
def demo(prepared: Prepared) -> Iterator[Demo]:
    """Of one that was prepared before."""
    with served(prepared.checkout) as demo:
        yield demo


def test_a_newcomer_gets_a_site_with_styles_that_ctrl_c_ends_quietly(new_demo: Demo) -> None:
    styles = [new_demo.home + "static/newsroom/site.css", new_demo.home + "static/admin/css/base.css"]
    assert statuses(*new_demo.pages, *styles) == [200] * 6

    status, rest, complaints = new_demo.stop()

    assert (status, rest.split()) == (0, ["Stopped."])
    assert all(line.startswith("[") for line in complaints.splitlines()), complaints


def test_the_front_page_shows_a_newspapers_name(demo: Demo) -> None:
    page = html.parse(urlopen(demo.home, timeout=PATIENCE)).getroot()
    assert page.findtext("head/title") == PAPER
    assert page.xpath("string(//header//a)") == PAPER


def test_an_email_is_printed_as_it_is_read_and_its_link_opens(demo: Demo) -> None:
    """In French, where every encoding for the wire would show."""
    [article] = [page for page in demo.pages if "/fr/" in page]
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


def test_a_reset_starts_anew_with_a_new_password(prepared: Prepared) -> None:
    checkout, first = prepared.checkout, prepared.said
    change(checkout.database, "UPDATE newsroom_articles_article SET headline = 'Mine'")

    _status, again, _complaints = checkout.run()
    assert "`manage.py demo --reset` starts anew" in again
    assert password_in(again) == ""

    status, second, complaints = checkout.run("--reset")

    assert (status, complaints) == (0, "")
    assert password_in(first) != password_in(second) != ""
    with sqlite3.connect(checkout.database) as database:
        (mine,) = database.execute("SELECT count(*) FROM newsroom_articles_article WHERE headline = 'Mine'")
    database.close()
    assert mine == (0,)


OTHER_MIGRATION = """INSERT INTO django_migrations (app, name, applied)
    VALUES ('newsroom_comments', '0010_mail_server_failed', '2026-01-01')"""
COLUMNS = "ALTER TABLE newsroom_comments_readercomment RENAME COLUMN first_public_version TO appeared"
MIGRATIONS = "CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied datetime)"


def change(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([OTHER_MIGRATION], id="a migration that is gone"),
        pytest.param([COLUMNS], id="a migration of the same name with other columns"),
        pytest.param(["DROP TABLE newsroom_comments_following"], id="and with other tables"),
    ],
)
def test_a_database_from_before_is_seen_in_one_line_and_reset_on_request(
    changes: list[str], prepared: Prepared
) -> None:
    checkout = prepared.checkout
    change(checkout.database, *changes)
    before = checkout.database.read_bytes()

    status, said, complaints = checkout.run()

    assert (status, said, complaints.count("\n")) == (1, "", 1)
    assert "`manage.py demo --reset`" in complaints
    assert checkout.database.read_bytes()[100:] == before[100:]

    status, said, complaints = checkout.run("--reset")

    assert (status, complaints, password_in(said) != "") == (0, "", True)
    assert checkout.run()[0] == 0


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


def test_what_was_prepared_is_served_by_gunicorn_with_a_key_of_its_own(prepared: Prepared) -> None:
    words = prepared.said.split()
    paths = [word.removeprefix("http://127.0.0.1:8000") for word in words if word.startswith("http")]
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
        assert statuses(*[f"http://127.0.0.1:{port}{path}" for path in paths]) == [200] * 7
    finally:
        process.terminate()
        process.communicate()
