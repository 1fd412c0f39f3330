"""Until when an author may change a comment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.statuses import DecisionContext, decide
from comments.mail import signed_links
from comments.models import Discussion, ReaderComment, Status
from comments.posting import edits
from comments.posting.edits import MOST_EDITS

from ..answers import page_of
from ..crowds import Crowd
from .editing import path, problem, save, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_first")]
TOO_LATE = "This comment can't be changed any more: time is up, or it has a decision or a reply."


def gone_by(stored: ReaderComment) -> None:
    ReaderComment.objects.update(submitted=timezone.now() - timedelta(minutes=10))


def by_decision(stored: ReaderComment) -> None:
    decide(stored, Status.APPROVED, DecisionContext(by=User.objects.create_user("eve")))


def by_correction(stored: ReaderComment) -> None:
    editor = User.objects.create_user("eve")
    revise(stored, "I read this twice!", DecisionContext(by=editor), revision=stored.revision)


def by_rejection(stored: ReaderComment) -> None:
    decide(stored, Status.REJECTED, DecisionContext(rule="reported"))


def by_closing(stored: ReaderComment) -> None:
    Discussion.objects.update(state="closed")


def by_hiding(stored: ReaderComment) -> None:
    Discussion.objects.update(state="hidden")


def by_taking_down(stored: ReaderComment) -> None:
    Article.objects.update(status=Article.Status.DRAFT)


@pytest.mark.parametrize(
    "end",
    [gone_by, by_decision, by_correction, by_rejection, by_closing, by_hiding, by_taking_down],
)
def test_it_ends_and_every_word_is_kept(end: Callable[[ReaderComment], None], mine: ReaderComment) -> None:
    assert page_of(Client().get(signed_links.reader_page(mine))).xpath("//a[@href='edit/']") != []
    end(mine)
    before = ReaderComment.objects.values().get()
    assert page_of(Client().get(signed_links.reader_page(mine))).xpath("//a[@href='edit/']") == []
    form = Client().get(path(mine))
    assert (form.status_code, problem(form), page_of(form).xpath("//form")) == (403, TOO_LATE, [])
    answer = save(mine, "My <new> words.")
    assert (answer.status_code, problem(answer), typed(answer)) == (403, TOO_LATE, "My <new> words.")
    assert page_of(answer).xpath("//form") == []
    assert ReaderComment.objects.values().get() == before


def test_a_reply_ends_it_but_a_refused_one_tells_nothing(mine: ReaderComment, comment: Any) -> None:
    answer = comment("So did I.", name="Bob", email="bob@example.org", parent=mine, status=Status.SPAM)
    assert save(mine, "First change.").status_code == 302
    decide(answer, Status.PENDING, DecisionContext())
    mine.refresh_from_db()
    assert save(mine, "Second change.").status_code == 403
    assert ReaderComment.objects.get(pk=mine.pk).source == "First change."


def test_a_reply_that_comes_while_the_rules_judge_ends_it(
    mine: ReaderComment, comment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = edits.judged

    def slowly(*about: Any) -> Any:
        comment("So did I.", name="Bob", email="bob@example.org", parent=mine)
        return judged(*about)

    monkeypatch.setattr(edits, "judged", slowly)
    answer = save(mine, "My words.")
    assert (answer.status_code, typed(answer)) == (403, "My words.")
    assert ReaderComment.objects.get(pk=mine.pk).source == "I read this twice."


def test_the_setting_says_how_long(mine: ReaderComment, settings: Any) -> None:
    for minutes, status in ((0, 403), (1, 200)):
        settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"EDIT_MINUTES": minutes}
        assert Client().get(path(mine)).status_code == status


def test_there_are_so_many_edits_and_no_more(mine: ReaderComment) -> None:
    answers = []
    for number in range(MOST_EDITS + 1):
        answers.append(save(mine, f"Number {number}.").status_code)
        mine.refresh_from_db()
    assert answers == [302] * MOST_EDITS + [403]
    assert mine.earlier_texts.count() == MOST_EDITS


def test_the_private_page_and_the_form_cost_as_much_whatever_the_discussion_holds(
    mine: ReaderComment, crowd: Crowd, article: Article, django_assert_num_queries: Any
) -> None:
    own = signed_links.reader_page(mine)
    for _size in range(2):
        for page, queries in ((own, 6), (own + "edit/", 5), (own + "withdraw/", 1)):
            with django_assert_num_queries(queries):
                assert Client().get(page).status_code == 200
        crowd(article, [None, *[0] * 20])
