"""A read replica: which pages are made of it, and who never meets what it hasn't got yet.

Here it is a copy of the test's own database, as of the moment at which the test makes it; two PostgreSQL
servers, one of which streams to the other, stand in ``tests/newsroom/servers/test_replica.py``.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings as django_settings
from django.db import OperationalError, connection, connections, router
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments import checks, replicas
from comments.conf import conf
from comments.decisions import statuses
from comments.decorators import may_lag
from comments.models import Discussion, ReaderComment, Status

from .checks import ids
from .conftest import Reply

pytestmark = pytest.mark.django_db
ROUTER = f"{replicas.__name__}.{replicas.ReplicaRouter.__name__}"
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite copies itself in one call")
Comment = Callable[..., ReaderComment]


@pytest.fixture
def _replica(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(replicas, "_left_alone_until", 0.0)
    connections["replica"] = type(connections["default"])(
        {**connection.settings_dict, "NAME": ":memory:"}, "replica"
    )
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "REPLICA": "replica"}
    settings.DATABASE_ROUTERS = [ROUTER]
    yield
    # Django's own way closes no database in memory.
    if connections["replica"].connection:
        connections["replica"].connection.close()
    del connections["replica"]


def replicate() -> None:
    """The replica has all that the primary has at this moment, and nothing later."""
    connections["replica"].ensure_connection()
    # What isn't committed yet, too; of a file in WAL, whose header must not say so in memory.
    image = bytearray(connection.connection.serialize())
    image[18:20] = b"\1\1"
    connections["replica"].connection.deserialize(bytes(image))


def asked(act: Callable[[], object]) -> tuple[int, int]:
    """How many queries the primary answers, and how many the replica."""
    with CaptureQueriesContext(connection) as here, CaptureQueriesContext(connections["replica"]) as there:
        act()
    return len(here), len(there)


replicated = pytest.mark.usefixtures("_replica")


@on_sqlite
@replicated
def test_a_page_is_made_of_the_replica_that_has_all_of_it(article: Article, comment: Comment) -> None:
    comment("The ships are late.")
    replicate()
    page = article.get_absolute_url()
    here, there = asked(lambda: Client().get(page))
    # What decides on the ETag is asked of the primary; the replica answers as much and makes the rest.
    assert (here, there > here) == (2, True)
    ReaderComment.objects.using("replica").update(comment="<p>As the replica has it.</p>")
    assert "As the replica has it." in Client().get(f"{page}?order=newest").content.decode()


@on_sqlite
@replicated
def test_what_the_replica_has_not_got_yet_is_read_from_the_primary(
    article: Article, comment: Comment
) -> None:
    stored = comment("The ships are late.")
    replicate()
    page = article.get_absolute_url()
    comment("They came at noon.")
    assert "They came at noon." in Client().get(page).content.decode()
    replicate()
    comment("Or so they say.", status=Status.PENDING)
    stored.refresh_from_db()
    statuses.decide(stored, Status.REJECTED, statuses.DecisionContext())
    assert "The ships are late." not in Client().get(page).content.decode()
    replicate()
    Article.objects.filter(pk=article.pk).update(headline="The harbour is shut")
    Article.objects.filter(pk=article.pk).touch()
    assert "The harbour is shut" in Client().get(page).content.decode()


@replicated
def test_what_another_router_places_elsewhere_is_read_there(settings: Any) -> None:
    class Comments:
        def db_for_read(self, model: Any, **_hints: Any) -> str | None:
            return "other" if model is ReaderComment else None

    settings.DATABASE_ROUTERS = [Comments(), ROUTER]
    with replicas.reading():
        assert (router.db_for_read(ReaderComment), router.db_for_read(Article)) == ("other", "replica")


@on_sqlite
@replicated
def test_a_replica_that_knows_no_such_article_makes_no_page(article: Article) -> None:
    connections["replica"].ensure_connection()
    assert Client().get(article.get_absolute_url()).status_code == 200
    Article.objects.all().delete()
    assert Client().get(article.get_absolute_url()).status_code == 404


@on_sqlite
@replicated
def test_a_readers_own_comment_is_there_at_once(
    article: Article, reply: Reply, settings: Any, client: Client
) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "MODE": "post", "RULES": []}
    replicate()
    answers: list[Any] = []
    assert asked(lambda: answers.append(reply(comment="Mine, just now.")))[1] == 0
    assert "Mine, just now." in client.get(answers[0]["Location"]).content.decode()
    assert "Mine, just now." in client.get(article.get_absolute_url()).content.decode()


@on_sqlite
@replicated
def test_neither_a_session_nor_the_desk_asks_the_replica(
    article: Article, comment: Comment, admin_client: Client
) -> None:
    comment("The ships are late.")
    replicate()
    comment("They came at noon.", status=Status.PENDING)
    desk = "/admin/newsroom_comments/readercomment/?queue=pending"
    pages: list[Any] = []
    assert asked(lambda: pages.append(admin_client.get(desk)))[1] == 0
    assert "They came at noon." in pages[0].content.decode()
    assert asked(lambda: admin_client.get(article.get_absolute_url()))[1] == 0


@on_sqlite
@replicated
def test_a_replica_that_fails_costs_no_answer_and_is_left_alone(
    article: Article, comment: Comment, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    comment("The ships are late.")
    now = [1000.0]
    monkeypatch.setattr(replicas.time, "monotonic", lambda: now[0])
    tried: list[float] = []

    def refuse(*_arguments: Any) -> None:
        tried.append(now[0])
        raise OperationalError("connection\nrefused")

    monkeypatch.setattr(connections["replica"], "cursor", refuse)
    for moment in (1000.0, 1009.0, 1010.0):
        now[0] = moment
        page = Client().get(f"{article.get_absolute_url()}?order=newest")
        assert (page.status_code, "The ships are late." in page.content.decode()) == (200, True)
    assert tried == [1000.0, 1010.0]
    assert "The replica fails, and is left alone: connection refused" in caplog.text


@on_sqlite
@replicated
def test_a_fault_in_the_midst_of_the_page_makes_it_anew(
    article: Article, comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A standby cancels a query whose rows it is about to lose."""
    comment("The ships are late.")
    replicate()
    with connections["replica"].cursor() as cursor:
        cursor.execute("DROP TABLE newsroom_articles_credit")
    assert "The ships are late." in Client().get(article.get_absolute_url()).content.decode()


