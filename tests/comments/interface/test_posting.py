"""A host's own code posts: by the form's limits, the rules and the log of every post."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from articles.models import Article
from comments import interface
from comments.models import Decision, Discussion, DiscussionState, ReaderComment

WHO = {"name": "Ada", "email": "ada@example.org"}


def test_it_is_what_the_form_would_have_stored(article: Article, reply: Any) -> None:
    text = "It was <b>late</b><script>1</script>, *twice*."
    posted = interface.post(article, text, **WHO)
    by_hand = interface.post(article, f"{text} Again.", **WHO)
    reply(comment=f"{text} By the form.")
    stored = ReaderComment.objects.get(pk=posted.number)
    assert (posted.status, posted.public, stored.source) == ("pending", False, text)
    assert "<script>" not in stored.comment
    assert "<em>twice</em>" in stored.comment
    by_form = ReaderComment.objects.latest("pk")
    assert by_form.reasons == ReaderComment.objects.get(pk=by_hand.number).reasons != []
    assert [str(row.to_status) for row in Decision.objects.filter(comment=stored)] == ["pending"]
    assert stored.text_digest != by_form.text_digest


def test_its_author_has_a_private_page(article: Article, client: Client) -> None:
    posted = interface.post(article, "Mine.", **WHO)
    page = client.get(posted.private_page)
    assert (page.status_code, b"Mine." in page.content) == (200, True)


def test_what_the_form_refuses_is_said_by_field(article: Article) -> None:
    with pytest.raises(ValidationError) as wrong:
        interface.post(article, " ", name="ada@example.org", email="ada@example.org")
    assert {*wrong.value.message_dict} == {"comment", "name"}
    with pytest.raises(ValidationError) as wrong:
        interface.post(article, "To nobody.", **WHO, reply_to=4711)
    assert {*wrong.value.message_dict} == {"reply_to"}
    assert ReaderComment.objects.count() == 0


def test_the_newsrooms_name_is_nobody_elses(article: Article) -> None:
    with pytest.raises(ValidationError) as wrong:
        interface.post(article, "As them.", name="The newsroom", email="ada@example.org")
    assert {*wrong.value.message_dict} == {"name"}


def test_who_is_logged_in_posts_under_the_hosts_name_for_them(article: Article, comment: Any) -> None:
    ada = get_user_model().objects.create_user("ada", first_name="Ada", last_name="Lovelace")
    parent = comment("The first.")
    posted = interface.post(article, "An answer.", user=ada, reply_to=parent.pk)
    stored = ReaderComment.objects.get(pk=posted.number)
    assert (stored.user, stored.user_name, stored.parent_id) == (ada, "Ada Lovelace", parent.pk)


def test_an_address_that_the_host_vouches_for_proves_who_it_is(article: Article) -> None:
    posted = [
        interface.post(article, f"As {known}.", **WHO, verified=known).number for known in (False, True)
    ]
    rows = ReaderComment.objects.order_by("pk").filter(pk__in=posted)
    assert [*rows.values_list("identity_verified", flat=True)] == [False, True]


def test_a_request_says_from_which_network(article: Article) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    posted = interface.post(article, "From there.", **WHO, user=AnonymousUser(), request=request)
    stored = ReaderComment.objects.get(pk=posted.number)
    assert (stored.network, stored.user) == ("192.0.2.0/24", None)


def test_said_twice_or_too_quickly_it_is_refused(article: Article) -> None:
    interface.post(article, "Once.", **WHO)
    with pytest.raises(interface.Duplicate):
        interface.post(article, "Once.", **WHO)
    for number in range(3):
        interface.post(article, f"And {number}.", **WHO)
    with pytest.raises(interface.TooManyPosts) as refusal:
        interface.post(article, "Once more.", **WHO)
    assert refusal.value.retry_after.total_seconds() > 0


def test_where_no_reader_could_post_it_is_refused(
    article: Article, draft: Article, settings: Any, django_assert_num_queries: Any
) -> None:
    with pytest.raises(interface.NotPublic):
        interface.post(draft, "Too soon.", **WHO)
    with pytest.raises(interface.NotPublic):
        interface.post(get_user_model().objects.create_user("ada"), "To a person.", **WHO)
    Discussion.objects.start(article)
    Discussion.objects.update(state=DiscussionState.CLOSED)
    with pytest.raises(interface.Closed) as refusal:
        interface.post(article, "Too late.", **WHO)
    assert str(refusal.value) == "Comments are closed."
    Discussion.objects.update(state=DiscussionState.OPEN)
    models = settings.NEWSROOM_COMMENTS["MODELS"]["newsroom_articles.Article"]
    for options, error in (
        ({"LOGIN_REQUIRED": True}, interface.LoginRequired),
        ({"MAY_COMMENT": lambda _user, _article: "Not today."}, interface.NotAllowed),
    ):
        settings.NEWSROOM_COMMENTS = {"MODELS": {"newsroom_articles.Article": models | options}}
        with pytest.raises(error):
            interface.post(article, "By nobody.", **WHO)
    assert ReaderComment.objects.count() == 0
