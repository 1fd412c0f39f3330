"""``manage.py newsroomdoctor``: a comment's way, walked under the host's own settings, without a trace.

May import all but urls, apps and commands.
"""
