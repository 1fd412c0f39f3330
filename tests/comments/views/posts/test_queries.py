"""What a post costs the database, over HTTP; on both databases the same."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site

from articles.models import Article
from comments.models import AddressKey, Discussion, ReaderComment
from comments.text import sanitizing
from tests.rules import rules

from ...crowds import Crowd

# As where it is deployed: no transaction stands around the request.
pytestmark = pytest.mark.django_db(transaction=True)
ADA = {"name": "Ada", "email": "ada@example.org"}
BOB = {"name": "Bob", "email": "bob@example.org"}
Reply = Callable[..., Any]
Counted = Callable[[int], Any]
Person = Callable[[str], dict[str, str]]


@pytest.fixture(autouse=True)
def _the_site_has_run_for_a_while(article: Article) -> None:
    ContentType.objects.get_for_model(article)
    AddressKey.digest("made once, for ever")
    Site.objects.get_current()


@pytest.fixture
def person(reply: Reply) -> Person:
    """What somebody types who has commented here before, or is new, or the first of all here."""

    def choose(who: str) -> dict[str, str]:
        if who != "the first":
            reply(comment="Good morning", **ADA)
            assert Discussion.objects.get().comments.count() == 1
        return ADA if who == "known" else BOB

    return choose


@pytest.fixture
def publishing(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {
        "MODE": "post",
        "RULES": rules(first_comment=None),
    }


@pytest.mark.parametrize(("who", "queries"), [("known", 14), ("new", 15), ("the first", 16)])
def test_a_held_post_costs_sixteen_queries_at_most(
    who: str, queries: int, person: Person, reply: Reply, django_assert_num_queries: Counted
) -> None:
    typed = person(who)
    with django_assert_num_queries(queries):
        answer = reply(**typed)
    assert answer["Location"].startswith("/comments/yours/")


@pytest.mark.usefixtures("publishing")
@pytest.mark.parametrize(("who", "queries"), [("known", 16), ("new", 17), ("the first", 18)])
def test_a_published_post_costs_eighteen_queries_at_most(
    who: str, queries: int, person: Person, reply: Reply, django_assert_num_queries: Counted
) -> None:
    typed = person(who)
    with django_assert_num_queries(queries):
        answer = reply(**typed)
    assert "since=" in answer["Location"]


@pytest.mark.usefixtures("publishing")
@pytest.mark.parametrize("size", [10, 300])
def test_a_published_reply_costs_nineteen_queries(
    size: int, article: Article, crowd: Crowd, reply: Reply, django_assert_num_queries: Counted
) -> None:
    ids = crowd(article, [None, *[0] * (size - 1)])
    with django_assert_num_queries(19):
        answer = reply(reply_to=str(ids[0]), **BOB)
    assert ("thread=" in answer["Location"]) == (size == 300)


@pytest.mark.usefixtures("publishing")
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_text_is_cleaned_once(accept: str, reply: Reply) -> None:
    with patch.object(sanitizing, "_bleach", wraps=sanitizing._bleach) as cleaned:
        assert reply(headers={"accept": accept}).status_code in {200, 302}
    assert cleaned.call_count == 1
    assert ReaderComment.objects.get().comment == "<p>I read this twice.</p>"
