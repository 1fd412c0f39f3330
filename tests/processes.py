"""The test's own database, for a process of its own."""

import os

from django.db import connection


def environment(**changes: str) -> dict[str, str]:
    """In which the site serves the database of a test, which must have no transaction open."""
    database = connection.settings_dict
    user = "{USER}:{PASSWORD}@{HOST}:{PORT}".format(**database)
    place = "sqlite:///" if connection.vendor == "sqlite" else f"postgres://{user}/"
    return os.environ | {"DATABASE_URL": f"{place}{database['NAME']}"} | changes
