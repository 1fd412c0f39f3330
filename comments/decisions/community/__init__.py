"""What stands out among public comments, and so raises a discussion's version: what readers recommend.

Imports models.
"""
