"""Who edits what readers have writes a version that waits, and nothing of it gets lost."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from lxml import html

from articles.models import Article, Credit, FormerAddress, Person, Section, Topic

from .editing import LIST, buttons, change, errors, fields, log_in, messages, page, send

NEXT = {"headline": "The harbour opens on Tuesday", "body": "<p>Ships were late.</p>"}


def words(article: Article) -> tuple[str, str]:
    article.refresh_from_db()
    return article.headline, article.body


@pytest.fixture
def waiting(article: Article) -> Article:
    send(log_in("Writer"), article, **NEXT)
    return article


def test_a_writers_save_waits_beside_what_readers_have(article: Article) -> None:
    before, client = words(article), log_in("Writer")
    response = send(client, article, **NEXT)
    assert messages(response)[0] == "This version waits; readers still have the other one."
    assert words(article) == before
    assert article.pending == {"short_headline": "", "summary": "", "author": "", **NEXT}
    assert fields(client.get(change(article)))["headline"] == NEXT["headline"]
    assert "Monday" in Client().get("/en/harbour/").content.decode()
    assert article.revisions.count() == 1


def test_a_writer_changes_nothing_else_that_readers_have(article: Article) -> None:
    client = log_in("Writer")
    sent = fields(client.get(change(article)))
    assert {"slug", "section", "language", "pub_date_0", "credits-0-person"} & {*sent} == set()
    client.post(change(article), sent | {"slug": "mine", "pub_date_0": "2020-01-01", "pub_date_1": "10:00"})
    article.refresh_from_db()
    assert (article.slug, article.pending, article.revision) == ("harbour", None, 0)


def test_who_may_only_look_sees_what_readers_have_and_what_differs(waiting: Article) -> None:
    eve = User.objects.create_user("eve", is_staff=True)
    eve.user_permissions.add(Permission.objects.get(codename="view_article"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(eve)
    content = page(client.get(change(waiting)))
    assert content.xpath("//div[contains(@class, 'field-headline')]//div[@class='readonly']/text()") == [
        "The harbour opens on Monday"
    ]
    assert "Tuesday" in content.xpath("//section[@aria-labelledby='next-heading']")[0].text_content()
    assert content.xpath("//div[@class='submit-row']//input") == []


def test_an_editor_publishes_it_in_one_click(waiting: Article) -> None:
    client = log_in("Editor")
    form = client.get(change(waiting))
    assert buttons(form) == ["Publish the next version", "Keep as next version"]
    (section,) = page(form).xpath("//section[@aria-labelledby='next-heading']")
    assert section.xpath(".//del/text()")[1:] == ["Monday", "waiting."]
    assert section.xpath(".//ins/text()")[1:] == ["Tuesday", "late."]
    send(client, waiting)
    assert words(waiting) == (*NEXT.values(),)
    assert (waiting.pending, waiting.revised_at is None) == (None, False)
    assert waiting.revisions.first().note == "Next version published"


def test_an_editor_discards_it_after_a_second_look(waiting: Article) -> None:
    client, address = log_in("Editor"), f"{LIST}{waiting.pk}/discard/"
    assert "Tuesday" in client.get(address).content.decode()
    client.post(address)
    waiting.refresh_from_db()
    assert (waiting.pending, waiting.headline) == (None, "The harbour opens on Monday")


def test_an_editor_mends_what_readers_have_while_another_version_waits(waiting: Article) -> None:
    client = log_in("Editor")
    address = f"{change(waiting)}?version=public"
    sent = fields(client.get(address))
    assert sent["headline"] == "The harbour opens on Monday"
    client.post(address, sent | {"headline": "The harbour opens at nine", "minor": "on"})
    assert words(waiting)[0] == "The harbour opens at nine"
    assert (waiting.pending["headline"], waiting.revised_at) == (NEXT["headline"], None)


def test_an_editor_lets_words_wait_but_nothing_that_cannot(article: Article) -> None:
    client = log_in("Editor")
    response = send(client, article, "_keep", slug="port", **NEXT)
    assert errors(response) == [
        "A next version holds words alone. Save for readers, or set back: Slug.",
    ]
    assert fields(response)["headline"] == NEXT["headline"]
    send(client, article, "_keep", **NEXT)
    article.refresh_from_db()
    assert (article.pending["body"], article.slug) == (NEXT["body"], "harbour")


def test_readers_are_told_of_an_update_where_the_text_changed_for_them(article: Article) -> None:
    client = log_in("Editor")
    send(client, article, author="Ann")
    send(client, article, headline="A slip of the pen", minor="on")
    article.refresh_from_db()
    assert (article.headline, article.revised_at) == ("A slip of the pen", None)
    send(client, article, headline="Something else")
    article.refresh_from_db()
    assert article.revised_at is not None


def test_a_save_that_changes_nothing_stores_nothing(article: Article) -> None:
    client = log_in("Editor")
    article.topics.add(Topic.objects.create(language="en", name="Ports", slug="ports"))
    before = Article.objects.values().get()
    for button in ("_save", "_keep"):
        send(client, article, button)
    assert Article.objects.values().get() == before
    assert article.revisions.count() == 1


def test_what_is_written_along_makes_an_open_form_stale(article: Article) -> None:
    client, person = log_in("Editor"), Person.objects.create(name="Ann", slug="ann")
    early = fields(client.get(change(article)))
    send(client, article, **{"credits-0-person": str(person.pk)})
    assert Credit.objects.values_list("article", "person", "role").get() == (article.pk, person.pk, "author")
    response = client.post(change(article), early | {"headline": "Mine"})
    assert response.status_code == 200
    assert fields(response)["headline"] == "Mine"


def test_a_correction_is_dated_signed_and_says_updated(article: Article) -> None:
    client = log_in("Editor")
    send(client, article, **{"corrections-0-text": "It opens on Tuesday."})
    correction = article.corrections.get()
    article.refresh_from_db()
    assert (correction.text, correction.by.username) == ("It opens on Tuesday.", "editor")
    assert article.revised_at is not None
    writers = page(log_in("Writer").get(change(article)))
    assert writers.xpath("//textarea[starts-with(@name, 'corrections')]") == []


def test_a_stale_save_shows_their_difference_against_yours(article: Article, draft: Article) -> None:
    ann, bob = log_in("Editor"), log_in("Writer")
    mine = fields(bob.get(change(draft)))
    send(ann, draft, body="<p>Ships were early.</p>")
    response = bob.post(change(draft), mine | {"headline": "Mine", "body": "Ships were <b>late</b>."})
    (shown,) = page(response).xpath("//section[@aria-labelledby='difference-heading']")
    assert shown.xpath(".//del/text()")[1:] == ["Not yet", "early."]
    assert shown.xpath(".//ins/text()")[1:] == ["Mine", "<b>late</b>."]
    assert fields(response)["body"] == "Ships were <b>late</b>."
    assert bob.post(change(draft), fields(response)).status_code == 302
    assert words(draft) == ("Mine", "<p>Ships were <b>late</b>.</p>")


def test_an_empty_slug_is_made_from_the_headline_and_is_free(article: Article) -> None:
    client = log_in("Writer")
    send(client, None, headline="Harbour", body="x", language="en", slug="")
    send(client, None, headline="Œuvres à l’été", body="x", language="fr", slug="")
    send(client, None, headline="…", body="x", language="en", slug="")
    slugs = [*Article.objects.order_by("pk").values_list("slug", flat=True)][1:]
    assert slugs[:2] == ["harbour-2", "oeuvres-a-lete"]
    assert len(slugs[2]) == 10


def test_an_address_that_leads_to_another_article_is_taken_over_knowingly(
    article: Article, draft: Article
) -> None:
    client = log_in("Editor")
    send(client, article, slug="port")
    response = send(client, draft, slug="harbour")
    assert errors(response) == ["Readers of another article are led to it by this address."]
    assert page(response).xpath("//input[@name='take_over']/@type") == ["checkbox"]
    client.post(change(draft), fields(response) | {"take_over": "on", "_publish": "x"})
    draft.refresh_from_db()
    assert (draft.slug, draft.status) == ("harbour", "published")
    assert FormerAddress.objects.count() == 1
    assert "Not yet" in Client().get("/en/harbour/").content.decode()


def test_a_section_is_of_the_articles_language(draft: Article) -> None:
    section = Section.objects.create(language="fr", name="Actualités", slug="actualites")
    topic = Topic.objects.create(language="fr", name="Ports", slug="ports")
    response = send(log_in("Writer"), draft, section=str(section.pk), topics=str(topic.pk))
    assert errors(response) == [
        "This section is of another language.",
        "One of these topics is of another language.",
    ]


def test_a_translation_begins_with_the_text_and_knows_its_original(article: Article) -> None:
    client = log_in("Writer")
    (link,) = html.fromstring(client.get(change(article)).content).xpath(
        "//a[normalize-space()='Translate into French']/@href"
    )
    sent = fields(client.get(link))
    assert (sent["headline"], sent["language"], sent["original"]) == (
        article.headline,
        "fr",
        str(article.pk),
    )
    client.post(link, sent | {"headline": "Le port ouvre lundi"})
    made = Article.objects.get(language="fr")
    assert (made.original, made.slug, made.status) == (article, "le-port-ouvre-lundi", "draft")
    assert "Open in French" in client.get(change(article)).content.decode()
