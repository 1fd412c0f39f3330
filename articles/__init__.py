"""Articles: written and published in the admin, read on pages, in feeds and sitemaps.

Knows nothing of comments.
"""
