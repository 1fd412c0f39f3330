"""Rows from before whose object can't be looked up any more: each page that follows one is answered."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from django_comments.models import Comment

from articles.models import Article
from comments import targets
from comments.decisions.statuses import DecisionContext, decide
from comments.desk.cards import read_cards
from comments.mail import signed_links, tasks
from comments.models import Discussion, Email, EmailKind, ReaderComment, Status
from comments.people.confirmations import confirm
from tests.project.sources import files, python_files

pytestmark = pytest.mark.django_db
KEY = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
DESK = "/admin/newsroom_comments/"


class Leaflet(models.Model):
    """A host's model with UUIDs for keys."""

    id = models.UUIDField(primary_key=True)

    class Meta:
        app_label = "newsroom_articles"
        # Registered by the fixture, for as long as a test lasts.
        apps = Apps()

    def __str__(self) -> str:
        return "Leaflet"

    def get_absolute_url(self) -> str:
        return f"/leaflets/{self.pk}/"


@pytest.fixture(autouse=True)
def _leaflets(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(apps.all_models["newsroom_articles"], "leaflet", Leaflet)
    monkeypatch.setattr(Leaflet._meta, "apps", apps)
    apps.clear_cache()
    # By hand: on SQLite Django's own way makes none inside a transaction.
    kind = Leaflet._meta.get_field("id").db_type(connection)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {Leaflet._meta.db_table} (id {kind} PRIMARY KEY)")
    both = settings.NEWSROOM_COMMENTS["MODELS"] | {"newsroom_articles.Leaflet": {}}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODELS": both}
    yield
    monkeypatch.undo()
    apps.clear_cache()
    ContentType.objects.clear_cache()


def type_of(name: str) -> ContentType:
    """The type of an article, of a leaflet, or of what a host has no model for any more."""
    label = {"gone": "gone"}.get(name, "newsroom_articles")
    return ContentType.objects.get_or_create(app_label=label, model=name)[0]


# What a row says, of which nothing can be found: a key of another kind than the model's is now, or no model.
LOST = [("article", KEY), ("article", "9" * 30), ("leaflet", "1"), ("gone", "1")]
MORE = [
    *[("article", key) for key in ("-1", "\u0661", "01", "", "x" * 64)],
    *[("leaflet", key) for key in (str(2**70), KEY.replace("-", ""), "")],
]
lost_rows = pytest.mark.parametrize(("model", "key"), LOST, ids=["UUID", "large", "number", "model"])
Lose = Callable[..., ReaderComment]


@pytest.fixture
def lose(comment: Any) -> Callable[[str, str], ReaderComment]:
    """A comment, with its discussion, whose object is named by these."""

    def act(model: str, key: str, **given: Any) -> ReaderComment:
        stored = comment("On what was", target=Article.objects.create(headline="Was", slug="was"), **given)
        place = {"content_type": type_of(model), "object_pk": key}
        Comment.objects.filter(pk=stored.pk).update(**place)
        Discussion.objects.filter(pk=stored.discussion_id).update(**place)
        return ReaderComment.objects.select_related("discussion").get(pk=stored.pk)

    return act


def test_both_kinds_of_keys_are_found_by_their_one_spelling(article: Article) -> None:
    leaflet = Leaflet.objects.create(pk=UUID(KEY))
    assert targets.find_public("newsroom_articles.leaflet", KEY) == leaflet
    for spelling in (KEY.upper(), KEY.replace("-", ""), f"{{{KEY}}}", f"urn:uuid:{KEY}", f" {KEY}", "1", ""):
        assert targets.find_public("newsroom_articles.leaflet", spelling) is None
    junk = [KEY, "9" * 30, "", "x", "\x00", "\ud800"]
    assert targets.find_all_listed(Leaflet, junk) == {KEY: leaflet}
    assert targets.find_all_listed(Article, [*junk, str(article.pk)]) == {str(article.pk): article}


def test_nothing_of_ours_follows_a_row_in_djangos_own_way() -> None:
    texts = [path.read_text() for path in (*python_files("comments"), *files(".html", ".txt"))]
    assert [text for text in texts if re.search(r"[.\"]content_object|GenericForeignKey\(", text)] == []


@pytest.mark.parametrize(("model", "key"), LOST + MORE)
def test_a_row_has_no_target_and_spoils_nobody_elses(
    model: str, key: str, lose: Lose, comment: Any, article: Article
) -> None:
    lost, kept = lose(model, key), comment()
    rows = {row.pk: row for row in ReaderComment.objects.prefetch_related("target")}
    assert {pk: row.target for pk, row in rows.items()} == {lost.pk: None, kept.pk: article}
    assert (lost.target, lost.discussion.target, lost.discussion.closing) == (None, None, None)
    cards = read_cards([lost.pk, kept.pk])
    assert [card.comment.target for card in cards.values()] == [None, article]


@lost_rows
def test_editors_see_every_page_that_shows_it(model: str, key: str, lose: Lose, comment: Any) -> None:
    editor = Client()
    editor.force_login(User.objects.create_superuser("edith"))
    lost, kept = lose(model, key, status=Status.PENDING), comment("Still there", status=Status.PENDING)
    pages = {
        f"{DESK}readercomment/": "On what was",
        f"{DESK}readercomment/?queue=all&discussion={lost.discussion_id}": "On what was",
        f"{DESK}readercomment/?queue=approved&discussion={lost.discussion_id}": "On:",
        f"{DESK}readercomment/{lost.pk}/change/": "something that no longer exists",
        f"{DESK}discussion/": lost.discussion.object_pk,
        f"{DESK}discussion/{lost.discussion_id}/change/": "never closes by itself",
        f"{DESK}commenter/{lost.commenter_id}/change/": "something that no longer exists",
        f"{DESK}decision/": "Pending",
    }
    answers = {page: editor.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert [page for page, words in pages.items() if words not in answers[page].content.decode()] == []
    trial = editor.post(f"{DESK}listedword/add/", {"list": "banned", "pattern": "what", "folds": "on"})
    assert "something that no longer exists" in trial.content.decode()
    sent = {"pk": lost.pk, "revision": lost.revision, "to": "approved", "reply": "Thank you."}
    assert editor.post(f"{DESK}readercomment/desk/reply/", sent, follow=True).status_code == 200
    assert editor.post(f"{DESK}readercomment/desk/decide/", sent, follow=True).status_code == 200
    saved = editor.post(f"{DESK}discussion/{lost.discussion_id}/change/", {"state": "closed", "mode": ""})
    assert (saved.status_code, Discussion.objects.get(pk=lost.discussion_id).state) == (302, "closed")
    assert ReaderComment.objects.get(pk=lost.pk).status == Status.APPROVED
    assert ReaderComment.objects.get(pk=kept.pk).status == Status.PENDING


@lost_rows
def test_readers_see_every_page_that_led_to_it(model: str, key: str, lose: Lose, comment: Any) -> None:
    kept, lost = comment("Still there"), lose(model, key)
    reader, own = Client(), signed_links.reader_page(lost)
    there = ["/comments/atom.xml", "/en/harbour/", own, signed_links.confirmation(lost)]
    assert {page: reader.get(page).status_code for page in there} == dict.fromkeys(there, 200)
    assert "Still there" in reader.get("/comments/atom.xml").content.decode()
    gone = [f"/comments/{lost.pk}/", f"/comments/{lost.pk}/report/"]
    assert {page: reader.get(page).status_code for page in gone} == dict.fromkeys(gone, 404)
    assert reader.get(f"/comments/{kept.pk}/").status_code == 302
    edited = reader.post(f"{own}edit/", {"comment": "Other words.", "revision": lost.revision})
    withdrawn = reader.post(f"{own}withdraw/", {"revision": lost.revision})
    assert (edited.status_code, withdrawn.status_code) == (403, 302)


@lost_rows
def test_emails_about_it_are_written_or_given_up(
    model: str, key: str, lose: Lose, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODERATORS": ["desk@example.org"]}
    lost = lose(model, key, status=Status.PENDING, follow="all")
    owner = confirm(lost)
    with django_capture_on_commit_callbacks(execute=True):
        for kind in (EmailKind.MODERATION, EmailKind.CONFIRMATION, EmailKind.PRIVATE_PAGE):
            tasks.send(kind, lost)
    assert len(mail.outbox) == 3
    with django_capture_on_commit_callbacks(execute=True):
        decide(lost, Status.APPROVED, DecisionContext())
    pages = [signed_links.followings(owner), signed_links.unsubscribing(owner.followings.get())]
    assert [Client().get(page).status_code for page in pages] == [200, 200]
    call_command("sendemails", stdout=StringIO())
    assert not Email.objects.filter(kind=EmailKind.FOLLOWING).exists()
    assert [*Email.objects.exclude(last_error="")] == []


@lost_rows
def test_it_is_adopted_like_the_rest(model: str, key: str, article: Article, settings: Any) -> None:
    gone = settings.NEWSROOM_COMMENTS["MODELS"] | {"gone.Gone": {}}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODELS": gone}
    for content_type, object_pk in ((type_of(model), key), (type_of("article"), str(article.pk))):
        Comment.objects.create(
            content_type=content_type,
            object_pk=object_pk,
            site_id=1,
            comment="An old comment",
            submit_date=timezone.now() - timedelta(days=900),
        )
    call_command("adoptcomments", stdout=StringIO())
    rows = ReaderComment.objects.order_by("pk").prefetch_related("target")
    assert [(row.language, row.target) for row in rows] == [("", None), ("en", article)]
    assert "An old comment" in Client().get("/en/harbour/").content.decode()
