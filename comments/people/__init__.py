"""Who comments: addresses that are confirmed, names that are reserved, the newsroom's roles and their sites.

Imports decisions, mail, models, requests and text.
"""
