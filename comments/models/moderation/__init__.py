"""What editors have beside the log: the filters that each of them saved.

Imports nothing of ours.
"""
