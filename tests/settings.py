"""The site's own settings, with a key for tests and a database file that threads can share."""

import os

os.environ["SECRET_KEY"] = "tests-only-" + "k" * 50
os.environ["DEBUG"] = ""
os.environ.setdefault("EMAIL_URL", "memorymail://")

from newsroom.settings import *
from newsroom.settings import BASE_DIR, CACHES, DATABASES, NEWSROOM_COMMENTS, STORAGES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In memory, every thread would share one connection, and locking could not be seen to work.
    DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "var" / "tests.sqlite3"}
# Each worker has a Redis number of its own, from the given one upwards; pytest-django gives it a database.
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if worker and CACHES["default"]["BACKEND"].endswith("RedisCache"):
    server, _, number = CACHES["default"]["LOCATION"].rpartition("/")
    CACHES["default"]["LOCATION"] = f"{server}/{int(number) + int(worker.removeprefix('gw'))}"
# Pictures in memory: a live server's threads find them there, and no file is left.
STORAGES = {**STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The machine that runs the tests may stall.
NEWSROOM_COMMENTS = {**NEWSROOM_COMMENTS, "RULE_BUDGET_MS": 60_000}
# A test that wants to be answered with what is a second old says so.
NEWSROOM_COMMENTS["KEPT_SECONDS"] = 0
NEWSROOM_COMMENTS["KEPT_MEMORY"] = 0
# Or each test's client reads the whole folder of static files.
WHITENOISE_AUTOREFRESH = True
