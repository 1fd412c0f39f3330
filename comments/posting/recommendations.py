"""Readers recommend a public comment: each once."""

from datetime import timedelta
from typing import Any

from ..conf import conf
from ..decisions.community import recommendations
from ..models import ReaderComment, Recommendation
from ..models.transactions import writing
from ..people.pseudonyms import pseudonym
from .reports import NotPublic, refuse_flood


class TooManyRecommendations(Exception):
    """One person or network recommends too quickly."""

    def __init__(self, retry_after: timedelta) -> None:
        self.retry_after = retry_after


def recommender_of(user: Any, network: str) -> str:
    """What stands for a login, else for a network."""
    return pseudonym("recommender", user, network)


@writing()
def recommend(comment: ReaderComment, recommender: str) -> bool:
    """Count one reader's recommendation, and show the counts where they were not within the minute.

    Idempotent: returns False where they recommended the comment before.

    :raises TooManyRecommendations: nothing is stored.
    :raises NotPublic: nothing is stored.
    """
    theirs = Recommendation.objects.filter(recommender=recommender)
    # First: whoever clicks twice is not told that they recommend too quickly.
    if theirs.filter(comment=comment).exists():
        return False
    refuse_flood(theirs, conf.recommendation_limit, TooManyRecommendations)
    locked = recommendations.lock(comment.pk, comment.discussion_id)
    # Of two at once that both saw nothing, one makes it.
    _stored, made = Recommendation.objects.get_or_create(comment=comment, recommender=recommender)
    if not made:
        return False
    if not recommendations.count(comment.pk):
        raise NotPublic
    recommendations.publish(comment.discussion_id, locked)
    return True
