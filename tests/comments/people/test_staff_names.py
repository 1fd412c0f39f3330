"""Nobody else is taken for those who work here, nor for the newsroom itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from comments.mail import signed_links
from comments.models import Commenter, ReaderComment, Status
from comments.people.confirmations import confirm
from comments.people.site_names import newsroom_names
from tests import pseudo
from tests.rules import rules

pytestmark = pytest.mark.django_db
Send = Callable[..., Any]
NEWSROOMS = "This name is the newsroom's own. Please choose another."


@pytest.fixture(autouse=True)
def _published_unless_held(settings: Any) -> None:
    off = {"MODE": "post", "RATE_LIMIT": False, "RULES": rules(first_comment=None)}
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **off}


@pytest.fixture
def claire() -> User:
    return User.objects.create_user("claire", first_name="Claire", last_name="Martin", is_staff=True)


def errors(response: Any) -> list[str]:
    page = html.fromstring(response.content.decode())
    return [" ".join(error.text_content().split()) for error in page.find_class("nc-error")]


def status_of(reply: Send, **fields: Any) -> Status:
    assert reply(**fields).status_code == 302
    return Status(ReaderComment.objects.latest("pk").status)


# --- Those who work here ----------------------------------------------------------------------------------


LIKE_CLAIRE = [
    "Claire Martin",
    "claire  MARTIN",
    "Cl\u0430ire M\u0430rtin",  # Cyrillic a
    "Claire Mart\u03b9n",  # Greek iota
    "ClaireMartin",
    "Claire-Martin.",
    "CIaire Martin",
    "cIaire martin",
    "C1aire Martin",
    "C|aire Martin",
    "CLAlRE MARTlN",
    "\u0421L\u0391IRE MARTIN",  # Cyrillic C, Greek A
    "\u13dflaire Martin",  # Cherokee C
    "Claire Ma\uab47tin",
    "Ｃｌａｉｒｅ Ｍａｒｔｉｎ",
    "𝐂𝐥𝐚𝐢𝐫𝐞 Martin",
    "Clàiré Mart\u0131n",
    "ᴄʟᴀɪʀᴇ ᴍᴀʀᴛɪɴ",
    "🅲🅻🅰🅸🆁🅴 🅜🅐🅡🅣🅘🅝",
    "\u03f9laire Martin",  # a lunate sigma
    "Clⱥire Marŧin",
    "Claire\u200b\u00ad Mar\u034ftin\u2064",
]
UNLIKE_CLAIRE = ["Claire", "Claire Marti", "Clara Martin", "Клара Мартин", "Martin Claire"]


@pytest.mark.usefixtures("claire")
def test_a_reader_who_looks_like_the_staff_is_held_and_nobody_else(reply: Send) -> None:
    for name in (*LIKE_CLAIRE, *UNLIKE_CLAIRE):
        reply(comment=name, name=name)
    rows = ReaderComment.objects.values_list("source", "status", "reasons")
    held = {source: status for source, status, reasons in rows if reasons}
    assert held == dict.fromkeys(LIKE_CLAIRE, Status.PENDING)
    assert rows.filter(status=Status.PUBLISHED).count() == len(UNLIKE_CLAIRE)


@pytest.mark.usefixtures("claire")
def test_a_look_alike_of_the_staff_reserves_nothing(comment: Any) -> None:
    stored = comment(name="Cl\u0430ireMart\u03b9n")
    confirm(stored)
    answer = Client().post(signed_links.reader_page(stored) + "name/")
    assert answer["Location"].endswith("?taken")
    assert Commenter.objects.exclude(reserved_name="").count() == 0


# --- The newsroom itself ----------------------------------------------------------------------------------


LIKE_THE_NEWSROOM = [
    "The newsroom",
    "THE NEWSROOM",
    "TheNewsroom",
    "Th\u0435 n\u0435wsroom",
    "The news\u200broom",
    "La rédaction",
    "la redaction",
    "La r\u00e9dact\u03b9on",
]


def test_nobody_signs_as_the_newsroom_in_any_language_of_the_site(reply: Send) -> None:
    said = {name: errors(reply(name=name)) for name in LIKE_THE_NEWSROOM}
    assert said == {name: [NEWSROOMS] for name in LIKE_THE_NEWSROOM}
    assert ReaderComment.objects.count() == 0


def test_whose_name_is_the_newsrooms_loses_no_word(reply: Send) -> None:
    response = reply(name="The newsroom", comment="I speak for them.")
    assert response.status_code == 422
    assert "I speak for them.</textarea>" in response.content.decode()


def test_a_language_that_is_dropped_in_has_its_newsroom_too(
    reply: Send, tmp_path: Any, settings: Any
) -> None:
    name = pseudo.pseudo("The newsroom")
    assert status_of(reply, name=name) == Status.PUBLISHED
    pseudo.install(tmp_path, settings)
    assert errors(reply(name=name, comment="Again.")) == [NEWSROOMS]


def test_no_catalogue_is_looked_into_that_has_no_sentence_of_ours(settings: Any, monkeypatch: Any) -> None:
    entered: list[str] = []
    settings.LANGUAGES = [("en", "English"), ("fr", "French"), ("de", "German"), ("fr-ca", "Canadian French")]
    monkeypatch.setattr(
        "comments.people.site_names._said", lambda sentence, code: entered.append(code) or sentence
    )
    assert newsroom_names() == {"thenewsroom"}
    assert entered == ["en", "fr", "fr-ca"]


@pytest.mark.parametrize("name", ["The newsroom", "La rédaction", "Anonymous"])
def test_a_name_of_the_sites_own_from_before_is_not_reserved(name: str, comment: Any) -> None:
    stored = comment(name=name)
    confirm(stored)
    assert Client().post(signed_links.reader_page(stored) + "name/")["Location"].endswith("?taken")
    assert Commenter.objects.exclude(reserved_name="").count() == 0


def test_it_is_said_in_the_articles_language(publish: Any, reply: Send) -> None:
    response = reply(object_pk=str(publish(language="fr", slug="port").pk), name="La rédaction")
    assert errors(response) == ["Ce nom est celui de la rédaction. Merci d’en choisir un autre."]
