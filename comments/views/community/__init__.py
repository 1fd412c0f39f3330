"""What readers do with each other's comments.

Imports posting, discussions and what the views beside it import.
"""
