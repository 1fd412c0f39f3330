"""A site that keeps comments, or its stories, in a database of their own."""

import os
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "the host's own key, which is long enough to please its checks"
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "paper.urls"


def database(name):
    server = urlsplit(os.environ.get("SERVER", ""))
    if server.scheme:
        place = {"HOST": server.hostname, "PORT": server.port, "USER": server.username}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": f"newsroom_hosts_{name}",
            "PASSWORD": server.password or "",
            **place,
        }
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
    file = BASE_DIR / f"{name}.sqlite3"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options}


DATABASES = {name: database(name) | {"ATOMIC_REQUESTS": True} for name in ("default", "other")}
DATABASE_ROUTERS = ["paper.routers.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
STATIC_URL = "/static/"
USE_TZ = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

INSTALLED_APPS = [
    "comments",
    "comments.apps.ThreadsConfig",
    "django_comments",
    "django.contrib.sites",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "stories",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
SITE_ID = 1
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "comments.models.ReaderComment"
COMMENTS_XTD_FORM_CLASS = "comments.forms.ReplyForm"
COMMENTS_XTD_MAX_THREAD_LEVEL = 3
NEWSROOM_COMMENTS = {"MODELS": {"stories.Story": {}}, "RATE_LIMIT": False}
