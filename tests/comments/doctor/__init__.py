"""``manage.py newsroomdoctor``: a healthy host, and hosts with one thing wrong."""

from io import StringIO
from types import ModuleType
from typing import Any

from django.core.management import CommandError, call_command

from newsroom import urls

DESK = "admin:newsroom_comments_readercomment_changelist"


def asked(**options: Any) -> tuple[list[str], str]:
    """The lines that the command printed, and what it ended with: "" where nothing is wrong."""
    out = StringIO()
    try:
        call_command("newsroomdoctor", stdout=out, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


def mount(settings: Any, *patterns: Any) -> None:
    """Put addresses above all others of the site."""
    settings.ROOT_URLCONF = ModuleType("urls")
    settings.ROOT_URLCONF.urlpatterns = [*patterns, *urls.urlpatterns]
