"""What editors have beside the log: notes, appeals to answer, emails and filters that each chose.

Imports reader_comments and decisions.
"""
