"""What editors have beside the log: appeals to answer, notes, emails that each chooses, filters that each saved.

Imports reader_comments and decisions.
"""
