"""The words that the desk's search looks through, and those that it looks for.

Imports its equals, normalizing and paragraphs.
"""
