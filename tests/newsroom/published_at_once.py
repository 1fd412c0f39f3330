"""The settings of a site that holds no comment, for a process of its own."""

from tests.settings import *
from tests.settings import NEWSROOM_COMMENTS

NEWSROOM_COMMENTS = {**NEWSROOM_COMMENTS, "MODE": "post", "RULES": []}
