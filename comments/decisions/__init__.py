"""The single write path: whatever changes a comment's status or text, or a person's standing, and its log.

Imports mail, models, rules and text.
"""
