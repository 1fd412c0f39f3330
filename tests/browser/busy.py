"""A day at a newsroom: comments that give the rules, the readers and the editors all there is to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from comments.decisions.corrections import revise
from comments.decisions.standings import set_standing
from comments.decisions.statuses import DecisionContext, decide, decide_all
from comments.desk import notes
from comments.desk.replies import reply_and_approve
from comments.models import (
    BlockedDomain,
    ListedWord,
    ReaderComment,
    RejectionReason,
    ReportReason,
    SavedReply,
    Standing,
    Status,
    WordList,
)
from comments.posting import reports
from tests.conftest import Comment

WORDS = {
    "en": [
        ("banned", "crook*"),
        ("suspect", "ferry company"),
        ("suspect", "bribe*"),
        ("banned", "company sold"),
    ],
    "fr": [
        ("banned", "escroc*"),
        ("suspect", "compagnie du bac"),
        ("suspect", "pot-de-vin"),
        ("banned", "bac a vendu"),
    ],
}
REASONS = {
    "en": [
        ("Advertising", "We publish no advertisements. You are welcome to write again without the links."),
        ("Insult", "Please say the same without insulting anybody, and we will gladly publish it."),
        ("Off topic", "This is not about the article."),
    ],
    "fr": [
        ("Publicité", "Nous ne publions pas de publicité. Vous pouvez écrire de nouveau sans les liens."),
        ("Insulte", "Dites la même chose sans insulter personne, et nous la publierons volontiers."),
        ("Hors sujet", "Cela ne concerne pas l’article."),
    ],
}
REPLIES = {
    "en": [
        ("Thanks, mended", "Thank you, you are right. We have mended it and say so under the article."),
        ("When the council votes", "The council votes on 4 March, in public. We shall be there."),
    ],
    "fr": [
        ("Merci, corrigé", "Merci, vous avez raison : c’est corrigé, et signalé sous l’article."),
        ("Date du vote", "Le conseil municipal vote le 4 mars, en séance publique. Nous y serons."),
    ],
}
NOTES = {
    "en": "She rang at nine: she was on board on Saturday.\n\nAsk her before anything is published.",
    "fr": "Elle a appelé à neuf heures : elle était à bord samedi.\n\nÀ rappeler avant toute publication.",
}
LONG = {
    "en": "I worked on that boat for nine years. The ferry company knew about the chain, the council knew "
    "about the chain, and whoever took the bribe knew about the chain.\n\nNow they say: nobody knew.",
    "fr": "J’ai travaillé neuf ans sur ce bac. La compagnie du bac savait pour la chaîne, la mairie savait "
    "pour la chaîne, et celui qui a touché le pot-de-vin savait pour la chaîne.\n\nEt personne ne savait.",
}
LOUD = {
    "en": "CROOKS! THE FERRY COMPANY SOLD THE CHAIN, SEE https://example.com/chains?ref=123&campaign=winter "
    "AND https://example.net/a AND https://example.org/b",
    "fr": "ESCROCS ! LA COMPAGNIE DU BAC A VENDU LA CHAÎNE, VOIR https://example.com/chaines?ref=1&c=2 "
    "ET https://example.net/a ET https://example.org/b",
}
MARKUP = {
    "en": 'A <b>footbridge</b>, <blink>please</blink>. <a href="https://example.org/plan">The plan</a>.'
    "<script>alert(1)</script>\n\n<blockquote>nothing at all</blockquote>That is no answer.",
    "fr": 'Une <b>passerelle</b>, <blink>vite</blink>. <a href="https://example.org/plan">Le plan</a> est là.'
    "<script>alert(1)</script>\n\n<blockquote>rien du tout</blockquote>Ce n’est pas une réponse.",
}
RIGHT_TO_LEFT = "هل تعود العبارة في الربيع؟ كنا نعبر بها كل صباح (٢٠٢٦)، والجسر بعيد."
UNBROKEN = "Nooo" + "o" * 150 + "! 🚢🚢🚢👨‍👩‍👧‍👦😭"


@dataclass(frozen=True)
class Day:
    """What became of some of the comments, by what is to be seen of it."""

    loud: ReaderComment
    rejected: ReaderComment
    spam: ReaderComment
    corrected: ReaderComment
    answered: ReaderComment
    reported: ReaderComment
    banned: ReaderComment
    published: ReaderComment
    batch: list[ReaderComment]


def keep_lists(language: str) -> None:
    """What the newsroom doesn't want to read, and why it rejects."""
    for which, pattern in WORDS[language]:
        ListedWord.objects.create(list=WordList(which), pattern=pattern)
    BlockedDomain.objects.create(domain="chains.example.net")
    for position, (label, text) in enumerate(REASONS[language]):
        RejectionReason.objects.create(label=label, text=text, position=position)
    for position, (label, text) in enumerate(REPLIES[language]):
        SavedReply.objects.create(label=label, text=text, position=position)


