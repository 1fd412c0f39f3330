"""What the tutorial of django-comments-xtd has one add."""

from .own import *
from .own import BASE_DIR, INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "django.contrib.sites",
    "rest_framework",
    "django_comments_xtd",
    "django_comments",
]
ROOT_URLCONF = "tutorial.before_urls"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [BASE_DIR / "before", BASE_DIR / "templates"]}]
SITE_ID = 1
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MAX_THREAD_LEVEL = 3
COMMENTS_XTD_CONFIRM_EMAIL = True
COMMENTS_XTD_THREADED_EMAILS = False
COMMENTS_XTD_APP_MODEL_OPTIONS = {
    "stories.story": {
        "allow_flagging": True,
        "allow_feedback": True,
        "show_feedback": True,
        "who_can_post": "all",
    }
}
