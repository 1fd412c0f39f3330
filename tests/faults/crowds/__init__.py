"""Many at once: readers, posts in one second, slow clients, connections."""
