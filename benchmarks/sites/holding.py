"""The site's own settings: every rule is asked, and every comment waits for an editor."""

from newsroom.settings import *

DATABASES["default"] |= {"CONN_MAX_AGE": None}
