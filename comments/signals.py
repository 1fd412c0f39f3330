"""Signals for hosts."""

from django.dispatch import Signal

# Sent after a decision is committed.  Arguments: "decision" (a Decision).
comment_decided = Signal()
