"""Foreign sites: a folder for each, made by its framework's own command and walked by a script."""
