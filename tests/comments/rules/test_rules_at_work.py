"""One real post against each rule: what is stored, what of the text is marked, what an editor reads."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone, translation

from articles.models import Article
from comments.models import (
    BlockedDomain,
    Commenter,
    Discussion,
    Finding,
    ListedWord,
    ReaderComment,
    Standing,
    Status,
    WordList,
)
from comments.rules import sentence
from comments.rules.builtin import RULES
from tests.rules import rules

from ..admin.conftest import Desk
from ..posting.test_host_moderators import Strict, registered

pytestmark = pytest.mark.django_db
PENDING, REJECTED, SPAM = Status.PENDING, Status.REJECTED, Status.SPAM
WORDS = "The very same words as before."


def standing(value: Standing) -> Callable[..., None]:
    def give(**_: Any) -> None:
        Commenter.objects.identify(user_id=None, address="ada@example.org")
        Commenter.objects.update(standing=value)

    return give


def listed(name: WordList, pattern: str) -> Callable[..., None]:
    return lambda **_: ListedWord.objects.create(list=name, pattern=pattern)


def blocked(**_: Any) -> None:
    BlockedDomain.objects.create(domain="evil.example")


def in_discussion(article: Article, **_: Any) -> None:
    Discussion.objects.start(article)
    Discussion.objects.update(mode="pre")


def earlier(comment: Any, **_: Any) -> None:
    comment(WORDS, name="Somebody else", email="else@example.org")


def rejected(comment: Any, **_: Any) -> None:
    for number in range(3):
        comment(f"Number {number}", status=REJECTED, network="198.51.100.0/24")
    ReaderComment.objects.update(submitted=timezone.now() - timedelta(hours=1))


def staff(**_: Any) -> None:
    User.objects.create_user("edith", first_name="Édith", last_name="Marsh", is_staff=True)


def nothing(**_: Any) -> None:
    pass


CASES: list[tuple[str, Callable[..., None], dict[str, Any], Status, list[str], str, str]] = [
    (
        "pre_moderated",
        nothing,
        {},
        PENDING,
        [],
        "Held: on this site every comment waits for an editor (setting MODE)",
        "En attente : sur ce site, chaque commentaire est d’abord lu par la rédaction (réglage MODE)",
    ),
    (
        "discussion_pre_moderated",
        in_discussion,
        {},
        PENDING,
        [],
        "Held: in this discussion every comment waits for an editor",
        "En attente : dans cette discussion, chaque commentaire est d’abord lu par la rédaction",
    ),
    (
        "held_person",
        standing(Standing.HELD),
        {},
        PENDING,
        [],
        "Every comment of this person waits for an editor",
        "Chaque commentaire de cette personne est d’abord lu par la rédaction",
    ),
    (
        "banned_person",
        standing(Standing.BANNED),
        {},
        REJECTED,
        [],
        "This person is banned",
        "Cette personne est bannie",
    ),
    (
        "first_comment",
        nothing,
        {},
        PENDING,
        [],
        "Not logged in, and the address is not confirmed",
        "Lecteur non connecté, adresse non confirmée",
    ),
    (
        "banned_words",
        listed(WordList.BANNED, "buy n*"),
        {"comment": "Now <b>buy</b>\r\nnothing!"},
        REJECTED,
        ["buy</b>\nnothing"],
        "Banned word: buy n*",
        "Mot interdit : buy n*",
    ),
    (
        "suspect_words",
        listed(WordList.SUSPECT, "ete"),
        {"comment": "L’Été, enfin. Cet été-là…"},
        PENDING,
        ["Été", "été"],
        "Suspect word: ete",
        "Mot suspect : ete",
    ),
    (
        "self_harm",
        listed(WordList.SELF_HARM, "want to die"),
        {"comment": "Some days I want to die."},
        PENDING,
        ["want to die"],
        "Somebody may be in danger: want to die",
        "Quelqu’un est peut-être en danger : want to die",
    ),
    (
        "threats",
        listed(WordList.THREATS, "kill you"),
        {"comment": "I’ll kill you for this."},
        PENDING,
        ["kill you"],
        "May be a threat: kill you",
        "Peut-être une menace : kill you",
    ),
    (
        "personal_data",
        nothing,
        {"comment": "Ask him yourself on 07700 900123."},
        PENDING,
        ["07700 900123"],
        "Personal data: a telephone number",
        "Données personnelles : un numéro de téléphone",
    ),
    (
        "accusations",
        listed(WordList.ACCUSATIONS, "embezzl*"),
        {"comment": "The mayor embezzled all of it."},
        PENDING,
        ["embezzled"],
        "May accuse somebody of a crime: embezzl*",
        "Accuse peut-être quelqu’un d’un délit : embezzl*",
    ),
    (
        "links",
        nothing,
        {"comment": 'http://a.example <a href="http://b.example">b</a> www.c.example'},
        PENDING,
        ["http://a.example", '<a href="http://b.example">b</a>', "www.c.example"],
        "3 links (limit 2)",
        "3 liens (limite : 2)",
    ),
    (
        "blocked_domains",
        blocked,
        {"comment": "Go to https://good.example@x.EVIL.example/!"},
        REJECTED,
        ["https://good.example@x.EVIL.example/"],
        "Blocked domain: evil.example",
        "Domaine bloqué : evil.example",
    ),
    (
        "repeat",
        earlier,
        {"comment": WORDS.upper().title()},
        PENDING,
        [],
        "The same words were posted 2 times (limit 1)",
        "Les mêmes mots ont été envoyés 2 fois (limite : 1)",
    ),
    (
        "recent_history",
        rejected,
        {},
        PENDING,
        [],
        "100% of this person's comments of the last 7 days were rejected (limit 30%)",
        "100 % des commentaires de cette personne ces 7 derniers jours ont été rejetés (limite : 30 %)",
    ),
    (
        "all_capitals",
        nothing,
        {"comment": "I HAVE READ ALL OF THIS TWICE"},
        PENDING,
        [],
        "100% of the letters are capitals (limit 80%)",
        "100 % des lettres sont des majuscules (limite : 80 %)",
    ),
    (
        "too_short",
        nothing,
        {"comment": "!"},
        PENDING,
        [],
        "1 character (at least 2)",
        "1 caractère (au moins 2)",
    ),
    (
        "too_long",
        nothing,
        {"comment": "word " * 401},
        PENDING,
        [],
        "2004 characters (limit 2000)",
        "2004 caractères (limite : 2000)",
    ),
    (
        "staff_name",
        staff,
        {"name": "EDITH Marsh"},
        PENDING,
        [],
        "Posted without a login, under the name of a member of the staff",
        "Envoyé sans connexion, sous le nom d’un membre de la rédaction",
    ),
    (
        "honeypot",
        nothing,
        {"honeypot": "x"},
        SPAM,
        [],
        "A field that people don't see was filled in",
        "Un champ invisible pour les lecteurs a été rempli",
    ),
    (
        "too_fast",
        nothing,
        {"elapsed": "300"},
        SPAM,
        [],
        "Posted 0.3 seconds after the first key (limit 2)",
        "Envoyé 0,3 secondes après la première frappe (limite : 2)",
    ),
    (
        "host_moderators",
        nothing,
        {"comment": "forbidden"},
        REJECTED,
        [],
        "The site's own moderator Strict does not allow it",
        "Le modérateur propre au site, Strict, ne l’autorise pas",
    ),
]


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(User.objects.create_superuser("grace"))


def on_the_card(desk: Desk, stored: ReaderComment, language: str) -> tuple[list[str], list[str]]:
    """What an editor reads at the desk: each rule's sentence, and what is marked in the text."""
    desk.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    card = desk.open(query=f"?comment={stored.pk}").card(stored)
    said = [item.text.replace("\u00a0", " ") for item in card.xpath("./ol[@class='nc-reasons']/li")]
    return said, [mark.text for mark in card.xpath(".//div[@class='nc-text']/mark")]


