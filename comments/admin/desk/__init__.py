"""The list of comments as editors work in it: cards, actions, tabs.

Imports ``comments.desk``, and the modules of ``admin`` beside it, posting and decisions.
"""
