"""The site's own settings, with ``KEPT_SECONDS`` from the environment."""

import os

from newsroom.settings import *
from newsroom.settings import DATABASES, NEWSROOM_COMMENTS

NEWSROOM_COMMENTS["KEPT_SECONDS"] = int(os.environ["KEPT_SECONDS"])
DATABASES["default"] |= {"CONN_MAX_AGE": None}
