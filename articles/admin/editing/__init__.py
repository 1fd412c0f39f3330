"""What the form of an article shows, offers and does, and the pages beside it."""
