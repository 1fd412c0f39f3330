"""The page of one commenter."""
