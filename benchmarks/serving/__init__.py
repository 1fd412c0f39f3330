"""Processes that are measured, readers who ask them, and what they took of the processor."""
