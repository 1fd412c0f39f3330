"""The comment section and its moderation, under the pages of any model.

Knows nothing of articles.  What a host sets, mounts and imports stands here; docs/names.md lists it.
"""
