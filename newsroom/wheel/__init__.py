"""django-newsroom: ``django_newsroom.articles`` and ``django_newsroom.comments``, one Django app each."""
