"""The site's own settings, where a comment is public at once unless a rule holds it, and every rule is asked.

The one that holds whoever is unknown is left out: nobody here has a login.
"""

from comments.rules.builtin import RULES
from newsroom.settings import *

DATABASES["default"] |= {"CONN_MAX_AGE": None}
NEWSROOM_COMMENTS = NEWSROOM_COMMENTS | {
    "MODE": "post",
    "RULES": [{"NAME": name} for name in RULES if name != "first_comment"],
}
