"""A site with django-comments-xtd as its own documentation sets it up, for comparison."""
