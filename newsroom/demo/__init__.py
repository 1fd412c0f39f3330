"""What ``manage.py demo`` shows: a small newspaper in two languages, discussions, and an editor's account.

May import both apps.
"""
