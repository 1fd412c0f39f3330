"""A submission becomes a saved comment."""

from typing import Any

import pytest

from comments.models import Decision, ReaderComment, Status

pytestmark = pytest.mark.django_db


def test_a_reply_is_stored_held_with_its_reason_and_its_first_decision(reply: Any) -> None:
    response = reply(comment="Two <b>bold</b> words")

    stored = ReaderComment.objects.get()
    assert response.status_code == 302
    assert (stored.status, stored.public, stored.is_public) == (Status.PENDING, False, False)
    assert (stored.source, stored.comment) == ("Two <b>bold</b> words", "<p>Two <b>bold</b> words</p>")
    assert [reason["rule"] for reason in stored.reasons] == ["pre_moderated"]
    decision = Decision.objects.get()
    assert (decision.comment_number, decision.rule, decision.to_status) == (
        stored.pk,
        "pre_moderated",
        Status.PENDING,
    )
