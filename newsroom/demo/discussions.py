"""The discussions of the demo become rows, by the same ways that readers and editors take."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from comments.decisions.community import recommendations
from comments.decisions.community.picks import pick
from comments.decisions.log import DecisionContext
from comments.decisions.statuses import decide
from comments.models import (
    AddressKey,
    Commenter,
    Discussion,
    ModerationMode,
    ReaderComment,
    RejectionReason,
    Standing,
    Status,
)
from comments.posting.new_comments import submit
from comments.posting.posts import Post
from comments.posting.recommendations import recommend, recommender_of

from . import clock
from .stories import Remark

# How long a comment waited, in hours, one after the other; and then a second thought came.
WAITS = (0.2, 0.4, 1.1, 0.3, 2.5, 0.7, 0.1, 6.0, 0.5)
SECOND_THOUGHT = 26.0


class Readers:
    """Readers' remarks posted under ``article``, and the decisions that ``editor`` takes on them.

    What is rejected is so for ``reason``.
    """

    def __init__(self, article: Article, editor: User, reason: RejectionReason) -> None:
        self.article = article
        self.editor = editor
        self.reason = reason
        self.posted: dict[str, ReaderComment] = {}

    def discuss(self, remarks: Sequence[Remark]) -> None:
        waits = cycle(WAITS)
        for remark in remarks:
            with clock.at(self._moment(remark.hours)):
                comment = self.posted[remark.key] = self._post(remark)
            if remark.status:
                self._decide(comment, remark.status, remark.hours + next(waits))
        for remark in remarks:
            if remark.later:
                self._decide(self.posted[remark.key], remark.later, remark.hours + SECOND_THOUGHT)
        for remark in remarks:
            with clock.at(self._moment(remark.hours + SECOND_THOUGHT)):
                self._praise(self.posted[remark.key], remark)
        recommendations.publish_all()

    def _moment(self, hours: float) -> datetime:
        return self.article.pub_date + timedelta(hours=hours)

    def _post(self, remark: Remark) -> ReaderComment:
        # Only a rule publishes, and only where editors look afterwards.
        mode = ModerationMode.POST if remark.status == Status.PUBLISHED else ""
        Discussion.objects.start(self.article)
        Discussion.objects.of(self.article).update(mode=mode)
        if mode:
            self._trust(remark.email)
        return submit(
            Post(
                confirmed=bool(mode),
                target=self.article,
                site_id=settings.SITE_ID,
                source=remark.text,
                submitted=self._moment(remark.hours),
                parent_id=self.posted[remark.parent].pk if remark.parent else 0,
                honeypot_filled=remark.honeypot,
                **self._person(remark),
            )
        )

    def _praise(self, comment: ReaderComment, remark: Remark) -> None:
        for number in range(remark.recommended):
            recommend(comment, recommender_of(None, f"198.51.{number}.0/24"))
        if remark.picked:
            pick(comment.pk, comment.revision, DecisionContext(by=self.editor, batch=uuid4()), picked=True)

    def _trust(self, address: str) -> None:
        """Let the rules publish what the owner of ``address`` posts."""
        Commenter.objects.get_or_create(
            address_hash=AddressKey.digest(address),
            confirmed_at__isnull=False,
            defaults={"confirmed_at": timezone.now(), "standing": Standing.TRUSTED},
        )

    def _person(self, remark: Remark) -> dict[str, Any]:
        if remark.by_editor:
            return {"user": self.editor, "name": self.editor.get_full_name(), "email": "", "url": ""}
        return {"name": remark.name, "email": remark.email, "url": remark.url}

    def _decide(self, comment: ReaderComment, status: str, hours: float) -> None:
        reason = self.reason if status == Status.REJECTED else None
        with clock.at(self._moment(hours)):
            decide(comment, Status(status), DecisionContext(by=self.editor, rejection=reason))
