"""The rows: a comment's place in its thread, one discussion an object, people, and the log."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from articles.models import Article
from comments.decisions import corrections, statuses
from comments.models import (
    AddressKey,
    AppendOnlyError,
    Commenter,
    Decision,
    Discussion,
    DiscussionState,
    ReaderComment,
    Status,
)

from ..crowds import Crowd
from ..scenes import unsaved

pytestmark = pytest.mark.django_db


def place(comment: ReaderComment) -> tuple[int, int, int, int]:
    """As the database has it: parent, thread, root, level."""
    return ReaderComment.objects.values_list("parent_id", "thread_id", "root_id", "level").get(pk=comment.pk)


# --- ReaderComment.save ---------------------------------------------------------------------------------


def test_a_root_is_its_own_parent_and_thread(article: Article) -> None:
    root = unsaved(article)
    root.save()
    assert place(root) == (root.pk, root.pk, root.pk, 0)
    assert (root.parent_id, root.thread_id, root.root_id, root.is_root) == (root.pk, root.pk, root.pk, True)


def test_a_reply_stands_one_level_below_what_it_answers(article: Article) -> None:
    root = unsaved(article)
    root.save()
    reply = unsaved(article, parent_id=root.pk)
    reply.save()
    below = unsaved(article, parent_id=reply.pk)
    below.save()
    assert place(reply) == (root.pk, root.pk, root.pk, 1)
    assert place(below) == (reply.pk, root.pk, root.pk, 2)
    assert not below.is_root


def test_a_reply_far_down_keeps_the_parent_it_answers(article: Article, crowd: Crowd) -> None:
    ids = crowd(article, [None, *range(11)])
    reply = unsaved(article, parent_id=ids[-1])
    reply.save()
    assert place(reply) == (ids[-1], ids[0], ids[0], 12)


def test_a_reply_to_nothing_is_not_written(article: Article) -> None:
    with pytest.raises(ValidationError):
        unsaved(article, parent_id=99).save()
    assert (Comment.objects.count(), XtdComment.objects.count(), ReaderComment.objects.count()) == (0, 0, 0)


def test_a_reply_to_another_objects_comment_is_not_written(
    article: Article, draft: Article, crowd: Crowd
) -> None:
    elsewhere = crowd(draft, [None])[0]
    with pytest.raises(ValidationError):
        unsaved(article, parent_id=elsewhere).save()
    assert list(Comment.objects.values_list("pk", flat=True)) == [elsewhere]


def test_nothing_can_be_inserted_in_public(article: Article) -> None:
    bold = unsaved(article, is_public=True, public=True, status=Status.APPROVED)
    bold.save()
    bold.refresh_from_db()
    assert (bold.is_public, bold.public, bold.status) == (False, False, Status.PENDING)


def test_saving_again_changes_no_visibility_and_no_place(article: Article, comment: Any) -> None:
    root = comment()
    reply = comment("Later words", parent=root)
    held = comment("Held words", parent=root, status=Status.PENDING)
    before = list(
        ReaderComment.objects.order_by("pk").values("pk", "is_public", "public", "status", "root_id")
    )
    for row in (root, reply, held, *ReaderComment.objects.all()):
        row.user_name = "Grace"
        row.save()
    after = list(
        ReaderComment.objects.order_by("pk").values("pk", "is_public", "public", "status", "root_id")
    )
    assert after == before


@pytest.mark.django_db(transaction=True)
def test_a_failure_halfway_leaves_no_row(article: Article) -> None:
    with pytest.raises(IntegrityError):
        unsaved(article, network=None).save()
    assert (Comment.objects.count(), XtdComment.objects.count()) == (0, 0)


def test_the_first_comment_of_a_thread_is_three_inserts(article: Article) -> None:
    root = unsaved(article)
    with CaptureQueriesContext(connection) as queries:
        root.save()
    assert [verb(query) for query in queries if "TRANSACTION" not in query["sql"]] == ["INSERT"] * 3


@pytest.mark.parametrize("number", [10, 1_000])
def test_a_reply_is_one_look_and_three_inserts_in_a_thread_of_any_size(
    number: int, article: Article, crowd: Crowd
) -> None:
    ids = crowd(article, [None, *[0] * (number - 1)])
    reply = unsaved(article, parent_id=ids[-1])
    with CaptureQueriesContext(connection) as queries:
        reply.save()
    assert [verb(query) for query in queries] == ["SELECT", "INSERT", "INSERT", "INSERT"]


def verb(query: dict[str, str]) -> str:
    return query["sql"].partition(" ")[0]


def test_a_comments_address_is_its_permalink(article: Article, comment: Any) -> None:
    written = comment()
    assert written.get_absolute_url() == reverse("newsroom_comments:permalink", args=[written.pk])
    assert written.get_absolute_url("#c%(id)s").endswith(f"#c{written.pk}")


def test_comments_are_asked_for_as_in_django_comments(
    article: Article, draft: Article, comment: Any, crowd: Crowd
) -> None:
    public, held = comment(), comment("Held words", status=Status.PENDING)
    crowd(draft, [None])
    of_article = ReaderComment.objects.for_model(article)
    assert set(of_article) == {public, held}
    assert set(of_article.public()) == {public}
    assert set(ReaderComment.objects.for_model(Article).in_moderation()) == {held}


# --- Discussion -----------------------------------------------------------------------------------------


def test_looking_for_a_discussion_makes_none(article: Article) -> None:
    assert Discussion.objects.find(article).pk is None
    assert Discussion.objects.count() == 0


def test_a_discussion_is_started_once(article: Article) -> None:
    assert Discussion.objects.start(article) == Discussion.objects.start(article)
    assert Discussion.objects.find(article) == Discussion.objects.get()


def test_there_is_one_discussion_an_object(article: Article) -> None:
    Discussion.objects.start(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create(
            content_type=ContentType.objects.get_for_model(article), object_pk=str(article.pk)
        )


@pytest.mark.parametrize(
    ("state", "is_open", "is_hidden"),
    [
        (DiscussionState.OPEN, True, False),
        (DiscussionState.CLOSED, False, False),
        (DiscussionState.HIDDEN, False, True),
    ],
)
def test_a_discussions_state(state: DiscussionState, is_open: bool, is_hidden: bool) -> None:
    discussion = Discussion(state=state)
    assert (discussion.is_open, discussion.is_hidden) == (is_open, is_hidden)


# --- Commenter ------------------------------------------------------------------------------------------


def test_one_address_however_written_is_one_commenter() -> None:
    first = Commenter.objects.identify(user_id=None, address="Ada@Example.org")
    again = Commenter.objects.identify(user_id=None, address=" ada@example.ORG ")
    assert first == again == Commenter.objects.get()


def test_a_login_is_its_own_commenter_whatever_address_is_typed() -> None:
    ada = get_user_model().objects.create_user("ada", "ada@example.org")
    by_address = Commenter.objects.identify(user_id=None, address="ada@example.org")
    by_login = Commenter.objects.identify(user_id=ada.pk, address="ada@example.org")
    assert by_address != by_login == Commenter.objects.identify(user_id=ada.pk, address="")


def test_nobody_is_identified_by_nothing() -> None:
    assert Commenter.objects.identify(user_id=None, address="") is None
    assert Commenter.objects.count() == 0


def test_a_commenter_keeps_no_address() -> None:
    # No part of the address could be met in a digest's hexadecimal digits.
    Commenter.objects.identify(user_id=None, address="ottoline@example.org")
    row = repr(Commenter.objects.values().get())
    assert ("ottoline" in row, "example" in row) == (False, False)


def test_the_address_key_is_made_once_and_survives_a_new_secret_key(settings: Any) -> None:
    first = AddressKey.digest("ada@example.org")
    settings.SECRET_KEY = "another-key"
    assert AddressKey.digest("ada@example.org") == first != AddressKey.digest("grace@example.org")
    assert AddressKey.objects.count() == 1


def test_another_site_hashes_the_same_address_otherwise() -> None:
    first = AddressKey.digest("ada@example.org")
    AddressKey.objects.all().delete()
    assert AddressKey.digest("ada@example.org") != first


# --- Decision -------------------------------------------------------------------------------------------


def test_the_log_is_only_added_to(comment: Any) -> None:
    comment()
    decision = Decision.objects.first()
    assert decision is not None
    before = list(Decision.objects.values())
    attempts = [
        decision.save,
        decision.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.update(note="changed"),
        lambda: Decision.objects.bulk_update([decision], ["note"]),
    ]
    for attempt in attempts:
        with pytest.raises(AppendOnlyError), transaction.atomic():
            attempt()
    assert list(Decision.objects.values()) == before


def test_the_log_outlives_the_comment_and_the_editor(comment: Any) -> None:
    editor = get_user_model().objects.create_user("grace")
    written = comment(status=Status.PENDING)
    statuses.decide(written, Status.APPROVED, statuses.DecisionContext(by=editor))
    number, editor_number = written.pk, editor.pk
    editor.delete()
    written.delete()
    kept = Decision.objects.first()
    assert kept is not None
    assert (kept.comment, kept.actor) == (None, None)
    assert (kept.comment_number, kept.actor_number) == (number, str(editor_number))


def test_the_log_holds_no_address_and_no_copied_text(comment: Any) -> None:
    written = comment("Secret words", name="Ada Lovelace", email="ada@example.org")
    corrections.revise(written, "Other words", statuses.DecisionContext(), revision=written.revision)
    log = repr(list(Decision.objects.values()))
    assert [word for word in ("Secret", "Other words", "Lovelace", "ada@", "example") if word in log] == []
