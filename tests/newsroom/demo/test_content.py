"""What there is to see in the demo, and who may edit it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from django.test import Client
from pytest_django import DjangoDbBlocker

from articles.models import Article
from comments.forms import ReplyForm
from comments.models import Decision, Discussion, ReaderComment, Status
from newsroom.demo.stories import Remark, Story, stories

from .preparing import password_in, prepare

STORIES = [pytest.param(story, id=story.language) for story in stories()]


# --- What there is to see ---------------------------------------------------------------------------------


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Once for all tests of a class: what one of them does is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        prepare()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def both(model: type[Model]) -> list[Any]:
    """The two rows of the model: an article in each language, and the discussion of each."""
    rows = [*model._default_manager.all()]
    assert len(rows) == 2
    return rows


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestContent:
    def test_there_is_an_article_in_each_language(self) -> None:
        assert sorted(Article.objects.published().values_list("language", flat=True)) == ["en", "fr"]

    def test_there_are_comments_in_every_state(self) -> None:
        statuses = set(ReaderComment.objects.values_list("status", flat=True))
        assert statuses == {*Status.values} - {Status.ERASED}
        assert ReaderComment.objects.count() >= 30

    def test_every_comment_has_its_decisions_in_the_log(self) -> None:
        """From the rule's own to the one that stands."""
        comments = ReaderComment.objects.all()
        assert len(comments) >= 30
        for comment in comments:
            log = comment.decisions.order_by("pk")
            before = list(log.values_list("from_status", flat=True))
            after = list(log.values_list("to_status", flat=True))
            assert before[1:] == after[:-1]
            assert after[-1] == comment.status

    def test_only_a_rule_publishes_and_only_the_editor_approves(self) -> None:
        editor = get_user_model().objects.get()
        published = Decision.objects.filter(to_status=Status.PUBLISHED)
        approved = Decision.objects.filter(to_status=Status.APPROVED)
        assert set(published.values_list("actor", flat=True)) == {None}
        assert set(approved.values_list("actor", flat=True)) == {editor.pk}

    def test_counts_are_those_of_the_public_comments(self) -> None:
        for discussion in both(Discussion):
            assert discussion.public_count == discussion.comments.public().count()
            assert discussion.mode == ""

    def test_replies_go_deeper_than_the_indentation_in_both_discussions(self) -> None:
        for discussion in both(Discussion):
            assert max(discussion.comments.public().values_list("level", flat=True)) >= 5

    def test_a_comment_that_is_not_shown_has_replies_that_are(self) -> None:
        for discussion in both(Discussion):
            withheld = discussion.comments.filter(public=False).values("pk")
            assert discussion.comments.public().filter(parent_id__in=withheld).exists()

    def test_comments_come_in_order_after_their_article_and_before_now(self) -> None:
        for article in both(Article):
            comments = ReaderComment.objects.for_model(article).order_by("pk")
            times = list(comments.values_list("submitted", flat=True))
            assert times == sorted(set(times))
            assert article.pub_date < times[0]
            assert (times[-1] - times[0]).days >= 3
            assert list(comments.values_list("submit_date", flat=True)) == times

    @pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.SPAM, Status.WITHDRAWN])
    def test_the_public_pages_show_nothing_that_is_not_public(self, client: Client, status: Status) -> None:
        pages = [client.get(article.get_absolute_url()) for article in Article.objects.all()]
        assert [page.status_code for page in pages] == [200, 200]
        shown = "".join(page.content.decode() for page in pages)
        hidden, public = ReaderComment.objects.filter(status=status), ReaderComment.objects.public()
        assert hidden.exists()
        assert public.exists()
        for comment in hidden:
            assert comment.comment not in shown
        for comment in public:
            assert f'id="c{comment.pk}"' in shown

    def test_no_address_is_on_the_pages(self, client: Client) -> None:
        for article in both(Article):
            page = client.get(article.get_absolute_url()).content.decode()
            # JSON-LD has words that begin with the sign, an address has none of them before it.
            assert re.findall(r'[^\s"]@', page) == []


@pytest.mark.parametrize("story", STORIES)
class TestStories:
    def test_a_body_is_stored_as_it_is_written(self, story: Story, db: None) -> None:
        article = Article.objects.create(
            language=story.language, slug=story.slug, headline=story.headline, body=story.body
        )
        article.full_clean()
        assert article.body == story.body

    def test_the_form_takes_every_comment(self, story: Story, db: None) -> None:
        article = Article.objects.create(language=story.language, slug=story.slug, headline="H", body="B")
        refused = {
            remark.name: form.errors
            for remark in story.remarks
            if not remark.by_editor and not (form := _form(article, remark)).is_valid()
        }
        assert refused == {}

    @pytest.mark.parametrize(
        "part", ["<ul>|<ol>", "<blockquote>", "<pre><code>", "<a href=", "https://", "<em>", "🙂|😄"]
    )
    def test_every_kind_of_text_occurs(self, story: Story, part: str) -> None:
        shown = "".join(remark.text for remark in story.remarks)
        assert any(one in shown for one in part.split("|"))


def _form(article: Article, remark: Remark) -> ReplyForm:
    typed = {"comment": remark.text, "name": remark.name, "email": remark.email, "url": remark.url}
    target = {"content_type": "newsroom_articles.article", "object_pk": str(article.pk)}
    return ReplyForm(article, data=typed | target)


# --- The account ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_password_that_is_told_opens_the_admin(client: Client) -> None:
    assert client.login(username="editor", password=password_in(prepare()))
    assert client.get("/admin/newsroom_comments/readercomment/").status_code == 200


@pytest.mark.django_db
def test_the_addresses_that_are_told_answer(client: Client) -> None:
    said = prepare(port=8017)

    addresses = [word for word in said.split() if word.startswith("http://127.0.0.1:8017")]
    paths = [address.removeprefix("http://127.0.0.1:8017") for address in addresses]
    assert len(paths) == 4
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 302]
