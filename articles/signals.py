"""What a host's code is told."""

from django.dispatch import Signal

# After the commit of every change of an article, with ``article``, ``by`` (the account, or None), ``created``
# and ``was_public``, which says whether readers could read it before.
article_stored = Signal()
