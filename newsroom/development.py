"""What only a developer's machine may take for granted: a key of its own, a name, emails on the console."""

import os
import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import environ

# Of the town that the demo's English article is about.
PAPER = "The Pellow Bridge Courier"
VAR = Path(__file__).resolve().parent.parent / "var"
# A checkout's own database, where DATABASE_URL names no other; and its site's name once it is the demo's.
CHECKOUT_FILE = VAR / "newsroom.sqlite3"
SIGNATURE = "Newsroom demo"
# All that the settings read; docs/deploying.md says what each means.
VARIABLES = {
    *("ALLOWED_HOSTS", "CACHE_URL", "CSRF_TRUSTED_ORIGINS", "DATABASE_POOLED", "DATABASE_REPLICA_URL"),
    *("DATABASE_URL", "DEBUG", "DEFAULT_FROM_EMAIL", "EMAIL_URL", "LOG_FORMAT", "MEDIA_ROOT", "MEDIA_URL"),
    *("MODERATORS", "NEWSROOM_RATE_LIMIT", "RELEASE", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SITE_NAME"),
    *("SITE_URL", "STATIC_ROOT", "TASKS_BACKEND", "TIME_ZONE", "TRUSTED_PROXIES"),
}
# Whoever serves readers says with which settings.
SERVERS = {"runserver"}
OWN_SETTINGS = "newsroom.settings"


def is_for_demo(command: Sequence[str]) -> bool:
    """Whether a command of ``manage.py`` can only mean the demo's database.

    No variable of the site is set, no other settings are asked for, and the checkout's own database is one
    that the demo has filled.
    """
    serves_or_helps = not command or command[0].startswith("-") or command[0] in SERVERS
    return not (serves_or_helps or VARIABLES & os.environ.keys() or _names(command)) and _is_signed()


def _names(command: Sequence[str]) -> bool:
    """Whether somebody said which settings they want."""
    chosen = os.environ.get("DJANGO_SETTINGS_MODULE", OWN_SETTINGS) != OWN_SETTINGS
    return chosen or any(option.startswith("--settings") for option in command)


def _is_signed() -> bool:
    try:
        with closing(sqlite3.connect(f"{CHECKOUT_FILE.as_uri()}?mode=ro", uri=True)) as database:
            return (SIGNATURE,) in database.execute("SELECT name FROM django_site").fetchall()
    except sqlite3.Error:
        return False


def supply_environment() -> None:
    """Fill in the variables that development can make up; what is set already stays."""
    if "SECRET_KEY" not in os.environ:
        os.environ["SECRET_KEY"] = _secret_key(VAR / "secret_key")
    environ.Env.EMAIL_SCHEMES["demomail"] = "newsroom.demo.emails.EmailBackend"
    os.environ.setdefault("EMAIL_URL", "demomail://")
    os.environ.setdefault("SITE_NAME", PAPER)
    os.environ.setdefault("DEFAULT_FROM_EMAIL", f"{PAPER} <comments@pellow-bridge.example>")


def _secret_key(path: Path) -> str:
    """The key stored in ``path``, made at first use and readable by its owner alone."""
    # Empty where its first writer was interrupted.
    if not path.exists() or not path.stat().st_size:
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
