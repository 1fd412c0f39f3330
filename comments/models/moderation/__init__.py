"""What editors have beside the log: appeals to answer, and the emails that each of them chooses.

Imports reader_comments and decisions.
"""
