"""What a comment's author reads of its state: never that it is spam, nothing new once they withdrew it."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from articles.models import Article
from comments.decisions.answers import answer
from comments.decisions.statuses import DecisionContext, decide
from comments.decisions.undoing import undo
from comments.mail import signed_links
from comments.models import Discussion, ReaderComment, RejectionReason, Status
from comments.upkeep.erasing import erase

from ...answers import page_of
from ...scenes import assert_all_is_true, editor

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
WAITING = "Your comment is awaiting moderation."
PUBLISHED = "Your comment is published."
REJECTED = "Your comment was not published."
WITHDRAWN = "You withdrew your comment."
WHY = "It is off topic. Try the other page."
ERASED = "The text of your comment has been erased."
REJECTED_AND_ERASED = "Your comment was not published, and its text has been erased."
WITHDRAWN_AND_ERASED = "You withdrew your comment, and its text has been erased."
AUTHOR, APPEAL = "the author", "an appeal"
WHY_AND = WHY + " We upheld it."


def act(comment: ReaderComment, step: str) -> None:
    """One step of a comment's way: its author's, by the page's own form, or an editor's."""
    row = ReaderComment.objects.get(pk=comment.pk)
    if step == APPEAL:
        path = signed_links.reader_page(row) + "appeal/"
        assert Client().post(path, {"text": "Read it again."}).status_code == 302
    elif step in {"upheld", "published"}:
        context = DecisionContext(by=editor(), note=f"We {step} it.", batch=uuid4())
        answer(row.pk, row.revision, context, publish=step == "published")
    elif step == AUTHOR:
        path = signed_links.reader_page(row) + "withdraw/"
        form = page_of(Client().get(path)).forms[0]
        assert Client().post(path, dict(form.form_values())).status_code == 302
    elif step == Status.ERASED:
        assert erase([row.pk]) == [row.pk]
    elif step == "undone":
        batch = row.decisions.exclude(actor_number="")[0].batch
        assert undo(batch, editor(), anyway=True).done == [row.pk]
    elif step == Status.REJECTED:
        reason, _made = RejectionReason.objects.get_or_create(label="Off", text="It is off topic.")
        context = DecisionContext(by=editor(), rejection=reason, message="Try the other page.", batch=uuid4())
        decide(row, Status.REJECTED, context)
    else:
        decide(row, Status(step), DecisionContext(by=editor(), batch=uuid4()))


def own_page(comment: ReaderComment) -> str:
    return Client().get(signed_links.reader_page(comment)).content.decode()


def read(comment: ReaderComment) -> tuple[str, str]:
    """The sentence, and the reason with the editor's words."""
    page = page_of(Client().get(signed_links.reader_page(comment)))
    state, why = page.xpath("string(//p[contains(@class, 'nc-state')])"), page.xpath("//*[@class='nc-why']")
    return state, " ".join(" ".join(block.text_content().split()) for block in why)


PENDING, APPROVED, SPAM, REFUSED = Status.PENDING, Status.APPROVED, Status.SPAM, Status.REJECTED


