"""What ``django-admin startproject`` makes, with one view of one line: the bytes of a file at its path.

``gunicorn benchmarks.sites.bare``, with the folder of the files in ``BARE_PAGES``.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from . import STOCK_MIDDLEWARE

PAGES = {file.name: file.read_bytes() for file in Path(os.environ["BARE_PAGES"]).iterdir()}


def page(request: HttpRequest, number: str) -> HttpResponse:
    """Page ``number``; whoever takes gzip gets it compressed, as it was on the disk."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(PAGES[f"{number}.gz"], headers={"Content-Encoding": "gzip"})
    return HttpResponse(PAGES[number])


urlpatterns = [path("<number>/", page)]
settings.configure(
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=STOCK_MIDDLEWARE,
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.environ["SECRET_KEY"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
)
application = get_wsgi_application()
