"""What the site leans on fails: the cache, the mail server, the replica, the worker."""
