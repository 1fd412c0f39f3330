"""``{% load reader_comments %}`` in any host's template."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from lxml import html

from articles.models import Article
from comments.discussions.pages import PageLocation
from comments.discussions.threads import Row
from comments.models import Discussion, DiscussionState, Status

from .crowds import Crowd

pytestmark = pytest.mark.django_db


def rendered(tag: str, target: Any) -> str:
    request = RequestFactory().get("/a-page/")
    return Template("{% load reader_comments %}" + tag).render(Context({"request": request, "it": target}))


def section(target: Any) -> str:
    return rendered("{% reader_comments it %}", target)


def count(target: Any) -> str:
    return rendered("{% comment_count it %}", target)


def test_the_section_has_the_list_and_the_form(article: Article, comment: Any) -> None:
    comment("Seen by all")
    comment("Seen by none", status=Status.PENDING)
    page = section(article)
    assert ("Seen by all" in page, "Seen by none" in page) == (True, False)
    assert ("Leave a Reply" in page, 'name="csrfmiddlewaretoken"' in page) == (True, False)


def test_an_object_that_takes_no_comments_has_no_form_to_post_in_vain(db: None) -> None:
    user = get_user_model().objects.create_user("ada")
    assert section(user) == ""


def test_who_develops_is_told_the_line_to_add(db: None, settings: Any) -> None:
    settings.DEBUG = True
    with pytest.raises(ImproperlyConfigured) as told:
        section(get_user_model()())
    assert str(told.value) == (
        'auth.User takes no comments: add "auth.User": {} to MODELS in NEWSROOM_COMMENTS.'
    )


def test_the_section_speaks_the_objects_language(publish: Any) -> None:
    article = publish(language="fr", slug="port")
    page = section(article)
    assert ('lang="fr"' in page, "Laisser un commentaire" in page) == (True, True)
    assert translation.get_language() == "en"


def test_a_language_that_the_site_does_not_speak_leaves_the_section_in_the_sites(publish: Any) -> None:
    article = publish(language="xx", slug="port")
    page = section(article)
    assert ('lang="en"' in page, "Leave a Reply" in page) == (True, True)


def test_a_host_may_replace_the_section_for_one_model(
    article: Article, tmp_path: Path, settings: Any
) -> None:
    own = tmp_path / "newsroom_comments" / "newsroom_articles" / "article" / "section.html"
    own.parent.mkdir(parents=True)
    own.write_text("our own: {{ page.rows|length }}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    assert section(article) == "our own: 0"


def test_the_count_is_of_public_comments(article: Article, draft: Article, crowd: Crowd) -> None:
    crowd(article, [None, 0, 0], withheld={1})
    assert (count(article), count(draft)) == ("2", "0")


@pytest.mark.parametrize("number", [1, 7])
def test_a_list_of_counts_costs_one_query(
    number: int, publish: Any, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    articles = [publish(slug=f"article-{n}") for n in range(number)]
    crowd(articles[0], [None, 0])
    ContentType.objects.get_for_model(Article)
    tags = "{% comment_counts it %}{% for one in it %}{% comment_count one %} {% endfor %}"
    with django_assert_num_queries(1):
        assert rendered(tags, articles).split() == ["2"] + ["0"] * (number - 1)
    page = Paginator(Article.objects.order_by("pk"), number).page(1)
    with django_assert_num_queries(2):
        assert rendered(tags, page).split() == ["2"] + ["0"] * (number - 1)


def test_a_list_may_mix_models_and_be_empty(
    article: Article, crowd: Crowd, django_assert_num_queries: Any
) -> None:
    crowd(article, [None])
    user = get_user_model().objects.create_user("ada")
    ContentType.objects.get_for_models(Article, get_user_model())
    tags = "{% comment_counts it %}{% for one in it %}{% comment_count one %} {% endfor %}"
    with django_assert_num_queries(1):
        assert rendered(tags, [article, user]).split() == ["1", "0"]
    assert rendered(tags, []) == ""


def test_a_hidden_discussion_counts_nothing(article: Article, crowd: Crowd) -> None:
    crowd(article, [None, 0])
    Discussion.objects.update(state=DiscussionState.HIDDEN)
    assert (count(article), "Words" in section(article)) == ("0", False)


def test_a_closed_discussion_says_so_and_offers_no_form(article: Article, crowd: Crowd) -> None:
    crowd(article, [None])
    Discussion.objects.update(state=DiscussionState.CLOSED)
    page = section(article)
    assert ("Words 0" in page, "Comments are closed." in page) == (True, True)
    assert [word for word in ("<form", "Post Comment", "reply_to=") if word in page] == []


def test_a_host_that_groups_digits_gets_whole_numbers_in_addresses(settings: Any) -> None:
    settings.USE_THOUSAND_SEPARATOR = True
    row = Row(pk=12345, parent_pk=12345, root_pk=12345, name="Ada", submitted=timezone.now())
    context = {
        "row": row,
        "discussion": Discussion(),
        "target_address": "/a-page/",
        "location": PageLocation(),
    }
    shown = render_to_string("newsroom_comments/discussion/comment.html", context)
    assert ('id="c12345"' in shown, "?reply_to=12345#respond" in shown, "12,345" in shown) == (
        True,
        True,
        False,
    )


# --- Our pages in the host's ----------------------------------------------------------------------------


@pytest.fixture
def without_folders(settings: Any) -> None:
    """As in a host whose own templates have other names."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]


def test_a_host_without_a_base_gets_a_plain_page(without_folders: None, client: Any, comment: Any) -> None:
    response = client.get(f"/comments/{comment().pk}/report/")
    page = html.fromstring(response.content)
    assert (response.status_code, page.findtext(".//main//h1")) == (200, "Report a comment")
    assert page.findtext("head/title").startswith("Report a comment")


def test_a_template_that_the_hosts_own_page_lacks_is_no_reason_for_a_plain_one(
    without_folders: None, settings: Any, tmp_path: Path, client: Any, comment: Any
) -> None:
    (tmp_path / "base.html").write_text('{% extends "frame.html" %}')
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with pytest.raises(TemplateDoesNotExist, match=r"^frame\.html$"):
        client.get(f"/comments/{comment().pk}/report/")
