"""What the host's settings lead to outside of this process: databases, the cache, the mail server."""

import ssl
from collections.abc import Iterator
from smtplib import SMTPAuthenticationError, SMTPNotSupportedError

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends import dummy, locmem
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import get_random_string

from ..checks import check_engine
from ..checks.mailers import mailers
from ..checks.senders import SILENT
from ..mail.server import ServerDown, greet
from ..models import ReaderComment
from .findings import Finding, in_one_line, noted, works, wrong

# Seconds for each answer of a mail server, where the host sets no limit.
PATIENCE = 10
KEY = "newsroom_comments.doctor"


def home() -> str:
    """The database that comments are written to."""
    return router.db_for_write(ReaderComment)


def databases() -> Iterator[tuple[str, Finding]]:
    """Each by its alias: whether it answers, and that of the comments can keep them and has its tables."""
    for alias in connections:
        yield alias, _database(alias, f"database {alias}")


def _database(alias: str, subject: str) -> Finding:
    connection = connections[alias]
    if alias == home() and check_engine():
        return noted(subject, "no comments can be kept there, as the checks below say.")
    try:
        connection.ensure_connection()
        missing = _missing_migrations(alias) if alias == home() else []
    except Exception as error:  # whatever a driver, or what it stands on, raises
        mend = f'Mend DATABASES["{alias}"].'
        return wrong(subject, f"can't be used: {in_one_line(error)}.", mend)
    if missing:
        option = "" if alias == DEFAULT_DB_ALIAS else f" --database {alias}"
        said = f"{len(missing)} migrations are missing."
        return wrong(subject, said, f"Run manage.py migrate{option}.", ", ".join(missing))
    return works(subject, f"{connection.display_name} answers.", _name(alias))


def _name(alias: str) -> str:
    return str(connections[alias].settings_dict["NAME"])


def _missing_migrations(alias: str) -> list[str]:
    """Of our app, and of those that it stands upon."""
    executor = MigrationExecutor(connections[alias])
    leaves = executor.loader.graph.leaf_nodes(ReaderComment._meta.app_label)
    return [f"{migration.app_label}.{migration.name}" for migration, _back in executor.migration_plan(leaves)]


def the_cache() -> Finding:
    """Whether what is written to Django's default cache is read there, and gone once it is deleted."""
    subject, key, word = "cache default", f"{KEY}.{get_random_string(12)}", get_random_string(12)
    mend = 'Mend CACHES["default"]; until then every page is made anew.'
    try:
        cache.set(key, word, 60)
        read = cache.get(key)
        cache.delete(key)
        left = cache.get(key)
    except Exception as error:  # whatever a client of a cache raises
        return wrong(subject, f"doesn't answer: {in_one_line(error)}.", mend)
    backend = caches["default"]
    if isinstance(backend, dummy.DummyCache):
        return noted(subject, "keeps nothing, as DummyCache does: every page is made anew.")
    if (read, left) != (word, None):
        return wrong(subject, "forgets what it was given, or keeps what was deleted.", mend)
    alone = isinstance(backend, locmem.LocMemCache)
    return works(subject, "keeps and deletes.", "in memory: each process has its own" if alone else "")


def the_mail_server() -> Finding:
    """Whether it can be reached and lets us in; no email is sent."""
    mailer = mailers().get("default")
    if mailer is None:
        return wrong("mail", "no emails can leave.", 'Add "default" to MAILERS.')
    name = mailer.backend.rpartition(".backends.")[2] or mailer.backend
    if mailer.is_of(*SILENT):
        return noted("mail", f"emails don't leave: {name}.")
    try:
        greet(PATIENCE)
    except ServerDown as down:
        error = down.__cause__ or down
        return wrong("mail", f"no email can be handed over: {in_one_line(error)}.", _mend(error))
    return works("mail", "the server takes emails; none was sent.", name)


def _mend(error: BaseException) -> str:
    where = "the OPTIONS of MAILERS" if hasattr(settings, "MAILERS") else "settings"
    if isinstance(error, SMTPAuthenticationError):
        names = ("username", "password", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD")
    elif isinstance(error, ssl.SSLError | SMTPNotSupportedError):
        names = ("use_tls", "use_ssl", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    else:
        names = ("host", "port", "EMAIL_HOST", "EMAIL_PORT")
    one, other = names[:2] if hasattr(settings, "MAILERS") else names[2:]
    return f"Mend {one} and {other} in {where}."
