"""A host with one thing wrong hears of that, and of the line to add."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import RequestContext, Template
from django.urls import path, re_path

from articles.models import Article
from comments.doctor import traceless
from comments.doctor.walk import BRIDGE

from ...conftest import Comment
from ...restoring import rows_by_table
from .. import smtp
from . import asked, mount

pytestmark = pytest.mark.django_db
TAG = "{% load reader_comments %}{% reader_comments article %}"


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>All the news</p>")


def gone(_request: HttpRequest) -> HttpResponse:
    raise Http404


def wall(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("https://login.example.org/")


def endless(_request: HttpRequest) -> HttpResponse:
    while True:
        pass


def without_request(_request: HttpRequest) -> HttpResponse:
    raise KeyError("request")


async def awaited(request: HttpRequest) -> HttpResponse:
    context = RequestContext(request, {"article": Article.objects.get()})
    return HttpResponse(Template(TAG).render(context))


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (empty, "WRONG  {}: /en/harbour/ shows no form. Add {{% load reader_comments %}}"),
        (gone, "WRONG  {}: /en/harbour/ answers 404 to the public. Name in PUBLISHED the method"),
        (wall, "note   {}: /en/harbour/ answers 302 and leads to https://login.example.org/: nothing was"),
        (awaited, "WRONG  {}: /en/harbour/ fails: SynchronousOnlyOperation: "),
        (without_request, "WRONG  {}: /en/harbour/ fails: KeyError: 'request'. Add \"django.template."),
    ],
)
def test_a_page_without_a_form_is_named(
    view: Callable[..., Any], said: str, article: Article, settings: Any
) -> None:
    mount(settings, path("en/harbour/", view))
    lines, _end = asked()
    assert next(line for line in lines if "Article" in line).startswith(
        said.format(f"newsroom_articles.Article {article.pk}")
    )


def test_an_awaited_view_is_told_to_be_none(article: Article, settings: Any) -> None:
    mount(settings, path("en/harbour/", awaited))
    [line] = [line for line in asked()[0] if "SynchronousOnlyOperation" in line]
    assert line.endswith("Let the async def return a TemplateResponse, or await sync_to_async(render).")


@pytest.mark.parametrize(
    ("patterns", "number"),
    [([re_path("^(?!en).*$", empty)], "E024"), ([path("comments/post/", empty)], "E024")],
)
def test_errors_of_check_are_said_and_nothing_is_posted_before_they_are_mended(
    patterns: list[Any], number: str, article: Article, settings: Any
) -> None:
    mount(settings, *patterns)
    lines, end = asked()
    assert [line for line in lines if line.startswith(f"WRONG  check newsroom_comments.{number}: ")] != []
    assert lines[-1] == "note   comments: nothing was posted: mend the above, and ask again."
    assert end == "1 to mend"


def test_urls_that_cannot_be_read_are_said(article: Article, settings: Any) -> None:
    settings.ROOT_URLCONF = "no.such.urls"
    lines, _end = asked()
    [line] = [line for line in lines if line.startswith("WRONG")]
    assert line.startswith("WRONG  checks: manage.py check fails: ModuleNotFoundError: No module named 'no'.")


def put_templates(settings: Any, **loaded: str) -> None:
    """Templates of the host's own, found before all others."""
    templates = deepcopy(settings.TEMPLATES)
    own = {f"newsroom_comments/{name}": text for name, text in loaded.items()}
    templates[0]["APP_DIRS"] = False
    templates[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", own),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    settings.TEMPLATES = templates


def test_a_bridge_that_fills_no_block_of_the_hosts_page_is_named(article: Article, settings: Any) -> None:
    put_templates(settings, **{"base.html": "<h1>{% block main %}{% endblock %}</h1>"})
    [line] = [line for line in asked()[0] if line.startswith("WRONG")]
    assert line.endswith(f"Article {article.pk}: the author's private page does not show it. {BRIDGE}")


def test_a_template_that_cannot_be_read_is_named(settings: Any) -> None:
    put_templates(settings, **{"posting/refused.html": "{% load nonsense %}"})
    [line] = [line for line in asked()[0] if line.startswith("WRONG")]
    # Django 6.1 says first in which template.
    assert line.startswith(
        "WRONG  templates: newsroom_comments/posting/refused.html fails: TemplateSyntaxError: "
    )
    assert "'nonsense' is not a registered tag library" in line
    assert line.endswith("Mend that template.")


def test_a_host_without_a_page_to_extend_is_told_what_its_readers_see(settings: Any) -> None:
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = []
    settings.TEMPLATES = templates
    [line] = [line for line in asked()[0] if "base.html" in line]
    assert line.startswith(
        "note   templates: you have no base.html: the private page, refusals and emails' links"
    )


def test_a_walk_that_takes_too_long_is_given_up(
    article: Article, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traceless, "LONGEST", 0.2)
    mount(settings, path("en/harbour/", endless))
    before = rows_by_table()
    [line] = [line for line in asked()[0] if line.startswith("WRONG")]
    assert line.startswith("WRONG  newsroom_articles.Article: the walk took more than ")
    assert rows_by_table() == before


def test_what_could_not_be_tried_is_said(draft: Article, say: Any) -> None:
    lines, end = asked()
    assert lines[-2:] == [
        "note   newsroom_articles.Article: no object is published: nothing was posted. Publish one, and ask "
        "again.",
        "All of it works.",
    ]
    assert end == ""


def test_a_site_without_an_editor_hears_how_to_make_one(article: Article) -> None:
    [line] = [line for line in asked()[0] if "moderate" in line]
    assert line == (
        f"note   newsroom_articles.Article {article.pk}: nobody may moderate yet, so the desk was not opened."
        " Run manage.py moderationroles, and give somebody on the staff that group."
    )


def test_who_moderates_elsewhere_alone_opens_no_desk_here(article: Article, settings: Any) -> None:
    """With several sites the desk shows its own to its own."""
    said = {"SITE_URL": "", "SITE_NAME": "", "BY_SITE": True}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **said}
    correspondent = User.objects.create_user("gil", is_staff=True)
    correspondent.user_permissions.set(Permission.objects.filter(codename="moderate_readercomment"))
    [line] = [line for line in asked()[0] if "desk" in line]
    assert "nobody may moderate yet" in line
    User.objects.create_superuser("carla")
    [line] = [line for line in asked()[0] if "desk" in line]
    assert line == f"ok     newsroom_articles.Article {article.pk}: the desk shows it."