@pytest.mark.parametrize(("name", "given", "sent", "status", "marked", "english", "french"), CASES)
def test_a_post_is_stored_with_its_verdict_its_marks_and_its_sentence(
    name: str,
    given: Callable[..., None],
    sent: dict[str, Any],
    status: Status,
    marked: list[str],
    english: str,
    french: str,
    reply: Any,
    article: Article,
    comment: Any,
    desk: Desk,
    settings: Any,
) -> None:
    mode = "pre" if name == "pre_moderated" else "post"
    trust = {} if name == "first_comment" else {"first_comment": None}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODE": mode, "RULES": rules(**trust)}
    given(article=article, comment=comment)

    with registered(Article, Strict):
        assert reply(**sent).status_code == 302

    stored = ReaderComment.objects.latest("pk")
    assert (stored.status, stored.public, stored.decisions.get().rule) == (status, False, name)
    [reason] = stored.reasons
    assert (reason["rule"], [stored.source[start:end] for start, end in reason["evidence"]]) == (name, marked)
    for language, said in (("en", english), ("fr", french)):
        with translation.override(language):
            assert sentence(reason).replace("\u00a0", " ") == said
        assert on_the_card(desk, stored, language) == ([said], marked)
    assert list(Finding.objects.filter(comment=stored).values_list("rule", "status")) == [(name, status)]


def test_every_rule_of_ours_has_met_a_post() -> None:
    # What flood refuses isn't stored: test_views.py.
    assert [case[0] for case in CASES] == [name for name in RULES if name != "flood"]


def test_a_post_that_breaks_many_rules_has_all_reasons_and_the_most_severe_verdict(
    reply: Any, settings: Any
) -> None:
    standing(Standing.BANNED)()
    blocked()
    reply(comment="BUY THIS HERE AT LAST: HTTP://EVIL.EXAMPLE", honeypot="x", url="https://evil.example/")
    stored = ReaderComment.objects.get()
    assert stored.status == SPAM
    assert [reason["rule"] for reason in stored.reasons] == [
        "pre_moderated",
        "banned_person",
        "first_comment",
        "blocked_domains",
        "all_capitals",
        "honeypot",
    ]


def test_a_model_may_have_rules_of_its_own_and_a_host_rule_among_them(reply: Any, settings: Any) -> None:
    [(label, options)] = settings.NEWSROOM_COMMENTS["MODELS"].items()
    own = [{"NAME": "tests.comments.shouting.ExclamationMarks", "OPTIONS": {"limit": 1}}]
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODELS": {label: {**options, "RULES": own}}}
    reply(comment="No! No!")
    stored = ReaderComment.objects.get()
    assert stored.status == PENDING
    [reason] = stored.reasons
    assert (reason["evidence"], sentence(reason)) == ([[2, 3], [6, 7]], "2 exclamation marks (limit 1)")
    reply(comment="Yes!")
    assert ReaderComment.objects.latest("pk").public
