"""What a host hears, when, and that nobody else notices."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.dispatch import Signal

from comments import signals
from comments.decisions.corrections import revise
from comments.decisions.log import DecisionContext
from comments.models import ReaderComment
from comments.posting import edits, reports, withdrawals

NAMES = ["posted", "decided", "edited", "withdrawn", "reported"]
Heard = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What is sent, by its name, with its arguments; each signal has a receiver before that fails."""
    found: Heard = []
    receivers = [(name, _fail) for name in NAMES] + [(name, _hears(name, found)) for name in NAMES]
    for name, receiver in receivers:
        _signal(name).connect(receiver)
    yield found
    for name, receiver in receivers:
        _signal(name).disconnect(receiver)


def _signal(name: str) -> Signal:
    signal: Signal = getattr(signals, f"comment_{name}")
    return signal


def _fail(**_sent: Any) -> None:
    raise RuntimeError("a host's own")


def _hears(name: str, found: Heard) -> Any:
    def hear(signal: Signal, sender: Any, **sent: Any) -> None:
        found.append((name, sent))

    return hear


def told(heard: Heard) -> list[str]:
    names = [name for name, _sent in heard]
    heard.clear()
    return names


def test_each_act_is_told_once_it_is_committed(
    heard: Heard, comment: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def acting() -> Any:
        assert heard == []
        return django_capture_on_commit_callbacks(execute=True)

    with acting():
        posted = comment("First.")
        assert heard == []
    assert [sent["comment"].pk for name, sent in heard if name == "posted"] == [posted.pk]
    # The rules', then the one that the fixture takes.
    assert told(heard) == ["posted", "decided", "decided"]
    with acting():
        reports.report(posted, reporter="n:1", reason="spam", text="Look.")
        reports.report(posted, reporter="n:1", reason="spam", text="Look again.")
    assert [sent["report"].text for _name, sent in heard] == ["Look."]
    assert told(heard) == ["reported"]
    with acting():
        revise(posted, "Second.", DecisionContext(rule="spelling"), revision=posted.revision)
    (_decided, by_editor) = heard
    assert (by_editor[1]["comment"].source, by_editor[1]["decision"].rule) == ("Second.", "spelling")
    assert told(heard) == ["decided", "edited"]
    with acting():
        withdrawals.withdraw(posted, revision=posted.revision)
    assert [sent["comment"].withdrawn_by_author for name, sent in heard if name == "withdrawn"] == [True]
    assert told(heard) == ["decided", "withdrawn"]


def test_an_authors_own_edit_is_told(
    heard: Heard, article: Any, comment: Any, django_capture_on_commit_callbacks: Any
) -> None:
    posted = comment("First.")
    ReaderComment.objects.filter(pk=posted.pk).update(status="pending", public=False)
    own = ReaderComment.objects.get(pk=posted.pk)
    with django_capture_on_commit_callbacks(execute=True):
        edits.edit(own, article, "Second.", revision=own.revision)
    assert [sent["decision"].rule for name, sent in heard if name == "edited"] == ["author"]


@pytest.mark.django_db(transaction=True)
def test_a_receiver_that_fails_is_logged_and_costs_no_reader_an_answer(
    heard: Heard, reply: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "django.dispatch"):
        assert reply().status_code == 302
    assert ReaderComment.objects.count() == 1
    assert told(heard) == ["posted", "decided"]
    assert {record.exc_info[1].args for record in caplog.records if record.exc_info} == {("a host's own",)}