def test_a_language_that_the_site_does_not_have_is_said(article: Article, settings: Any) -> None:
    Article.objects.update(language="qya")
    [line] = [line for line in asked()[0] if "qya" in line and "LANGUAGES" in line]
    assert line.startswith("note   newsroom_articles.Article: some are in qya, which LANGUAGES doesn't name")


def fail(_user: Any) -> str:
    raise AttributeError("'Person' object has no attribute 'first_name'")


def test_a_display_name_that_fails_is_said(article: Article, chief: Any, say: Any) -> None:
    say(DISPLAY_NAME=fail)
    [line] = [line for line in asked()[0] if line.startswith("WRONG")]
    assert line.startswith(
        f"WRONG  DISPLAY_NAME: of account {chief.pk} fails: AttributeError: 'Person' object"
    )


def test_comments_and_the_tag_on_a_model_that_is_not_in_models_are_said(comment: Comment, say: Any) -> None:
    comment("Who reads this?")
    say(MODELS={"newsroom_articles.Topic": {}})
    assert [line for line in asked()[0] if " MODELS: " in line] == [
        "note   MODELS: newsroom_articles.article has comments, and MODELS doesn't name it: nobody sees them."
        ' Add "newsroom_articles.article": {} to it.',
        "WRONG  MODELS: /en/harbour/ has the tag for newsroom_articles.Article, which MODELS doesn't name: "
        'no comments stand there. Add "newsroom_articles.Article": {} to it.',
    ]


def test_what_only_readers_need_is_said_and_keeps_nobody_from_posting(
    article: Article, server: smtp.Server, settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "webmaster@localhost"
    lines, end = asked()
    assert [line.partition(": ")[0] for line in lines if line.startswith("WRONG")] == [
        "WRONG  check newsroom_comments.E033",
        "WRONG  check newsroom_comments.E034",
    ]
    assert any("a post is taken" in line for line in lines)
    assert (end, server.received) == ("2 to mend", [])


def test_the_doctor_speaks_english_whatever_page_it_read(article: Article, settings: Any) -> None:
    settings.LANGUAGE_CODE = "fr"
    lines = asked()[0]
    assert [line.partition(": ")[2] for line in lines if "a post" in line or "confirm" in line] == [
        "a post is taken: Pending.",
        "the email “To a reader: confirm the address” is composed.",
    ]


def test_hosts_that_are_not_allowed_are_said(article: Article, settings: Any) -> None:
    settings.ALLOWED_HOSTS = []
    assert "WRONG  ALLOWED_HOSTS: names no host: []. Add the site's." in asked()[0]
