"""The host as it was for years: django-comments-xtd's own comments."""

from .base import *
from .base import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django_comments_xtd", "django_comments", "django.contrib.sites"]
SITE_ID = 1
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MAX_THREAD_LEVEL = 3
