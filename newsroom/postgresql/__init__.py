"""A database backend of the site: Django's for PostgreSQL, which asks the server less."""
