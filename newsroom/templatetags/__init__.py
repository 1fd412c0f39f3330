"""Tags of the site's own templates: its name, and where an article meets its comments."""
