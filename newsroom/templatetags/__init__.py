"""What the site's templates say of the site, and of discussions to machines."""