def spend(target: Article, language: str, comment: Comment, editor: User) -> Day:
    """Fill the queues under one article."""
    keep_lists(language)

    def write(source: str, status: Status = Status.PENDING, **given: object) -> ReaderComment:
        return comment(source, target=target, status=status, **given)

    day = Day(
        loud=write(LOUD[language], name="Treuils & Chaînes SARL 💰", email="sales@chains.example.net"),
        **_decided(write, target, language, editor),
    )
    for noted in (*ReaderComment.objects.filter(status=Status.PENDING).order_by("-pk")[:1], day.reported):
        notes.add(noted.pk, NOTES[language], editor)
        notes.add(noted.pk, "x" * 90, editor)
    return day


def _decided(
    write: Callable[..., ReaderComment], target: Article, language: str, editor: User
) -> dict[str, object]:
    long_name = "Wilhelmina Alexandrina van der Groot-Carrington de La Rochebrune-Duval"
    write(LONG[language], name=long_name, email="w@example.org")
    write(UNBROKEN, name="🚢" * 8, email="boat@example.org")
    write(RIGHT_TO_LEFT, name="حسين عبد الله", email="h@example.org")
    first = ReaderComment.objects.for_model(target).public().earliest("pk")
    write(MARKUP[language], name="Priya", email="priya@example.org", parent=first)
    published = write(LONG[language][:60], Status.PUBLISHED, name="Tom", email="tom@example.org")
    rejected = write(LOUD[language].lower(), name="Ivo", email="ivo@example.org")
    context = DecisionContext(
        by=editor, rejection=RejectionReason.objects.first(), message="Merci, thank you.\n\nE. M."
    )
    decide(
        rejected,
        Status.REJECTED,
        DecisionContext(by=editor, rejection=context.rejection, message=context.message, batch=uuid4()),
    )
    corrected = write(LONG[language][:120], Status.APPROVED, name="O. Adeyemi", email="o@example.org")
    revise(
        corrected,
        LONG[language][:110] + "…",
        DecisionContext(by=editor, batch=uuid4()),
        revision=corrected.revision,
    )
    answered = write("?", name="Jo", email="jo@example.org")
    reply_and_approve(
        answered, "The council votes on 4 March.", editor, batch=uuid4(), revision=answered.revision
    )
    reported = write(
        "Vous êtes tous des imbéciles. You are all fools.",
        Status.APPROVED,
        name="Ivo",
        email="ivo@example.org",
    )
    for reader, (reason, text) in enumerate(
        [
            (ReportReason.ABUSE, "All of us? Even the dog?"),
            (ReportReason.HATE, ""),
            (ReportReason.OTHER, "x" * 90 + " " + LONG[language]),
        ]
    ):
        reports.report(reported, reporter=f"reader {reader}", reason=reason, text=text)
    banned = write("Buy winches at winches.example.com", name="Winch King", email="king@example.org")
    set_standing(
        banned.commenter,
        Standing.BANNED,
        until=timezone.now() + timedelta(days=7),
        by=editor,
        batch=uuid4(),
        reject_pending=True,
    )
    spam = write("Winches, cheap winches", Status.SPAM, name="Winch Queen", email="queen@example.org")
    batch = [
        write(f"{number}. Winches, chains, oil", name="Chain", email="chain@example.org")
        for number in range(4)
    ]
    decide_all(
        {row.pk: row.revision for row in batch}, Status.SPAM, DecisionContext(by=editor, batch=uuid4())
    )
    return {
        "rejected": rejected,
        "spam": spam,
        "corrected": corrected,
        "answered": answered,
        "reported": reported,
        "banned": banned,
        "published": published,
        "batch": batch,
    }
