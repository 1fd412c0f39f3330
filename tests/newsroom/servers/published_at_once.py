"""The settings of a site that holds no comment, and no connection either, for a process of its own."""

from tests.settings import *
from tests.settings import DATABASES, NEWSROOM_COMMENTS

NEWSROOM_COMMENTS = {**NEWSROOM_COMMENTS, "MODE": "post", "RULES": []}
DATABASES = {alias: {**database, "CONN_MAX_AGE": 0} for alias, database in DATABASES.items()}
