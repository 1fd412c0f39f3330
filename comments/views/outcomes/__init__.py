"""What a comment's author is told of it, and asks again.

Imports the views' own parts, posting, people, mail and what those stand on.
"""
