"""``manage.py demo``: the site with something to read and to decide on, served on this machine."""

import errno
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import (
    ThreadedWSGIServer,
    WSGIRequestHandler,
    get_internal_wsgi_application,
)
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils.crypto import get_random_string

from ...demo import databases, migrations
from ...demo.desks import LOGINS
from ...demo.loading import EDITOR, load, remove_files
from ...demo.newspapers import LANGUAGES, discussed_story
from ...development import CHECKOUT_FILE

HOST = "127.0.0.1"
PASSWORD_LENGTH = 16


class Command(BaseCommand):
    help = "Fill an empty database with a small newspaper in two languages, and serve it on this machine."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=_port, default=8000, help="8000 unless given; 0 is any free one")
        parser.add_argument("--no-serve", action="store_true", help="prepare the database only")
        parser.add_argument(
            "--reset",
            action="store_true",
            help="start anew, with a new password; only in the checkout's own SQLite file",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["no_serve"]:
            self._prepare(options["port"], reset=options["reset"])
            self._say("Nothing is served yet: `manage.py demo` serves it.")
            return
        # The port is taken first: where it isn't free, nothing has been touched or promised.
        with _listen(options["port"]) as server:
            self._prepare(server.server_port, reset=options["reset"])
            _lead_links_here(server.server_port)
            self._say("Ctrl-C stops it. The next run finds everything as you left it.\n")
            _serve(server)
        self._say("\nStopped.")

    def _prepare(self, port: int, *, reset: bool) -> None:
        self._tell_password(_prepare_or_explain(reset=reset))
        self._tell_addresses(port)

    def _tell_password(self, password: str) -> None:
        if password:
            self._say(f"A small newspaper and its readers’ comments are loaded into {_database()}.")
            self._say(f"Your account: {EDITOR}, password {password} (stored nowhere: write it down)")
            self._say(f"The same password opens {' and '.join(LOGINS)}, who may do what their groups may.")
        else:
            self._say(f"Everything in {_database()} is as you left it.")
            self._say(f"Your account: {EDITOR}. Password lost? {_way_to_a_password()}")

    def _tell_addresses(self, port: int) -> None:
        pages = {"Front page": reverse("newsroom_articles:front_page")}
        for language in LANGUAGES:
            story = discussed_story(language)
            pages[f"Edition ({language})"] = reverse("newsroom_articles:edition", args=[language])
            address = reverse("newsroom_articles:article", args=[language, story.slug])
            pages[f"Comments ({language})"] = address
        pages["Admin"] = reverse("admin:index")
        lines = [f"  {name:<15}{_address(port)}{path}" for name, path in pages.items()]
        self._say("\n".join(["", *lines, "\n"]))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 2**16):
        raise ArgumentTypeError(f"{text!r} is no port: give a number up to 65535")
    return int(text)


def _listen(port: int) -> ThreadedWSGIServer:
    try:
        return ThreadedWSGIServer((HOST, port), WSGIRequestHandler)
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        why = "is in use" if in_use else f"can't be had ({error.strerror})"
        raise CommandError(f"port {port} {why}; choose another one with --port") from None


def _address(port: int) -> str:
    return f"http://{HOST}:{port}"


def _lead_links_here(port: int) -> None:
    """Let links in emails begin with the port, which nobody knew when the settings were read."""
    given = settings.NEWSROOM_COMMENTS
    settings.NEWSROOM_COMMENTS = {**given, "SITE_URL": given["SITE_URL"] or _address(port)}


def _serve(server: ThreadedWSGIServer) -> None:
    server.set_app(get_internal_wsgi_application())
    with suppress(KeyboardInterrupt):
        server.serve_forever()


def _prepare_or_explain(*, reset: bool) -> str:
    try:
        return _prepare(reset=reset)
    except DatabaseError as error:
        reason = str(error).partition("\n")[0]
        raise CommandError(f"{_database()} can't be used: {reason}") from error
    except KeyboardInterrupt:
        raise CommandError("interrupted; nothing is half done", returncode=130) from None


def _prepare(*, reset: bool) -> str:
    """Bring the database up to date and load the demo once.  Returns the password, where it made one."""
    if reset and not databases.is_checkout_file():
        raise CommandError(f"--reset touches only {CHECKOUT_FILE}, and DATABASE_URL names another database")
    _refuse_foreign()
    if reset:
        files = databases.picture_files()
        databases.remove_checkout_file()
        remove_files(files)
    elif migrations.are_others():
        raise CommandError(f"{_database()} was made by another version of this code; {_way_to_a_database()}")
    call_command("migrate", verbosity=0, interactive=False)
    return _load_once()


def _refuse_foreign() -> None:
    foreign = "" if databases.is_ours() else databases.first_foreign_table()
    if foreign:
        raise CommandError(
            f"{_database()} holds what the demo did not make (table {foreign}), so nothing was changed; "
            "name another database in DATABASE_URL"
        )


@transaction.atomic
def _load_once() -> str:
    if databases.is_ours():
        return ""
    password = get_random_string(PASSWORD_LENGTH)
    load(password)
    databases.sign()
    return password


def _way_to_a_password() -> str:
    if databases.is_checkout_file():
        return f"`manage.py changepassword {EDITOR}` gives you a new one."
    return f"`SECRET_KEY=… manage.py changepassword {EDITOR}` gives you a new one."


def _way_to_a_database() -> str:
    if databases.is_checkout_file():
        return "`manage.py demo --reset` starts anew, and what is in it goes"
    return "name another one in DATABASE_URL"


def _database() -> str:
    return str(connection.settings_dict["NAME"])
