"""What caches may keep of a page, and for how long it holds."""
