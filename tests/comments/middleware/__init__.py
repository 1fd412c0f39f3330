"""The shared cache of the site's own: what it keeps, whom it answers, and when it asks."""
