"""What readers make of each other's comments.

Imports the models of comments.
"""
