"""What comes into the newsroom from elsewhere, and goes out again.

``entries``, ``frontmatter``, ``images``, ``terms``, ``wordpress`` and ``wordpress_bodies`` read, and know no
database; ``media`` looks into a folder; ``library`` and ``writing`` store; ``migrating`` and ``exporting``
are the acts.  Imports models and pictures.
"""
