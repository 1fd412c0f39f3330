"""What stands out among public comments, and so raises a discussion's version: recommendations and picks.

Imports the decisions beside it, and models.
"""
