"""Who sits at the desk."""

ADDRESS = "ada.lovelace@example.org"
NOBODY, READER, STAFF, VIEWER = "nobody", "a reader", "staff", "viewer"
MODERATOR, CHIEF, SUPERUSER = "Moderator", "Chief moderator", "superuser"
ROLES = (NOBODY, READER, STAFF, VIEWER, MODERATOR, CHIEF, SUPERUSER)
ALL = {VIEWER, MODERATOR, CHIEF, SUPERUSER}
EDITORS = {MODERATOR, CHIEF, SUPERUSER}
CHIEFS = {CHIEF, SUPERUSER}
NO_ONE: set[str] = set()