@on_sqlite
@replicated
def test_what_was_read_from_the_replica_is_written_to_the_primary(article: Article) -> None:
    discussion = Discussion.objects.start(article)
    replicate()
    with replicas.reading():
        there = Discussion.objects.get()
    assert (there._state.db, router.db_for_write(Discussion, instance=there)) == ("replica", "default")
    there.state = "closed"
    there.save()
    discussion.refresh_from_db()
    assert (discussion._state.db, discussion.state) == ("default", "closed")
    # What belongs to it is read from the primary too, once nobody asks for the replica.
    assert there.content_type._state.db == "default"
    assert router.allow_relation(there, article) is True


@replicated
def test_the_router_leaves_all_else_to_others(article: Article) -> None:
    own = replicas.ReplicaRouter()
    assert [own.db_for_read(Article), own.db_for_write(Article, instance=article)] == [None, None]
    assert [own.allow_migrate("replica", "auth"), own.allow_migrate("default", "auth")] == [False, None]
    elsewhere = Article(pk=1)
    elsewhere._state.db = "archive"
    assert own.allow_relation(article, elsewhere) is None


# --- What may lag -----------------------------------------------------------------------------------------


def where(request: HttpRequest) -> HttpResponse:
    return HttpResponse(router.db_for_read(Article))


@replicated
@pytest.mark.parametrize(
    ("near", "method", "headers", "database"),
    [
        (True, "GET", {}, "replica"),
        (True, "HEAD", {}, "replica"),
        (False, "GET", {}, "default"),
        (True, "POST", {}, "default"),
        (True, "GET", {"Cookie": f"{django_settings.SESSION_COOKIE_NAME}=x"}, "default"),
        (True, "GET", {"Authorization": "Basic eDp5"}, "default"),
    ],
)
def test_what_may_lag_is_read_from_a_replica_that_is_near(
    near: bool, method: str, headers: dict[str, str], database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "is_near", lambda: near)
    request = RequestFactory().generic(method, "/", headers=headers)
    assert may_lag(where)(request).content.decode() == database


async def where_later(request: HttpRequest) -> HttpResponse:
    return await sync_to_async(where)(request)


@replicated
@pytest.mark.parametrize(("near", "database"), [(True, "replica"), (False, "default")])
def test_a_coroutine_may_lag_as_well(near: bool, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replicas, "is_near", lambda: near)
    answer = async_to_sync(may_lag(where_later))(RequestFactory().get("/"))
    assert answer.content.decode() == database


@on_sqlite
@replicated
def test_of_a_database_that_is_no_postgresql_nobody_knows_how_near_it_is() -> None:
    assert replicas.is_near() is False


def test_without_a_replica_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert conf.replica == ""
    assert may_lag(where)(RequestFactory().get("/")).content.decode() == "default"


# --- What a check says ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replica", "routers", "found"),
    [
        ("", [], []),
        ("replica", [ROUTER], []),
        ("replica", [], ["E047"]),
        ("default", [ROUTER], ["E046"]),
        ("elsewhere", [], ["E046", "E047"]),
        (7, [ROUTER], ["E046"]),
    ],
)
def test_a_replica_that_is_none_or_is_never_read_is_told(
    replica: Any, routers: list[str], found: list[str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(django_settings.DATABASES, "replica", {})
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "REPLICA": replica}
    settings.DATABASE_ROUTERS = routers
    assert ids(checks.check_replica()) == found
