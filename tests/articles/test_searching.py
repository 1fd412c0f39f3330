"""Readers find what they mean, on either database."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article, Credit, Person
from articles.searching import _in_index, search

pytestmark = pytest.mark.engine

Publish = Callable[..., Article]

STORIES = {
    "elections": (
        "Les élections municipales auront lieu en mars",
        "Le maire sortant, Étienne Lœw, se représente.",
    ),
    "musee": ("Le musée expose ses œuvres cachées", "Des bœufs peints, et « La Naissance de l’eau »."),
    "eau": (
        "L’eau manque dans la vallée",
        "Les agriculteurs s’inquiètent ; la rivière est à sec depuis l’été.",
    ),
    "hopital": (
        "L’hôpital ouvre un nouveau service",
        "Les infirmières réclamaient des lits. Qu’importe le coût.",
    ),
    "cheval": ("Des chevaux sur la plage", "Les cavaliers galopaient à marée basse, jusqu’à la jetée."),
    "noel": (
        "Un marché de Noël sans sapin",
        "Aïcha, commerçante, vend des pains d’épices. Ça sent bon, garçon !",
    ),
}
# Accents, plurals, elisions, ligatures, other forms, two words, phrases; and what each finds.
QUERIES = [
    ("election", ["elections"]),
    ("ELECTIONS", ["elections"]),
    ("élection municipale", ["elections"]),
    ("oeuvre", ["musee"]),
    ("œuvres", ["musee"]),
    ("boeuf", ["musee"]),
    ("l'eau", ["eau", "musee"]),
    ("lʼeau", ["eau", "musee"]),
    ("d'eau", ["eau", "musee"]),
    ("hopital", ["hopital"]),
    ("infirmière", ["hopital"]),
    ("cavalier galopait", ["cheval"]),
    ("noel garcon", ["noel"]),
    ('"naissance de l\'eau"', ["musee"]),
    ('"eau de naissance"', []),
    ("chevaux", ["cheval"]),
    ("musée sapin", []),
]


@pytest.fixture
def stories(publish: Publish) -> None:
    for slug, (headline, summary) in STORIES.items():
        publish(language="fr", slug=slug, headline=headline, body=f"<p>{summary}</p>")


def found(query: str, language: str = "fr") -> list[str]:
    return sorted(article.slug for article in search(query, language))


def test_seventeen_french_queries_find_what_they_mean(stories: None) -> None:
    assert len(QUERIES) == 17
    assert {query: found(query) for query, _slugs in QUERIES} == dict(QUERIES)


def test_only_what_the_public_may_read_in_the_language_is_found(stories: None, publish: Publish) -> None:
    publish(slug="draft", language="fr", headline="Le bac", status=Article.Status.DRAFT)
    publish(slug="ferry", language="en", headline="Le bac")
    assert (found("bac"), found("bac", "en")) == ([], ["ferry"])


@pytest.mark.parametrize(
    "query", ["", " ", "%", "_", "%25 _", "\x00", "…", '""', "'", "\\", "-- ;", "!&|():*"]
)
def test_what_holds_no_word_finds_nothing(query: str, stories: None) -> None:
    assert found(query) == []


@pytest.mark.parametrize(
    "query", ["eau%", "eau_", "e_u", "%eau%", "eau\x00", "eau " * 1000, "eau & !eau", "eau:*", "\ud800 eau"]
)
def test_wildcards_and_operators_are_nothing_special(query: str, stories: None) -> None:
    assert found(query) == ([] if query == "e_u" else ["eau", "musee"])


def test_a_thousand_words_are_looked_for_as_the_first_of_them(stories: None) -> None:
    assert found(" ".join(f"mot{n}" for n in range(1000))) == []


def test_what_an_editor_changes_is_found_at_once_and_the_former_no_more(stories: None) -> None:
    article = Article.objects.get(slug="noel")
    article.headline, article.author = "La foire", "Zoé Müller"
    article.save(update_fields=["headline", "author"])
    assert (found("foire"), found("muller"), found("marché")) == (["noel"], ["noel"], [])


def test_an_article_is_found_by_whom_it_names(stories: None) -> None:
    person = Person.objects.create(name="Solène Kerdoncuff", slug="solene")
    credit = Credit.objects.create(article=Article.objects.get(slug="noel"), person=person)
    assert found("kerdoncuff") == ["noel"]
    Article.objects.get(slug="noel").save(note="Nothing changes.")
    person.name = "Solène Le Goff"
    person.save()
    assert (found("le goff"), found("kerdoncuff")) == (["noel"], [])
    credit.delete()
    assert found("le goff") == []


def test_old_rows_are_found_once_they_are_indexed(stories: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = [*Article.objects.order_by("pk").values_list("revision", "updated_at", "touched_at")]
    Article._base_manager.filter(slug="noel").update(searchable="")
    assert found("noel") == []
    call_command("indexarticles")
    call_command("indexarticles")
    assert capsys.readouterr().out.split(" articles")[0] == "1"
    assert found("noel") == ["noel"]
    assert [*Article.objects.order_by("pk").values_list("revision", "updated_at", "touched_at")] == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's index")
def test_postgresql_can_use_its_index(stories: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Article.objects.order_by().filter(_in_index([" eau "])).explain()
    assert "newsroom_articles_search" in plan
