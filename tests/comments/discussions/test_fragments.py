"""What a page is made of is kept until it changes, and is never another reader's."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import F
from django.template import Context, Template
from django.template.context_processors import csrf
from django.test import Client, RequestFactory
from django_comments.models import Comment

from articles.models import Article
from comments.discussions.fragments import Parts
from comments.models import Discussion

from ..crowds import Crowd
from .lists import page_of

pytestmark = pytest.mark.django_db


def test_a_thread_that_changed_is_made_anew_and_another_is_as_it_was(
    article: Article, crowd: Crowd, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = crowd(article, [None, 0, None])
    page_of(article, client)
    guarded: list[str] = []
    monkeypatch.setattr("comments.text.sanitizing.guard", lambda text: guarded.append(text) or text)
    Comment.objects.filter(pk=ids[1]).update(comment="<p>Said otherwise</p>")
    Discussion.objects.update(version=F("version") + 1)
    page = page_of(article, client)
    assert ("Said otherwise" in page, "Words 1" in page, "Words 2" in page) == (True, False, True)
    assert "<p>Words 2</p>" not in guarded


def test_a_changed_page_costs_three_queries(
    article: Article, crowd: Crowd, client: Client, django_assert_num_queries: Any
) -> None:
    crowd(article, [None, 0, None])
    page_of(article, client)
    Discussion.objects.update(version=F("version") + 1)
    with django_assert_num_queries(3):
        page_of(article, client)


def test_without_a_cache_that_answers_every_page_is_made(
    article: Article, crowd: Crowd, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_options: Any) -> None:
        raise ConnectionError

    crowd(article, [None])
    for act in ("get", "set"):
        monkeypatch.setattr(cache, act, broken, raising=False)
    assert "Words 0" in page_of(article, client)


@pytest.mark.parametrize(
    "name", ["section", "discussion/threads", "discussion/thread", "discussion/comment", "posting/form"]
)
def test_a_host_may_replace_each_template_of_the_section(
    name: str, article: Article, crowd: Crowd, client: Client, tmp_path: Path, settings: Any
) -> None:
    crowd(article, [None])
    own = tmp_path / "newsroom_comments" / f"{name}.html"
    own.parent.mkdir(parents=True)
    own.write_text("the host’s own")
    folders = [tmp_path, *settings.TEMPLATES[0]["DIRS"]]
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": folders}]
    cache.clear()
    assert "the host’s own" in page_of(article, client)


def test_a_part_is_made_once_unless_it_holds_a_token_or_the_reader_has_a_session() -> None:
    made: list[str] = []

    def part(*, words: str, cookie: str = "", option: str = "") -> None:
        request = RequestFactory().get("/", headers={"Cookie": cookie} if cookie else {})
        request._newsroom_parts = Parts("a page", words)
        tag = f"{{% page_part 'one' {option} %}}{words}{{{{ note }}}}{{% endpage_part %}}"
        given = {**csrf(request), "request": request, "note": lambda: made.append(words) or ""}
        Template(f"{{% load reader_comments %}}{tag}").render(Context(given))
        request._newsroom_parts.keep()

    cache.clear()
    for _time in range(2):
        part(words="plain")
        part(words="{% csrf_token %}")
        part(words="alone", cookie="sessionid=x")
        # For everybody: given to whoever has a session, and never made by one for others.
        part(words="plain", cookie="sessionid=x", option="for_everybody")
        part(words="chrome", cookie="sessionid=x", option="for_everybody")
    part(words="chrome", option="for_everybody")
    assert sorted(made) == [
        *("alone", "alone", "chrome", "chrome", "chrome", "plain"),
        *("{% csrf_token %}", "{% csrf_token %}"),
    ]


def test_a_thread_of_more_replies_than_are_counted_says_so(
    article: Article, crowd: Crowd, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.discussions.beginnings.MOST_REPLIES", 30)
    monkeypatch.setattr("comments.discussions.threads.MOST_REPLIES", 30)
    crowd(article, [None, *[0] * 31])
    page = page_of(article, client)
    assert ("More than" in page, "11 more replies in this thread" in page) == (True, False)
