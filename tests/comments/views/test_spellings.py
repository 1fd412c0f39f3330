"""An id has one spelling: what only some readings take for a number leads to nothing, and changes nothing."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from articles.models import Article
from comments.mail import signed_links
from comments.models import Follow, Following, ReaderComment, Status
from comments.people.confirmations import confirm

pytestmark = pytest.mark.django_db
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
POST = "/comments/post/"
LABEL = "newsroom_articles.article"
respelled = pytest.mark.parametrize(
    "respell",
    [
        lambda number: str(number).translate(ARABIC),
        lambda number: f" {number}",
        lambda number: f"{number} ",
        lambda number: f"+{number}",
        lambda number: f"0{number}",
        lambda number: f"{str(number)[0]}_{str(number)[1:]}",
        lambda number: f"{number}.0",
    ],
    ids=["script", "blank ahead", "blank behind", "sign", "zero", "underscore", "point"],
)
Respell = Callable[[int], str]


@pytest.fixture
def article(publish: Any) -> Article:
    """With a key of two digits."""
    made: Article = publish(pk=10)
    return made


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("edith"))
    return client


@respelled
def test_no_form_takes_it(respell: Respell, comment: Any, fields: Any, client: Client) -> None:
    stored = comment()
    elsewhere = client.post(POST, fields(object_pk=respell(10)))
    words = html.fromstring(elsewhere.content.decode()).xpath("//textarea/text()")
    assert (elsewhere.status_code, words) == (404, ["\nI read this twice."])
    assert client.post(POST, fields(reply_to=respell(stored.pk))).status_code == 422
    assert ReaderComment.objects.count() == 1


@respelled
def test_no_address_takes_it(respell: Respell, comment: Any, client: Client) -> None:
    stored = comment()
    number, key = quote(respell(stored.pk)), quote(respell(10))
    under = ("atom", "news", "received", "reported", "forget")
    paths = [f"/comments/{number}/", f"/comments/{number}/report/"]
    paths += [f"/comments/{page}/{LABEL}/{key}/" for page in under]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert client.post(f"/comments/{number}/report/", {"reason": "spam"}).status_code == 404
    assert stored.reports.count() == 0


@respelled
def test_no_query_takes_it(respell: Respell, comment: Any, client: Client) -> None:
    stored, page = comment(), "/en/harbour/"
    plain = client.get(page).content
    for name in ("thread", "comments"):
        assert client.get(page, {name: respell(stored.pk)}).content == plain
    replying = client.get(page, {"reply_to": respell(stored.pk)}).content.decode()
    assert "Leave a Reply to" not in replying.partition("<template")[0]


@respelled
def test_the_desk_takes_it_for_nothing(respell: Respell, comment: Any, editor: Client) -> None:
    stored = comment(status=Status.PENDING)
    desk, sent = "/admin/newsroom_comments/readercomment/", {"revision": stored.revision, "to": "approved"}
    editor.post(f"{desk}desk/decide/", sent | {"pk": respell(stored.pk)})
    editor.post(f"{desk}desk/decide_selection/", sent | {"shown": f"{respell(stored.pk)}-{stored.revision}"})
    editor.get(f"/admin/newsroom_comments/discussion/of/{LABEL}/{quote(respell(10))}/")
    changed = editor.get(f"{desk}{quote(respell(stored.pk))}/change/")
    article = editor.get(f"/admin/newsroom_articles/article/{quote(respell(10))}/change/")
    chosen = {"action": "delete_selected", "_selected_action": respell(10), "post": "yes"}
    assert editor.post("/admin/newsroom_articles/article/", chosen).status_code == 400
    assert (changed.status_code, article.status_code) == (302, 302)
    stored.refresh_from_db()
    assert (stored.status, Article.objects.count()) == (Status.PENDING, 1)


def test_a_batch_is_undone_by_its_own_name_alone(comment: Any, editor: Client) -> None:
    stored = comment(status=Status.PENDING)
    desk = "/admin/newsroom_comments/readercomment/desk/"
    editor.post(f"{desk}decide/", {"pk": stored.pk, "revision": stored.revision, "to": "approved"})
    batch = str(stored.decisions.first().batch)
    for spelling in (batch.upper(), batch.replace("-", ""), f"{{{batch}}}", f"urn:uuid:{batch}"):
        editor.post(f"{desk}undo/", {"batch": spelling})
        assert ReaderComment.objects.get().status == Status.APPROVED
    editor.post(f"{desk}undo/", {"batch": batch})
    assert ReaderComment.objects.get().status == Status.PENDING


@respelled
def test_no_following_is_changed_by_it(respell: Respell, comment: Any, client: Client) -> None:
    stored = comment(follow="all")
    owner = confirm(stored)
    sent = {"discussion": respell(stored.discussion_id), "follow": ""}
    client.post(signed_links.followings(owner), sent)
    assert [*Following.objects.values_list("kind", flat=True)] == [Follow.ALL]
