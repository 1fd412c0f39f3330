"""The site's own settings, with every page asked about: nothing is answered from what was kept."""

from newsroom.settings import *

NEWSROOM_COMMENTS = NEWSROOM_COMMENTS | {"KEPT_SECONDS": 0, "KEPT_MEMORY": 0}
# A database backend stays the same, so that its processor time can be read.
DATABASES["default"] |= {"CONN_MAX_AGE": None}
