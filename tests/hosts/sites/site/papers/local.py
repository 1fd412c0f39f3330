"""Two newspapers in one process, of Django's own flat pages; which one is asked its host says."""

import django

from .settings import *
from .settings import BASE_DIR, INSTALLED_APPS, MIDDLEWARE, TEMPLATES

DEBUG = False
ALLOWED_HOSTS = ["courier.example", "gazette.example"]
SITE_ID = None
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.flatpages"]
MIDDLEWARE = [*MIDDLEWARE, "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware"]
TEMPLATES = [TEMPLATES[0] | {"DIRS": [BASE_DIR / "templates"]}]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": LOCMEM}}
else:
    EMAIL_BACKEND, EMAIL_TIMEOUT = LOCMEM, 10
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NEWSROOM_COMMENTS = {
    "MODELS": {"flatpages.FlatPage": {}},
    "BY_SITE": True,
    "MODERATORS": ["desk@papers.example"],
}
