"""What typography would change in a form's words is shown and returned; nothing is stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from lxml import html

from articles.admin import widgets
from articles.models import Article

ADDRESS = "/admin/newsroom_articles/article/typography/"
ADD = "/admin/newsroom_articles/article/add/"
TYPED = {
    "headline": "L'eau",
    "summary": "Rien",
    "body": "Oui !\n\n<script>x()</script>&lt;b&gt; l'an",
    "language": "fr",
}


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    return client_of(User.objects.create_superuser("editor"))


def test_only_what_changes_is_returned_and_shown(editor: Client) -> None:
    answer = editor.post(ADDRESS, TYPED).json()
    assert answer["fields"] == {
        "headline": "L’eau",
        "body": "<p>Oui\u202f!</p>\n<p>&lt;b&gt; l’an</p>",
    }
    assert (answer["changes"], answer["message"]) == (3, "3 changes proposed.")
    shown = html.fromstring(f"<div>{answer['difference']}</div>")
    assert shown.xpath("//h3/text()") == ["Headline", "Body"]
    assert shown.xpath("//ins/text()") == ["’", "⍽!", "’"]
    assert [one.text_content() for one in shown.xpath("//p")][-1] == "<b> l'’an"
    assert Article.objects.count() == 0


def test_a_fixed_language_is_the_articles(editor: Client, publish: Callable[..., Article]) -> None:
    given: dict[str, Any] = {"headline": "Oui !", "article": publish(language="fr").pk}
    assert editor.post(ADDRESS, given).json()["fields"] == {"headline": "Oui\u202f!"}
    for article in ("new", "٣", "9" * 30, ""):
        answer = editor.post(ADDRESS, given | {"article": article}).json()
        assert answer == {"changes": 0, "message": "No typography is known for this language."}


def test_who_may_write_no_article_gets_nothing(db: None) -> None:
    writer = User.objects.create_user("writer", is_staff=True)
    assert client_of(writer).post(ADDRESS, TYPED).status_code == 403
    writer.user_permissions.add(Permission.objects.get(codename="add_article"))
    assert client_of(writer).post(ADDRESS, TYPED).status_code == 200
    assert client_of(writer).get(ADDRESS).status_code == 405


def test_without_the_editor_the_field_names_none(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def named() -> str:
        (area,) = html.fromstring(editor.get(ADD).content).xpath("//textarea[@name='body']")
        return str(area.get("data-editor"))

    assert named() == "/static/django_prose_editor/editor.js"
    monkeypatch.setattr(widgets.apps, "is_installed", lambda name: False)
    assert named() == ""
