"""The logs of decisions and standings: read, undone from, never written.

Imports ``admin.base`` and its equals, decisions and models.
"""
