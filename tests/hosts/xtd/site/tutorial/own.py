"""The site without any comments."""

from .settings import *
from .settings import BASE_DIR, INSTALLED_APPS, TEMPLATES

ALLOWED_HOSTS = ["testserver"]
INSTALLED_APPS = [*INSTALLED_APPS, "stories"]
TEMPLATES = [TEMPLATES[0] | {"DIRS": [BASE_DIR / "templates"]}]
DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_TIMEOUT = 10
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
