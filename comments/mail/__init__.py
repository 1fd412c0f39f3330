"""Emails: what each says, who follows what, the signed links in them, and the outbox.

Imports models, rules, sites, requests and text.
"""
