"""What is told to whom: an author of a comment, an editor of what waits."""
