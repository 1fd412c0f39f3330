"""What was the answer to a form is opened again, as a tab: a page that leads on, whichever form it was."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from comments.mail import signed_links
from comments.models import Commenter, Email, ReaderComment, Status

from ..answers import page_of

pytestmark = pytest.mark.django_db
SENT_TO = ["/comments/post/", "/comments/preview/"]
BUTTONS = ["confirm/", "mail/", "name/", "follow/"]
HERE = "http://testserver"


def read(answer: Any) -> tuple[int, str, str, list[str]]:
    """Its status, the methods it names, its headline, and where it leads."""
    page = page_of(answer)
    return (
        answer.status_code,
        answer["Allow"],
        page.xpath("string(//h1)"),
        page.xpath("//p[@class='nc-back']/a/@href"),
    )


@pytest.mark.parametrize("path", SENT_TO)
@pytest.mark.parametrize(
    ("referer", "leads"),
    [
        ("", "/"),
        (f"{HERE}/en/harbour/?comments=2", f"{HERE}/en/harbour/?comments=2"),
        # Where nothing would be read either.
        (f"{HERE}/comments/preview/", "/"),
        (f"{HERE}/comments/post/?x", "/"),
        # No page of this site.
        ("https://testserver/en/harbour/", "/"),
        ("http://testserver.example/en/harbour/", "/"),
        ("http://testserver@elsewhere.example/", "/"),
        ("//testserver/en/harbour/", "/"),
        ("javascript:alert(1)", "/"),
        ("http://[", "/"),
    ],
)
def test_it_leads_to_where_the_reader_came_from_else_to_the_front(
    path: str, referer: str, leads: str, client: Client
) -> None:
    answer = client.get(path, headers={"Referer": referer} if referer else {})
    assert read(answer) == (405, "POST", "This page can't be opened again.", [leads])
    assert {"private", "no-store"} <= {*answer["Cache-Control"].split(", ")}
    assert (answer["X-Robots-Tag"], dict(answer.cookies)) == ("noindex", {})


@pytest.mark.parametrize("path", SENT_TO)
def test_it_speaks_the_readers_language(path: str, client: Client) -> None:
    answer = client.get(path, headers={"Accept-Language": "fr"})
    assert page_of(answer).xpath("string(//h1)") == "Cette page ne peut pas être rouverte."


@pytest.mark.parametrize("act", BUTTONS)
def test_below_the_private_page_it_leads_back_there(act: str, comment: Any, publish: Any) -> None:
    own = signed_links.reader_page(comment(target=publish(language="fr", slug="port"), status=Status.PENDING))
    answer = Client().get(own + act)
    assert read(answer) == (405, "POST", "Cette page ne peut pas être rouverte.", [own])
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in answer["Cache-Control"]
    assert (Email.objects.count(), Commenter.objects.exclude(confirmed_at=None).count()) == (0, 0)
    assert Client().get(f"/comments/yours/1:x:y/{act}").status_code == 404


def test_what_cleared_the_browser_leads_back_to_the_article(article: Article, client: Client) -> None:
    answer = client.get(f"/comments/forget/newsroom_articles.article/{article.pk}/")
    assert read(answer) == (405, "POST", "This page can't be opened again.", ["/en/harbour/"])
    assert client.get("/comments/forget/newsroom_articles.article/0/").status_code == 404


@pytest.mark.parametrize("act", ["edit/", "withdraw/"])
def test_an_authors_forms_are_there_again(act: str, comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    own = signed_links.reader_page(stored)
    refused = Client().post(own + act, {"comment": " ", "revision": "0"})
    assert (refused.status_code, Client().get(own + act).status_code) == (422 if act == "edit/" else 409, 200)


def test_a_reports_form_is_there_again(comment: Any) -> None:
    path = f"/comments/{comment().pk}/report/"
    assert (Client().post(path, {}).status_code, Client().get(path).status_code) == (422, 200)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("path", SENT_TO)
def test_other_methods_are_told_the_one_that_there_is(
    method: str, path: str, fields: Any, client: Client
) -> None:
    answer = client.generic(method, path, b"comment=x", "application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Allow"], ReaderComment.objects.count()) == (405, "POST", 0)
    assert (answer.content == b"") is (method == "HEAD")


def test_what_is_not_there_is_said_in_the_readers_language(fields: Any, client: Client) -> None:
    answer = client.post("/comments/post/", fields(object_pk="0", language="fr"))
    page = page_of(answer)
    assert (answer.status_code, page.xpath("//textarea/text()")) == (404, ["\nI read this twice."])
    assert page.xpath("string(//h1)") == "La page que vous commentez n’est plus là."
    assert page.xpath("//p[@class='nc-back']/a/@href") == ["/"]
