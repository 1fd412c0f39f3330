"""From a draft to the front page and back: who may do what, at the buttons and behind them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section

from .editing import ADD, LIST, buttons, change, errors, fields, log_in, messages, page, send

Publish = Callable[..., Article]
TOMORROW = timezone.now() + timedelta(days=1)
SAVE, CONTINUE = "Save", "Save and continue editing"


def stored(publish: Publish, state: str) -> Article:
    if state == "scheduled":
        return publish(status="published", pub_date=TOMORROW)
    return publish(status=state)


@pytest.mark.parametrize(
    ("state", "writer", "editor"),
    [
        (
            "draft",
            [SAVE, CONTINUE, "Hand to the desk"],
            [SAVE, CONTINUE, "Hand to the desk", "Publish now", "Publish later"],
        ),
        (
            "ready",
            [SAVE, CONTINUE, "Back to draft"],
            [SAVE, CONTINUE, "Back to draft", "Publish now", "Publish later"],
        ),
        ("scheduled", ["Save as next version", CONTINUE], [SAVE, "Publish now", "Back to draft"]),
        ("published", ["Save as next version", CONTINUE], ["Save for readers", "Keep as next version"]),
        ("withdrawn", [SAVE, CONTINUE], [SAVE, CONTINUE, "Publish again", "Back to draft"]),
    ],
)
def test_each_state_has_its_buttons_for_each_role(
    state: str, writer: list[str], editor: list[str], publish: Publish
) -> None:
    article = stored(publish, state)
    for role, expected in {"Writer": writer, "Editor": editor}.items():
        answer = log_in(role).get(change(article))
        assert buttons(answer) == expected
        links = page(answer).xpath("//div[@class='submit-row']//a/text()")
        assert links == (
            [] if role == "Writer" else ["Withdraw…", "Delete"] if state == "published" else ["Delete"]
        )


# What becomes of the state where each button is pressed, offered or not: (state, button) → by role.
OUTCOMES = {
    ("draft", "_hand_over"): ("ready", "ready"),
    ("draft", "_publish"): ("draft", "published"),
    ("draft", "_schedule"): ("draft", "scheduled"),
    ("draft", "_to_draft"): ("draft", "draft"),
    ("ready", "_to_draft"): ("draft", "draft"),
    ("ready", "_publish"): ("ready", "published"),
    ("scheduled", "_publish"): ("scheduled", "published"),
    ("scheduled", "_to_draft"): ("scheduled", "draft"),
    ("published", "_to_draft"): ("published", "published"),
    ("published", "_hand_over"): ("published", "published"),
    ("withdrawn", "_publish"): ("withdrawn", "published"),
    ("withdrawn", "_to_draft"): ("withdrawn", "draft"),
}


def state(article: Article) -> str:
    article.refresh_from_db()
    return "scheduled" if article.is_scheduled else article.status


@pytest.mark.parametrize("role", ["Writer", "Editor"])
def test_who_may_do_what(role: str, publish: Publish) -> None:
    client = log_in(role)
    found = {}
    for before, act in OUTCOMES:
        article = stored(publish, before)
        dated = {"pub_date_0": f"{TOMORROW:%Y-%m-%d}", "pub_date_1": "09:30:00"} if act == "_schedule" else {}
        response = send(client, article, act, headline="Typed", **dated)
        found[before, act] = state(article)
        if found[before, act] == before:
            # Refused, with every word.
            assert fields(response)["headline"] == "Typed"
            assert len(errors(response)) == 1
        Article.objects.all().delete()
    assert found == {key: results[role == "Editor"] for key, results in OUTCOMES.items()}


def test_who_may_not_publish_is_told_so_and_loses_nothing(draft: Article) -> None:
    response = send(log_in("Writer"), draft, "_publish", headline="Mine")
    assert errors(response) == [
        "You may not publish or withdraw articles. Nothing was saved; all of your text is below."
    ]
    assert fields(response)["headline"] == "Mine"


def test_publishing_says_what_is_missing_and_does_it_all_the_same(draft: Article) -> None:
    client = log_in("Editor")
    listed = page(client.get(change(draft))).xpath("//section[contains(@class, 'state')]//li[not(a)]/text()")
    assert listed == ["a summary", "a section", "a lead picture"]
    response = send(client, draft, "_publish")
    assert messages(response)[:2] == ["Published.", "Without: a summary, a section, a lead picture."]
    assert state(draft) == "published"
    assert [revision.note for revision in draft.revisions.all()] == ["Published", ""]


def test_publishing_dates_it_now_unless_the_editor_dated_it_back(draft: Article, publish: Publish) -> None:
    client, before = log_in("Editor"), timezone.now()
    send(client, draft, "_publish")
    draft.refresh_from_db()
    assert before <= draft.pub_date <= timezone.now()
    other = publish(slug="other", status="draft", pub_date=TOMORROW)
    send(client, other, "_publish", pub_date_0="2020-05-01", pub_date_1="10:00:00")
    other.refresh_from_db()
    assert f"{other.pub_date:%Y-%m-%d}" == "2020-05-01"


def test_later_needs_a_moment_that_is_still_to_come(draft: Article) -> None:
    response = send(log_in("Editor"), draft, "_schedule")
    assert errors(response) == ["Choose a moment that is still to come."]
    assert state(draft) == "draft"


def test_the_list_says_what_is_scheduled_and_for_when(publish: Publish, article: Article) -> None:
    publish(slug="soon", pub_date=datetime(2999, 3, 3, 8, 30, tzinfo=UTC))
    client = log_in("Editor")
    rows = page(client.get(LIST))
    assert rows.xpath("//td[@class='field-state']/text()") == ["Scheduled", "Published"]
    assert rows.xpath("//td[contains(@class, 'field-pub_date')]/text()")[0] == "March 3, 2999, 8:30 a.m."


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "draft"}, ["draft"]),
        ({"state": "scheduled"}, ["scheduled"]),
        ({"state": "published"}, ["published"]),
        ({"state": "withdrawn"}, ["withdrawn"]),
        ({"state": "next"}, ["published"]),
        ({"whose": "mine"}, ["draft"]),
        ({"section": "1"}, ["ready"]),
        ({"section": "x"}, []),
        ({"state": "x"}, []),
    ],
)
def test_the_list_is_filtered(query: dict[str, str], found: list[str], publish: Publish) -> None:
    Section.objects.create(pk=1, language="en", name="News", slug="news")
    for name in ("draft", "ready", "scheduled", "published", "withdrawn"):
        date = TOMORROW if name == "scheduled" else timezone.now()
        status = "published" if name == "scheduled" else name
        publish(
            headline=name, slug=name, status=status, pub_date=date, section_id=1 if name == "ready" else None
        )
    Article.objects.filter(slug="published").update(pending={"headline": "x"})
    client = log_in("Writer")
    send(client, Article.objects.get(slug="draft"), headline="draft", summary="Mine.")
    listed = page(client.get(LIST, query)).xpath("//th[@class='field-headline']/a/text()")
    assert listed == found


def test_list_and_form_cost_the_same_for_many(
    publish: Publish, draft: Article, django_assert_max_num_queries: Callable[..., object]
) -> None:
    section = Section.objects.create(language="en", name="News", slug="news")
    for number in range(20):
        publish(slug=f"a{number}", section=section)
    client = log_in("")
    client.get(LIST)
    with django_assert_max_num_queries(10):
        client.get(LIST)
    with django_assert_max_num_queries(15):
        client.get(change(draft))
    with django_assert_max_num_queries(10):
        client.get(ADD)


def test_withdrawing_asks_first_and_keeps_the_note(article: Article) -> None:
    client, address = log_in("Editor"), f"{LIST}{article.pk}/withdraw/"
    assert client.get(address).status_code == 200
    assert state(article) == "published"
    response = client.post(address, {"note": "The mayor asked in vain."}, follow=True)
    assert messages(response) == ["Withdrawn: at its address readers are told so."]
    assert state(article) == "withdrawn"
    assert article.revisions.first().note == "The mayor asked in vain."
    assert Client().get("/en/harbour/").status_code == 410


@pytest.mark.parametrize("what", ["withdraw", "discard"])
def test_a_writer_takes_nothing_from_readers(what: str, article: Article) -> None:
    Article.objects.update(pending={"headline": "x"})
    client = log_in("Writer")
    assert client.post(f"{LIST}{article.pk}/{what}/").status_code == 403
    assert client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    article.refresh_from_db()
    assert (article.status, article.pending) == ("published", {"headline": "x"})


def test_deleting_says_what_becomes_of_the_comments_and_offers_to_withdraw(article: Article) -> None:
    client = log_in("Editor")
    asked = page(client.get(f"{LIST}{article.pk}/delete/"))
    assert asked.xpath("//a/@href[contains(., 'withdraw')]") == [f"{LIST}{article.pk}/withdraw/"]
    assert "Its discussion disappears with it" in asked.text_content()
    client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})
    assert Article.objects.count() == 0
