"""The same site with README's lines in the place of the tutorial's."""

from pathlib import Path

from .own import *
from .own import BASE_DIR, TEMPLATES

ROOT_URLCONF = "tutorial.after_urls"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [BASE_DIR / "after", BASE_DIR / "templates"]}]
# Of the old lines: how deep the stock threads go, for the day on which one leaves.
COMMENTS_XTD_MAX_THREAD_LEVEL = 3

exec((Path(__file__).parent / "readme_settings.py").read_text())
