"""Requests and texts that nobody thought of: hypothesis makes them up.

Each run takes some; ``pytest -m faults --examples 5000`` takes that many of each.
"""