@pytest.mark.parametrize(
    ("way", "says", "why"),
    [
        ([], WAITING, ""),
        ([APPROVED], PUBLISHED, ""),
        ([APPROVED, PENDING], WAITING, ""),
        ([REFUSED], REJECTED, WHY),
        ([REFUSED, "undone"], WAITING, ""),
        ([REFUSED, APPROVED], PUBLISHED, ""),
        ([REFUSED, PENDING], WAITING, ""),
        # Spam looks as the comment looked before.
        ([SPAM], WAITING, ""),
        ([APPROVED, SPAM], WAITING, ""),
        ([REFUSED, SPAM], REJECTED, WHY),
        ([REFUSED, SPAM, "undone"], REJECTED, WHY),
        ([REFUSED, APPROVED, SPAM], WAITING, ""),
        ([SPAM, REFUSED], REJECTED, WHY),
        # What its author withdrew stays as it was then.
        ([AUTHOR], WITHDRAWN, ""),
        ([APPROVED, AUTHOR], WITHDRAWN, ""),
        ([REFUSED, AUTHOR], WITHDRAWN, WHY),
        ([SPAM, AUTHOR], WITHDRAWN, ""),
        ([REFUSED, SPAM, AUTHOR], WITHDRAWN, WHY),
        ([AUTHOR, REFUSED], WITHDRAWN, ""),
        ([AUTHOR, SPAM], WITHDRAWN, ""),
        ([SPAM, AUTHOR, REFUSED], WITHDRAWN, ""),
        ([APPROVED, AUTHOR, REFUSED, "undone"], WITHDRAWN, ""),
        ([REFUSED, AUTHOR, SPAM], WITHDRAWN, WHY),
        # An appeal and its answer leave the rejection as it reads.
        ([REFUSED, APPEAL], REJECTED, WHY),
        ([REFUSED, APPEAL, "upheld"], REJECTED, WHY_AND),
        ([REFUSED, APPEAL, "upheld", "undone"], REJECTED, WHY),
        ([REFUSED, APPEAL, "published"], PUBLISHED, "We published it."),
        ([REFUSED, APPEAL, "published", "undone"], REJECTED, WHY),
        ([REFUSED, APPEAL, APPROVED], PUBLISHED, ""),
        ([REFUSED, APPEAL, PENDING], WAITING, ""),
        ([REFUSED, APPEAL, AUTHOR], WITHDRAWN, WHY),
        ([REFUSED, APPEAL, "upheld", AUTHOR, REFUSED], WITHDRAWN, WHY_AND),
        ([REFUSED, APPEAL, SPAM], REJECTED, WHY),
        ([REFUSED, SPAM, APPEAL], REJECTED, WHY),
        ([REFUSED, APPEAL, "upheld", Status.ERASED], REJECTED_AND_ERASED, ""),
        # Erased: the same, without the words.
        ([APPROVED, Status.ERASED], ERASED, ""),
        ([SPAM, Status.ERASED], ERASED, ""),
        ([REFUSED, Status.ERASED], REJECTED_AND_ERASED, ""),
        ([REFUSED, SPAM, Status.ERASED], REJECTED_AND_ERASED, ""),
        ([AUTHOR, Status.ERASED], WITHDRAWN_AND_ERASED, ""),
        ([SPAM, AUTHOR, Status.ERASED], WITHDRAWN_AND_ERASED, ""),
        ([AUTHOR, REFUSED, Status.ERASED], WITHDRAWN_AND_ERASED, ""),
    ],
    ids=lambda value: ", ".join(map(str, value)) if isinstance(value, list) else "",
)
def test_a_state_says_what_its_author_may_know(way: list[str], says: str, why: str, comment: Comment) -> None:
    stored = comment(status=Status.PENDING)
    for step in way:
        act(stored, step)
    assert read(stored) == (says, why)
    assert_all_is_true()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ([], [SPAM]),
        ([REFUSED], [SPAM]),
        ([AUTHOR], [REFUSED]),
        ([AUTHOR], [SPAM]),
        ([AUTHOR], [REFUSED, "undone"]),
        ([SPAM, AUTHOR], [REFUSED]),
        ([REFUSED, AUTHOR], [SPAM]),
        ([REFUSED, APPEAL], [SPAM]),
        ([REFUSED, APPEAL, "upheld"], [SPAM]),
        ([REFUSED, APPEAL, AUTHOR], [SPAM]),
        ([REFUSED, APPEAL, AUTHOR], [REFUSED, "undone"]),
    ],
)
def test_what_its_author_shall_not_learn_changes_no_byte_of_the_page(
    first: list[str], then: list[str], comment: Comment, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"EDIT_MINUTES": 0}
    stored = comment(status=Status.PENDING)
    for step in first:
        act(stored, step)
    before = own_page(stored)
    for step in then:
        act(stored, step)
    assert own_page(stored) == before


def test_spam_and_a_held_comment_read_the_same_before_and_after_they_are_withdrawn(
    reply: Any, comment: Comment
) -> None:
    """As the rules decide it, with all that an author may still do."""
    reply()
    reply(comment="I read this thrice.", honeypot="x")
    held, spam = ReaderComment.objects.order_by("pk")
    assert (held.status, spam.status) == (Status.PENDING, Status.SPAM)

    def without_what_is_its_own(stored: ReaderComment) -> str:
        page = own_page(stored).replace("thrice", "twice")
        return re.sub(rf'/comments/yours/{stored.pk}:[^/"]+|datetime="[^"]+"', "", page)

    assert without_what_is_its_own(spam) == without_what_is_its_own(held)
    assert "edit/" in own_page(spam)
    act(held, AUTHOR)
    act(spam, AUTHOR)
    assert without_what_is_its_own(spam) == without_what_is_its_own(held)
    assert "edit/" not in own_page(spam)
    edit = signed_links.reader_page(spam) + "edit/"
    answer = Client().post(
        edit, {"comment": "Other.", "revision": ReaderComment.objects.get(pk=spam.pk).revision}
    )
    assert answer.status_code == 403
    assert ReaderComment.objects.get(pk=spam.pk).source == "I read this thrice."


@pytest.mark.parametrize("refused", [REFUSED, SPAM])
def test_the_public_page_says_that_its_author_withdrew_it_whenever_it_was_refused(
    refused: Status, comment: Comment, article: Article
) -> None:
    def page() -> Any:
        return Client().get(article.get_absolute_url())

    place = b"This comment was withdrawn by its author"
    withdrawn_first, refused_first = comment("One."), comment("Two.", name="Bob")
    for parent in (withdrawn_first, refused_first):
        comment(f"A reply to {parent.pk}.", name="Eve", parent=parent)
    act(withdrawn_first, AUTHOR)
    act(refused_first, refused)
    assert page().content.count(place) == 1
    act(refused_first, AUTHOR)
    before = page()
    assert before.content.count(place) == 2
    act(withdrawn_first, refused)
    version = Discussion.objects.get().version
    assert erase([withdrawn_first.pk, refused_first.pk]) == [withdrawn_first.pk, refused_first.pk]
    after = page()
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert Discussion.objects.get().version == version
    assert_all_is_true()
