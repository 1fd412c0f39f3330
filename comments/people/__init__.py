"""Who comments: addresses that are confirmed, names that are reserved, and the newsroom's roles.

Stands on decisions and mail."""
