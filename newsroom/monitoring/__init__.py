"""What the site tells whoever runs it: whether it is ready, and what went wrong."""
