# Added to the settings: pages of Jinja2's, found before Django's.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "jinja2"],  # noqa: F821
        "OPTIONS": {"extensions": ["django_newsroom.comments.jinja2.CommentsExtension"]},
    },
    *TEMPLATES,  # noqa: F821
]
