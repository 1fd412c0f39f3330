"""The single write path: whatever changes a comment's status or text, or a person's standing, and its log.

Stands on mail, models and rules."""
