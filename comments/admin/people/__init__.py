"""The page of one commenter.

Imports ``admin.base`` and its equals, desk, people, decisions and models.
"""
