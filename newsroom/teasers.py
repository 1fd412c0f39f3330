"""What lists of articles show of comments: how many there are."""

from django.http import HttpRequest

from articles.models import Article
from comments.discussions.counts import counts_version


def version(_request: HttpRequest) -> str:
    """Changes whenever the number of comments on any article does."""
    return counts_version(Article)
