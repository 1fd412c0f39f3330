"""What ``manage.py demo`` shows: two articles, their discussions, and an editor's account.

May import both apps.
"""
