"""The settings as a process reads them from its environment."""

import os
import re
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from ..project.sources import ROOT, python

PRODUCTION = {
    "SECRET_KEY": "production-" + "0123456789abcdefghij" * 3,
    "ALLOWED_HOSTS": "news.example.org",
    "DATABASE_URL": "sqlite://:memory:",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "DEFAULT_FROM_EMAIL": "The Courier <comments@news.example.org>",
    "SITE_URL": "https://news.example.org",
}
SETTINGS: Any = find_spec("newsroom.settings")
WITHOUT_KEY = (
    "manage.py: set SECRET_KEY in the environment (only `manage.py demo` makes one up); where readers come, "
    "set ALLOWED_HOSTS, DATABASE_URL, EMAIL_URL, DEFAULT_FROM_EMAIL and SITE_URL, too: docs/deploying.md\n"
)


def read(**environment: str) -> dict[str, Any]:
    """All names of the settings, read anew in that environment; this process's own stay as they are."""
    with patch.dict(os.environ, PRODUCTION | environment, clear=True):
        settings = module_from_spec(SETTINGS)
        SETTINGS.loader.exec_module(settings)
    return vars(settings)


@pytest.mark.parametrize("command", ["check", "migrate", "runserver", "importarticle", "createsuperuser"])
def test_a_command_without_a_key_stops_with_one_line(command: str) -> None:
    # One variable of the site's: this checkout's own database may be the demo's.
    done = python("manage.py", command, DEBUG="")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", WITHOUT_KEY)


@pytest.mark.parametrize(
    "command", ["migrate", "sendemails", "check --database default", "createsuperuser --noinput"]
)
def test_a_command_without_its_database_stops_with_one_line(command: str) -> None:
    # Nothing listens there: whoever may take port 1 is the machine's own administrator.
    nowhere = {"DATABASE_URL": "postgres://newsroom@127.0.0.1:1/newsroom"}
    done = python("manage.py", *command.split(), **(PRODUCTION | nowhere))
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"manage\.py: the database can't be used: [^\n]*refused[^\n]*\n", done.stderr)


def test_a_traceback_is_there_for_whoever_asks() -> None:
    nowhere = {"DATABASE_URL": "postgres://newsroom@127.0.0.1:1/newsroom"}
    done = python("manage.py", "migrate", "--traceback", **(PRODUCTION | nowhere))
    assert (done.returncode, "Traceback (most recent call last)" in done.stderr) == (1, True)


