"""Stock django-comments-xtd behind what `django-admin startproject` lists, on the site's database."""

from pathlib import Path

from newsroom.environment import env

from .. import STOCK_MIDDLEWARE

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = ["localhost"]
INSTALLED_APPS = [
    "articles",
    "django_comments_xtd",
    "django_comments",
    "django_prose_editor",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.staticfiles",
]
MIDDLEWARE = STOCK_MIDDLEWARE
ROOT_URLCONF = "benchmarks.sites.stock.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
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
# As in the settings beside this folder.
DATABASES = {"default": env.db("DATABASE_URL") | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "French")]
USE_TZ = True
STATIC_URL = "/static/"
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_CONFIRM_EMAIL = False
COMMENTS_XTD_MAX_THREAD_LEVEL = 10
