"""The tags in a host's Jinja2 templates, by Django's own backend."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory

from articles.models import Article
from comments.discussions.fragments import Parts
from comments.discussions.pages import look_up

from ...requirements import require

pytestmark = pytest.mark.django_db
EXTENSION = "comments.jinja2.CommentsExtension"


@pytest.fixture
def render(settings: Any, tmp_path: Path) -> Any:
    """What a host's template becomes, for a reader without a session."""
    require(find_spec("jinja2"), "jinja2")
    backend = {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [tmp_path],
        "OPTIONS": {"extensions": [EXTENSION]},
    }
    settings.TEMPLATES = [backend, *settings.TEMPLATES]

    def rendered(source: str, request: Any = None, **context: Any) -> str:
        template = engines["jinja2"].from_string(source)
        return template.render(context, request or RequestFactory().get("/a-page/"))

    return rendered


def test_the_section_is_that_of_djangos_tag(article: Article, comment: Any, render: Any) -> None:
    comment("It was <b>late</b>.")
    page = render("<main>{{ reader_comments(story) }}</main>", story=article)
    assert ["<b>late</b>" in page, 'id="respond"' in page, "&lt;section" in page] == [True, True, False]


def test_a_list_is_counted_at_once(article: Article, comment: Any, render: Any) -> None:
    comment()
    source = "{{ comment_counts(stories) }}{% for one in stories %}{{ comment_count(one) }}{% endfor %}"
    assert render(source, stories=[article]) == "1"


def test_what_is_shown_can_be_said_otherwise(article: Article, comment: Any, render: Any) -> None:
    comment(name="A<b")
    look_up(article)
    assert (
        render("{% for row in comments_shown(story) %}{{ row.name }}{% endfor %}", story=article) == "A&lt;b"
    )


def test_a_part_of_a_page_is_made_once(render: Any) -> None:
    made: list[str] = []
    request = RequestFactory().get("/a-page/")
    request._newsroom_parts = Parts("a page")  # type: ignore[attr-defined]

    def make(name: str) -> str:
        made.append(name)
        return f"<{name}>"

    source = '{% page_part "aside" %}<p>{{ make(who) }}</p>{% endpage_part %}'
    pages = [render(source, request, make=make, who=who) for who in ("ada", "bob")]
    assert (pages, made) == (["<p>&lt;ada&gt;</p>"] * 2, ["ada"])


def test_a_hosts_section_may_be_jinja2s(article: Article, comment: Any, render: Any, tmp_path: Path) -> None:
    comment("It was late.")
    own = tmp_path / "newsroom_comments" / "section.html"
    own.parent.mkdir()
    own.write_text("<h2>{{ discussion.public_count }}</h2><ol>{{ thread_list() }}</ol>")
    page = render("{{ reader_comments(story) }}", story=article)
    assert ["<h2>1</h2>" in page, "It was late." in page] == [True, True]
