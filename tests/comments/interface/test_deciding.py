"""A host's own code decides, and lets an author follow."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist

from comments import interface
from comments.models import Decision, Following, ReaderComment, Status
from comments.posting.withdrawals import withdraw

pytestmark = pytest.mark.django_db


def test_a_decision_is_in_the_log_by_whoever_took_it(comment: Any) -> None:
    held = comment(status=Status.PENDING)
    editor = get_user_model().objects.create_user("eve")
    assert interface.decide(held.pk, "approved", by=editor) is True
    assert interface.decide(held.pk, "rejected", message="Not here.", note="nightly") is True
    assert interface.decide(held.pk, "rejected") is False
    rows = Decision.objects.order_by("pk").values_list("actor", "rule", "to_status", "message", "note")
    assert [*rows][-2:] == [
        (editor.pk, "", "approved", "", ""),
        (None, "host", "rejected", "Not here.", "nightly"),
    ]
    assert ReaderComment.objects.get().public is False


def test_what_can_not_be_decided_is_an_error(comment: Any) -> None:
    withdrawn = comment()
    withdraw(withdrawn, revision=withdrawn.revision)
    with pytest.raises(interface.WithdrawnByAuthor):
        interface.decide(withdrawn.pk, "approved")
    with pytest.raises(ObjectDoesNotExist):
        interface.decide(withdrawn.pk + 1, "approved")
    for status in ("erased", "withdrawn", "published", "nonsense"):
        with pytest.raises(ValueError, match="none of"):
            interface.decide(withdrawn.pk, status)  # type: ignore[arg-type]
    ReaderComment.objects.update(status=Status.ERASED)
    with pytest.raises(interface.Conflict):
        interface.decide(withdrawn.pk, "rejected")


def test_an_author_follows_and_ends_it(comment: Any) -> None:
    ada = get_user_model().objects.create_user("ada", email="ada@example.org")
    own = comment(user=ada)
    interface.follow(own.pk, "all")
    assert Following.objects.get().kind == "all"
    interface.follow(own.pk, "")
    assert Following.objects.count() == 0
    nameless = comment("Nobody's.", email="", name="")
    with pytest.raises(interface.NoAddress):
        interface.follow(nameless.pk, "all")
    with pytest.raises(ValueError, match="none of"):
        interface.follow(own.pk, "some")  # type: ignore[arg-type]
    with pytest.raises(ObjectDoesNotExist):
        interface.follow(0, "all")
