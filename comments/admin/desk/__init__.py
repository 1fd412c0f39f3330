"""The list of comments as editors work in it: cards, actions, tabs.

Stands on the modules of ``admin`` and on ``comments.desk``."""
