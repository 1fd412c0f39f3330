"""The line to add, by the error that a page of the host's ended with."""

import traceback

from django.core.exceptions import DisallowedHost, SynchronousOnlyOperation
from django.db import DatabaseError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.urls import NoReverseMatch

from .findings import Finding, in_one_line, wrong

MENDS: dict[type[BaseException], str] = {
    DatabaseError: "Run manage.py migrate; let DATABASE_ROUTERS keep together what belongs together.",
    DisallowedHost: "Add the host to ALLOWED_HOSTS.",
    NoReverseMatch: "Add the address to your URLs.",
    SynchronousOnlyOperation: "Let the async def return a TemplateResponse, or await sync_to_async(render).",
    TemplateDoesNotExist: "Add that template, or its folder to DIRS of TEMPLATES.",
    TemplateSyntaxError: "Mend that template.",
}
# By what it says, where its kind alone says nothing.
SAYINGS = {
    "staticfiles manifest": "Run manage.py collectstatic.",
    "'request'": 'Add "django.template.context_processors.request" to the context_processors of TEMPLATES.',
}
# Of a traceback, where it ended.
FRAMES = 3


def failed(subject: str, what: str, error: BaseException | None) -> Finding:
    """The finding that ``what`` ended with ``error``."""
    if error is None:
        return wrong(subject, f"{what} answers 500.", "See the site's log.")
    mend = _mend(error) or "Mend that (--verbosity 2 says where it stands)."
    return wrong(subject, f"{what} fails: {in_one_line(error)}.", mend, _where(error))


def _mend(error: BaseException) -> str:
    kinds = (mend for kind, mend in MENDS.items() if isinstance(error, kind))
    sayings = (mend for saying, mend in SAYINGS.items() if saying in str(error))
    return next(sayings, "") or next(kinds, "")


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " > ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)