def test_a_production_environment_passes_the_deploy_check() -> None:
    done = python("manage.py", "check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_the_deploy_check_can_fail() -> None:
    weak = PRODUCTION | {"SECRET_KEY": "short"}
    assert python("manage.py", "check", "--deploy", "--fail-level", "INFO", **weak).returncode == 1


@pytest.mark.parametrize(("missing", "number"), [("DEFAULT_FROM_EMAIL", "E033"), ("SITE_URL", "W007")])
def test_the_deploy_check_wants_to_know_who_sends_emails_and_where_they_lead(
    missing: str, number: str
) -> None:
    left = {name: value for name, value in PRODUCTION.items() if name != missing}
    done = python("manage.py", "check", "--deploy", "--fail-level", "INFO", **left)
    assert (done.returncode, re.findall(r"\(newsroom_comments\.(\w+)\)", done.stderr)) == (1, [number])


def test_a_deployment_whose_links_lead_to_example_com_is_refused(tmp_path: Path) -> None:
    """The domain that Django writes into a new database."""
    new = PRODUCTION | {"DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}", "SITE_URL": ""}
    assert python("manage.py", "migrate", "sites", "-v", "0", **new).returncode == 0
    done = python("manage.py", "check", "--deploy", **new)
    assert (done.returncode, re.findall(r"\(newsroom_comments\.(\w+)\)", done.stderr)) == (1, ["E034"])


def test_one_variable_names_the_sender_of_every_email() -> None:
    settings = read()
    sender = "The Courier <comments@news.example.org>"
    assert (settings["DEFAULT_FROM_EMAIL"], settings["SERVER_EMAIL"]) == (sender, sender)


NAMES = """
import django; django.setup()
from django.conf import settings
from django.contrib import admin
from newsroom import urls
header, title = admin.site.site_header, admin.site.site_title
print(*{settings.SITE_NAME, settings.NEWSROOM_COMMENTS["SITE_NAME"], header, title})
"""


def test_one_variable_names_the_site_everywhere() -> None:
    named = PRODUCTION | {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SITE_NAME": "The Courier"}
    assert python("-c", NAMES, **named).stdout == "The Courier\n"


def test_debug_is_off_unless_set() -> None:
    assert (read()["DEBUG"], read(DEBUG="on")["DEBUG"]) == (False, True)


@pytest.mark.parametrize(
    ("hosts", "secure"),
    [("news.example.org", True), ("localhost,news.example.org", True), ("localhost,127.0.0.1", False)],
)
def test_whoever_is_reached_under_a_public_name_is_reached_by_tls(hosts: str, secure: bool) -> None:
    settings = read(ALLOWED_HOSTS=hosts)
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    assert [settings[name] for name in names] == [secure] * 3


def test_the_forwarded_scheme_is_believed_only_behind_a_trusted_proxy() -> None:
    name = "SECURE_PROXY_SSL_HEADER"
    assert name not in read()
    assert read(TRUSTED_PROXIES="10.0.0.1")[name] == ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("name", ["ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "MODERATORS", "TRUSTED_PROXIES"])
def test_a_list_is_read_without_the_blanks_and_what_is_empty(name: str) -> None:
    for given, entries in ((" one,  two ,, \t,three\n,", ["one", "two", "three"]), (" , ", [])):
        settings = read(**{name: given})
        assert (settings["NEWSROOM_COMMENTS"] | settings)[name] == entries


def test_every_list_of_the_settings_is_read_in_the_same_way() -> None:
    text = (ROOT / "newsroom" / "settings.py").read_text()
    assert re.findall(r"env\.(?:list|tuple)|\.split\(", text) == []
    assert text.count("entries(") == 5


def test_pictures_on_another_host_are_allowed_there_and_nowhere_else() -> None:
    assert "img-src" not in read()["CONTENT_SECURITY"]
    host = "https://pictures.example.org/"
    assert read(MEDIA_URL=host)["CONTENT_SECURITY"]["img-src"] == ["'self'", host]


def test_the_time_zone_is_utc_unless_set() -> None:
    assert read()["TIME_ZONE"] == read(TIME_ZONE=" ")["TIME_ZONE"] == "UTC"
    assert read(TIME_ZONE=" Europe/Paris")["TIME_ZONE"] == "Europe/Paris"


@pytest.mark.parametrize("zone", ["Paris", "UTC+1", "Europe", "../../etc/passwd"])
def test_a_time_zone_that_is_none_is_one_line_that_says_how_to_write_it(zone: str) -> None:
    done = python("manage.py", "check", **PRODUCTION, TIME_ZONE=zone)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"manage.py: TIME_ZONE is {zone!r}, which is no time zone that this machine knows: "
        "write it as Europe/Paris or UTC (on Debian they come with the package tzdata)\n"
    )


def test_sqlite_queues_its_writers() -> None:
    assert read()["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_error_is_on_the_console_in_production() -> None:
    code = "import django, logging; django.setup(); logging.getLogger('django.request').error('fault 7')"
    done = python("-c", code, DJANGO_SETTINGS_MODULE="newsroom.settings", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "fault 7\n")


ASK = """
import os, django; django.setup()
from django.test import Client
from django.template.loader import render_to_string
from lxml import html
client = Client(headers={"host": "news.example.org"})
sheet, = html.fromstring(render_to_string("404.html")).xpath("//link[@rel='stylesheet']/@href")
response = client.get(sheet, secure=True)
print(sheet, response.status_code, response["Cache-Control"])
print([client.get(path).status_code for path in ("/", "/healthz")])
"""


def ask(**environment: str) -> list[str]:
    done = python("-c", ASK, DJANGO_SETTINGS_MODULE="newsroom.settings", **PRODUCTION, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_static_files_are_served_without_collectstatic_and_probes_without_tls() -> None:
    assert ask() == ["/static/newsroom/site.css 200 max-age=60, public", "[301, 200]"]


def test_collected_static_files_have_hashed_names_and_are_kept_for_ever(tmp_path: Path) -> None:
    collected = {"STATIC_ROOT": str(tmp_path)}
    done = python("manage.py", "collectstatic", "--noinput", "-v", "0", **PRODUCTION, **collected)
    assert (done.returncode, done.stderr) == (0, "")
    sheet, status, *kept = ask(**collected)[0].split(" ")
    assert sheet.startswith("/static/newsroom/site.")
    assert sheet != "/static/newsroom/site.css"
    assert (status, kept) == ("200", ["max-age=315360000,", "public,", "immutable"])


def test_collectstatic_without_a_folder_stops_with_one_line() -> None:
    done = python("manage.py", "collectstatic", "--noinput", **PRODUCTION)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "STATIC_ROOT" in done.stderr


POSTGRES = "postgres://newsroom@db.example.org:5432/newsroom"


def test_a_replica_is_asked_as_the_primary_is_and_never_waited_for() -> None:
    url = "postgres://reader@replica.example.org:5432/newsroom?sslmode=require"
    settings = read(DATABASE_URL=POSTGRES, DATABASE_REPLICA_URL=url)
    replica = settings["DATABASES"]["replica"]
    assert (replica["HOST"], replica["USER"], replica["CONN_MAX_AGE"]) == (
        "replica.example.org",
        "reader",
        60,
    )
    assert replica["OPTIONS"] == {"connect_timeout": 2, "tcp_user_timeout": 2000, "sslmode": "require"}
    assert settings["NEWSROOM_COMMENTS"]["REPLICA"] == "replica"
    assert settings["DATABASE_ROUTERS"] == ["comments.replicas.ReplicaRouter"]


def test_without_one_there_is_one_database_and_no_router() -> None:
    settings = read(DATABASE_URL=POSTGRES)
    assert ([*settings["DATABASES"]], settings["NEWSROOM_COMMENTS"]["REPLICA"]) == (["default"], "")
    assert "DATABASE_ROUTERS" not in settings


def test_behind_a_pool_no_cursor_of_the_server_outlives_its_transaction() -> None:
    name = "DISABLE_SERVER_SIDE_CURSORS"
    given = [
        read(DATABASE_URL=POSTGRES, DATABASE_POOLED=pooled)["DATABASES"]["default"].get(name)
        for pooled in ("on", "")
    ]
    assert given == [True, None]


def test_a_backend_of_tasks_brings_its_app() -> None:
    settings = read(TASKS_BACKEND="django_tasks_db.DatabaseBackend")
    assert settings["TASKS"] == {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert settings["INSTALLED_APPS"][-1] == "django_tasks_db"
    own = read(TASKS_BACKEND="django.tasks.backends.dummy.DummyBackend")
    assert own["INSTALLED_APPS"] == read()["INSTALLED_APPS"]
    assert "TASKS" not in read()
