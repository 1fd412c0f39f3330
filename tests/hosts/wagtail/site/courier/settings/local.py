"""What the site's developers wrote; Wagtail's own development settings read it last."""

from .base import BASE_DIR, INSTALLED_APPS

INSTALLED_APPS = ["django_newsroom.comments.contrib.wagtail", *INSTALLED_APPS]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "db.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_TIMEOUT = 10
# As one would write it who never heard of view restrictions.
NEWSROOM_COMMENTS = {"MODELS": {"home.HomePage": {"PUBLISHED": "live"}}}
