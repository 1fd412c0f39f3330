"""Two editors, one article: whoever saves second learns of the first, and no word of either is lost."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime
from lxml import html

from articles.models import Article
from tests.comments.at_once import at_once

LIST = "/admin/newsroom_articles/article/"
ADD = f"{LIST}add/"
Fields = dict[str, str]


@pytest.fixture
def ann(db: None) -> Client:
    return desk("ann", first_name="Ann", last_name="Lee")


@pytest.fixture
def bob(db: None) -> Client:
    return desk("bob")


def desk(name: str, **fields: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser(name, **fields))
    return client


def change(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def form(response: HttpResponse) -> html.FormElement:
    (found,) = html.fromstring(response.content.decode()).xpath("//form[@id='article_form']")
    return found


def fields(response: HttpResponse) -> Fields:
    # Django begins each text area with a line break, which no browser sends back.
    return {name: value.removeprefix("\n") for name, value in form(response).form_values()}


def opened(client: Client, article: Article) -> Fields:
    return fields(client.get(change(article)))


def said(response: HttpResponse) -> list[str]:
    page = html.fromstring(response.content.decode())
    return [
        " ".join(error.text_content().split()) for error in page.xpath("//ul[@class='errorlist nonfield']/li")
    ]


def log() -> list[tuple[str, int]]:
    return [*LogEntry.objects.order_by("pk").values_list("user__username", "action_flag")]


def saved(response: HttpResponse) -> bool:
    assert response.status_code in {200, 302}
    return response.status_code == 302


ADVICE = (
    "Nothing was saved; all of your text is below. To compare, open the article as it is stored. "
    "Saving again replaces it with yours."
)


def at(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")


def test_a_stale_save_stores_nothing_and_gives_every_word_back(
    ann: Client, bob: Client, draft: Article
) -> None:
    first, second = opened(ann, draft), opened(bob, draft)
    assert saved(ann.post(change(draft), first | {"headline": "Ann’s", "body": "<p>Ann’s.</p>"}))
    stored, entries = Article.objects.values().get(), log()
    mine = {
        "headline": "Bob’s",
        "body": "Bob’s <plain> words",
        "slug": "bobs",
        "author": "Bob",
        "summary": "B.",
    }
    response = bob.post(change(draft), second | mine)
    assert not saved(response)
    assert (Article.objects.values().get(), log()) == (stored, entries)
    assert mine.items() <= fields(response).items()
    # What happened is read before what differs.
    page = response.content.decode()
    assert page.index("Ann Lee saved") < page.index("What differs")
    assert "successfully" not in response.content.decode() + bob.get(LIST).content.decode()


def test_it_is_said_who_saved_when_and_what_to_do(ann: Client, bob: Client, draft: Article) -> None:
    first, second = opened(ann, draft), opened(bob, draft)
    ann.post(change(draft), first | {"headline": "Ann’s"})
    response = bob.post(change(draft), second)
    when = at(Article.objects.get().updated_at)
    assert said(response) == [f"Ann Lee saved this article on {when}, after you had opened it. {ADVICE}"]
    (link,) = form(response).xpath(".//ul[@class='errorlist nonfield']//a")
    assert (link.get("href"), link.get("target")) == (draft.get_absolute_url(), "_blank")


def test_ones_own_save_is_no_strangers(ann: Client, draft: Article) -> None:
    """The form that the back button shows again, or another tab."""
    before = opened(ann, draft)
    ann.post(change(draft), before | {"headline": "Once"})
    (sentence,) = said(ann.post(change(draft), before | {"headline": "Twice"}))
    when = at(Article.objects.get().updated_at)
    assert sentence == f"You saved this article yourself on {when}, after you had opened this form. {ADVICE}"
    assert Article.objects.get().headline == "Once"


def test_saving_again_replaces_knowingly_unless_a_third_came_between(
    ann: Client, bob: Client, draft: Article
) -> None:
    second = opened(bob, draft)
    ann.post(change(draft), opened(ann, draft) | {"headline": "Ann’s"})
    knowing = fields(bob.post(change(draft), second | {"headline": "Bob’s"}))
    ann.post(change(draft), opened(ann, draft) | {"headline": "Ann’s third"})
    knowing = fields(bob.post(change(draft), knowing))
    assert Article.objects.get().headline == "Ann’s third"
    assert saved(bob.post(change(draft), knowing))
    assert Article.objects.get().headline == "Bob’s"
    assert [name for name, _flag in log()] == ["ann", "ann", "bob"]


def test_one_who_saves_and_goes_on_is_never_stale(ann: Client, draft: Article) -> None:
    for headline in ("One", "Two", "Three"):
        assert saved(ann.post(change(draft), opened(ann, draft) | {"headline": headline, "_continue": "1"}))
    assert Article.objects.get().headline == "Three"


def test_what_was_written_by_no_editor_names_nobody(
    ann: Client, bob: Client, draft: Article, tmp_path: Path
) -> None:
    before = opened(bob, draft)
    ann.post(change(draft), opened(ann, draft))
    (tmp_path / "text").write_text("Not yet\n\nFrom the agency.")
    call_command("importarticle", str(tmp_path / "text"), "--language", "en", "--update")
    (sentence,) = said(bob.post(change(draft), before))
    when = at(Article.objects.get().updated_at)
    assert sentence == f"This article was changed on {when}, after you had opened it. {ADVICE}"
    assert Article.objects.get().body == "<p>From the agency.</p>"


def write(pk: int, summary: str, **options: object) -> None:
    article = Article.objects.get(pk=pk)
    article.summary = summary
    article.save(**options)


def writes(article: Article) -> dict[str, Callable[[], object]]:
    return {
        "save": lambda: write(article.pk, "New."),
        "some fields": lambda: write(article.pk, "New.", update_fields=["summary"]),
        "a list’s action": lambda: Article.objects.filter(pk=article.pk).update(status="published"),
        "many at once": lambda: Article.objects.bulk_update([article], ["summary"]),
    }


@pytest.mark.parametrize("way", ["save", "some fields", "a list’s action", "many at once"])
def test_every_way_of_writing_makes_an_open_form_stale(way: str, ann: Client, draft: Article) -> None:
    before = opened(ann, draft)
    writes(draft)[way]()
    assert not saved(ann.post(change(draft), before))


def test_an_instance_knows_its_number_once_saved(draft: Article) -> None:
    for summary in ("One.", "Two."):
        draft.summary = summary
        draft.save()
    assert draft.revision == Article.objects.values_list("revision", flat=True).get()


@pytest.mark.parametrize("number", [None, "", "x", "-1"])
def test_a_form_without_a_sound_number_is_given_one(number: str | None, ann: Client, draft: Article) -> None:
    """It was open while the site was updated, or is no form of ours."""
    given = opened(ann, draft) | {"headline": "Mine", "base_revision": number or ""}
    if number is None:
        del given["base_revision"]
    response = ann.post(change(draft), given)
    (sentence,) = said(response)
    assert sentence == f"This form no longer says which version of the article it was made from. {ADVICE}"
    assert saved(ann.post(change(draft), fields(response)))
    assert Article.objects.get().headline == "Mine"


def test_who_may_only_look_sees_no_number(article: Article, ann: Client) -> None:
    looking = User.objects.create_user("eve", is_staff=True)
    looking.user_permissions.add(Permission.objects.get(codename="view_article"))
    client = Client()
    client.force_login(looking)
    response = client.get(change(article))
    assert response.status_code == 200
    assert "revision" not in response.content.decode()


# --- Deleted meanwhile --------------------------------------------------------------------------------------


def test_what_was_deleted_comes_back_as_a_new_articles_form(ann: Client, bob: Client, draft: Article) -> None:
    mine = opened(bob, draft) | {"headline": "Bob’s", "body": "All of Bob’s words"}
    ann.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    when = at(LogEntry.objects.get(action_flag=DELETION).action_time)
    response = bob.post(change(draft), mine)
    assert not saved(response)
    assert said(response) == [
        f"Ann Lee deleted this article on {when}, after you had opened it. Nothing was saved; all of your "
        "text is below. Saving makes a new article of it."
    ]
    assert form(response).get("action") == ADD
    assert Article.objects.count() == 0
    assert saved(bob.post(ADD, fields(response)))
    assert Article.objects.values_list("headline", "body").get() == ("Bob’s", "<p>All of Bob’s words</p>")


def test_who_may_not_add_an_article_can_copy_the_words_for_one_that_was_deleted(
    ann: Client, draft: Article
) -> None:
    eve = Client(headers={"accept-language": "en"})
    eve.force_login(User.objects.create_user("eve", is_staff=True))
    User.objects.get(username="eve").user_permissions.set(
        Permission.objects.filter(codename__in=["view_article", "change_article"])
    )
    mine = {
        "headline": "Eve’s",
        "body": "\nAll of </textarea><b>her</b> words\n",
        "summary": "",
        "author": "Eve",
    }
    sent = opened(eve, draft) | mine
    ann.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    when = at(LogEntry.objects.get(action_flag=DELETION).action_time)
    response = eve.post(change(draft), sent)
    page = html.fromstring(response.content.decode())
    assert response.status_code == 409
    assert page.xpath("//p[@class='errornote']/text()") == [
        f"Ann Lee deleted this article on {when}, after you had opened it. Nothing was saved, and you may "
        "not add an article. All of your text is below: copy it."
    ]
    copied = [(area.get("readonly"), area.text.removeprefix("\n")) for area in page.xpath("//textarea")]
    assert copied == [("readonly", mine[name]) for name in ("headline", "body", "author")]
    assert page.xpath("//textarea[not(@id = //label/@for)] | //main//form") == []
    assert Article.objects.count() == 0


@pytest.mark.parametrize("codenames", [[], ["view_article"]])
def test_who_may_not_change_articles_is_answered_by_stock_admin(codenames: list[str], draft: Article) -> None:
    client = Client()
    client.force_login(User.objects.create_user("eve", is_staff=True))
    User.objects.get().user_permissions.set(Permission.objects.filter(codename__in=codenames))
    Article.objects.all().delete()
    # Django 6.1 first asks whether who may see articles finds it.
    assert client.post(change(draft), {"headline": "Mine"}).status_code in {302, 403}


def test_what_was_deleted_by_no_editor_names_nobody(bob: Client, draft: Article) -> None:
    mine = opened(bob, draft)
    Article.objects.all().delete()
    (sentence,) = said(bob.post(change(draft), mine))
    assert sentence.startswith("This article was deleted after you had opened it. Nothing was saved;")


def test_an_article_that_is_not_there_is_still_no_page(bob: Client, draft: Article) -> None:
    response = bob.get(f"{LIST}{draft.pk + 1}/change/", follow=True)
    assert "Perhaps it was deleted?" in response.content.decode()


# --- At one moment ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_saves_at_one_moment_one_is_stored() -> None:
    article = Article.objects.create(headline="Before", slug="x", body="<p>x</p>", language="en")
    editors = [desk(name) for name in ("ann", "bob", "cleo", "dan")]
    forms = [
        (client, opened(client, article) | {"headline": f"Number {n}"}) for n, client in enumerate(editors)
    ]
    answers = at_once(*[partial(client.post, change(article), given) for client, given in forms])
    (winner,) = [number for number, answer in enumerate(answers) if saved(answer)]
    assert Article.objects.get().headline == f"Number {winner}"
    assert LogEntry.objects.count() == 1
    for number, answer in enumerate(answers):
        assert number == winner or fields(answer)["headline"] == f"Number {number}"


@pytest.mark.django_db(transaction=True)
def test_writes_at_one_moment_each_raise_the_number() -> None:
    article = Article.objects.create(headline="Before", slug="x", body="<p>x</p>", language="en")
    at_once(*[partial(write, article.pk, f"Number {number}") for number in range(4)])
    before = article.revision
    article.refresh_from_db()
    assert article.revision == before + 4
