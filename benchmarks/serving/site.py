"""The site's settings, with ``KEPT_SECONDS`` from the environment and a corner of the cache for itself."""

import os

from newsroom.settings import *  # noqa: F403
from newsroom.settings import CACHES, NEWSROOM_COMMENTS

NEWSROOM_COMMENTS["KEPT_SECONDS"] = float(os.environ["KEPT_SECONDS"])
CACHES["default"]["KEY_PREFIX"] = os.environ["CACHE_PREFIX"]
