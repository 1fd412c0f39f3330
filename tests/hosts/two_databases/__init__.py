"""A site with two databases and a router."""
