"""What stands in which database, as ``PLACES`` says."""

import os

COMMENTS = {"django_comments", "django_comments_xtd", "newsroom_comments"}


class Router:
    """``apart``: comments alone in the other database.  ``beside``: all but the stories."""

    def db_for_read(self, model, **_hints):
        label = model._meta.app_label
        is_others = label in COMMENTS if os.environ["PLACES"] == "apart" else label != "stories"
        return "other" if is_others else "default"

    db_for_write = db_for_read

    def allow_relation(self, *_rows, **_hints):
        return True

    def allow_migrate(self, db, app_label, **_hints):
        if os.environ["PLACES"] == "apart":
            return None
        return (app_label == "stories") == (db == "default")
