"""What editors have beside the log: appeals to answer, emails that each chooses, filters that each saved.

Imports reader_comments and decisions.
"""
