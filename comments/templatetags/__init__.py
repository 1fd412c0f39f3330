"""The tags that templates load.

Imports discussions, desk and ``admin``.
"""
