"""Emails: what each says, who follows what, the signed links in them, and the outbox.

Stands on models, rules and text."""
