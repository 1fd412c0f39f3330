"""Who comments: addresses that are confirmed, names that are reserved, and the newsroom's roles.

Imports decisions, mail, models, requests and text.
"""
