"""The site, with ``KEPT_SECONDS`` from the environment, a corner of the cache for itself, and a host's page.

That is the page of a model that says nothing of its version, found by Django's own shortcut.
"""

import os

from newsroom.settings import *
from newsroom.settings import CACHES, NEWSROOM_COMMENTS

ROOT_URLCONF = "benchmarks.sites.urls"
NEWSROOM_COMMENTS["KEPT_SECONDS"] = int(os.environ["KEPT_SECONDS"])
NEWSROOM_COMMENTS["MODELS"]["newsroom_articles.Section"] = {}
CACHES["default"]["KEY_PREFIX"] = os.environ["CACHE_PREFIX"]
