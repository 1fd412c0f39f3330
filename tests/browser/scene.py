"""A newsroom with something in it: an article that readers discuss, and those where nothing is to be read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth import get_user_model

from articles.models import Article
from comments.models import Discussion, DiscussionState, ReaderComment, Status
from tests import pseudo
from tests.conftest import Comment
from tests.restoring import Rows, added, rows_by_table, write

LANGUAGES = ("en", "fr")
HEADLINES = {
    "en": "The last chain ferry on the river makes its final crossing",
    "fr": "Le dernier bac à chaîne de la rivière fait son ultime traversée",
}
CLOSED_HEADLINES = {
    "en": "What comes after the ferry? The council asks the village",
    "fr": "Que faire après le bac ? La municipalité interroge le village",
}
SUMMARIES = {
    "en": "After a hundred and twelve years the village must choose between a bridge, a shuttle and nothing.",
    "fr": "Après cent douze ans, le village doit choisir entre un pont, une navette et rien du tout.",
}
AUTHORS = {"en": "Nell Harrow", "fr": "Maëlle Kervadec"}
BODIES = {
    "en": """<p>For a hundred and twelve years a chain ferry joined the two halves of the village. On Saturday
evening it crossed for the last time, with the schoolteacher, two bicycles and a dog on board.</p>
<p>“I had hoped to outlive it,” said the ferryman, who has turned the winch since he was nineteen. The
council has asked the inhabitants to choose between:</p>
<ul><li>a footbridge, at four times the yearly budget</li><li>a shuttle in the summer months</li>
<li>nothing at all</li></ul>
<p>The answer is expected before the winter floods.</p>""",
    "fr": """<p>Depuis cent douze ans, un bac à chaîne reliait les deux moitiés du village. Samedi soir, il a
traversé pour la dernière fois, avec à son bord l’institutrice, deux vélos et un chien.</p>
<p>« J’espérais partir avant lui », confie le passeur, qui tourne le treuil depuis ses dix-neuf ans. La
municipalité demande aux habitants de choisir entre :</p>
<ul><li>une passerelle, à quatre fois le budget annuel</li><li>une navette pendant l’été</li>
<li>rien du tout</li></ul>
<p>La réponse est attendue avant les crues d’hiver.</p>""",
}
NAMES = {
    "en": [
        "Harriet Bloom",
        "Tom",
        "O. Adeyemi",
        "Wilhelmina van der Groot-Carrington",
        "Σοφία",
        "Jo",
        "Priya",
    ],
    "fr": [
        "Lucie Baudry",
        "Yann",
        "S. Ndiaye",
        "Anne-Marie de La Rochebrune-Duval",
        "حسين",
        "Jo",
        "Élodie",
    ],
}


@dataclass(frozen=True)
class Remark:
    """One comment: its text in each language, and the number of the one it answers."""

    en: str
    fr: str
    answers: int | None = None
    status: Status = Status.APPROVED
    by_staff: bool = False
    by_author: bool = False
    edited: bool = False


REMARKS = [
    Remark(
        "I took this ferry to school every morning for eleven years, and I never once arrived dry.\n\n"
        "What nobody says is that the winch was <em>repaired</em> in 2019, for the price of three benches.",
        "J’ai pris ce bac tous les matins pendant onze ans, et je ne suis jamais arrivée sèche.\n\n"
        "Ce que personne ne dit : le treuil a été <em>réparé</em> en 2019, pour le prix de trois bancs.",
    ),
    Remark(
        "<blockquote>for the price of three benches</blockquote>\nFour, if you count the one that fell in. "
        "The minutes are online: https://example.org/council/minutes/2019/06/winch",
        "<blockquote>pour le prix de trois bancs</blockquote>\nQuatre, avec celui qui est tombé à l’eau. "
        "Le compte rendu est en ligne : https://example.org/conseil/comptes-rendus/2019/06/treuil",
        answers=0,
    ),
    Remark("Thank you, I had been looking for those.", "Merci, je le cherchais depuis des mois.", answers=1),
    Remark("And the fifth was never found.", "Et le cinquième n’a jamais été retrouvé.", answers=2),
    Remark("It is in my garden.", "Il est dans mon jardin.", answers=3),
    Remark(
        "One sees it from the bridge that isn’t there.", "On le voit du pont qui n’existe pas.", answers=4
    ),
    Remark("I would like it back, please.", "J’aimerais bien le récupérer.", answers=5),
    Remark(
        "You are all fools and so is the ferry.",
        "Vous êtes tous des imbéciles, et le bac aussi.",
        status=Status.REJECTED,
    ),
    Remark(
        "Whatever one thinks of the tone, the cost is a fair question:\n\n<ul><li>bridge: 4,100,000</li>"
        "<li>shuttle: 90,000 a year</li></ul>",
        "Quoi qu’on pense du ton, la question du coût est juste :\n\n<ul><li>passerelle : 4 100 000</li>"
        "<li>navette : 90 000 par an</li></ul>",
        answers=7,
    ),
    Remark("A bridge, then. <strong>With a roof.</strong>", "Un pont, alors. <strong>Avec un toit.</strong>"),
    Remark(
        "The council’s answer came this morning: it is in Tuesday’s paper.",
        "La réponse de la municipalité est arrivée ce matin : elle paraîtra mardi.",
        answers=0,
        by_staff=True,
    ),
    Remark("Not a day too soon.", "Il était temps.", answers=9, edited=True),
    Remark(
        "Thank you all. The fifth bench will have its own article.",
        "Merci à toutes et à tous. Le cinquième banc aura son article.",
        answers=9,
        by_author=True,
    ),
    Remark(
        "Has anybody asked the dog?",
        "Quelqu’un a-t-il demandé l’avis du chien ?",
        status=Status.PENDING,
    ),
    Remark(
        "Cheap winches, best price, write to me: https://example.com/winches https://example.com/chains",
        "Treuils pas chers, meilleurs prix : https://example.com/treuils https://example.com/chaines",
        status=Status.SPAM,
    ),
    Remark(
        "The ferryman is my uncle. He asks me to say that he is well, that he has bought a bicycle, and that "
        "he will not be giving interviews about the fifth bench.",
        "Le passeur est mon oncle. Il me charge de vous dire qu’il va bien, qu’il s’est acheté un vélo et "
        "qu’il ne donnera pas d’entretien au sujet du cinquième banc.",
        status=Status.PENDING,
    ),
]


@dataclass(frozen=True)
class Scene:
    """By language: the article under discussion, and those whose discussion is closed, empty or hidden."""

    discussed: dict[str, Article]
    closed: dict[str, Article]
    empty: dict[str, Article]
    hidden: dict[str, Article]


# What a scene's comments took a second to become, by language: the same for every test of a process.
BUILT: dict[str, dict[str, Rows]] = {}


def build(publish: Callable[..., Article], comment: Comment, language: str) -> Scene:
    """Publish the articles and have them discussed, through posting and the single write path."""
    if language in BUILT:
        write(BUILT[language])
    else:
        before = rows_by_table()
        _build(publish, comment, language)
        BUILT[language] = added(before)
    articles = [Article.objects.get(slug=slug) for slug in ("ferry", "next", "later", "never")]
    return Scene(*({language: article} for article in articles))


def _build(publish: Callable[..., Article], comment: Comment, language: str) -> None:
    writer = get_user_model().objects.create_user("writer")

    def publish_as(slug: str, headlines: dict[str, str] = CLOSED_HEADLINES) -> Article:
        return publish(
            headline=said(headlines, language),
            slug=slug,
            language=language,
            summary=said(SUMMARIES, language),
            body=said(BODIES, language),
            author=said(AUTHORS, language),
            writer=writer,
        )

    discussed, closed = publish_as("ferry", HEADLINES), publish_as("next")
    publish_as("later")
    hidden = publish_as("never")
    _discuss(discussed, language, comment, REMARKS)
    _discuss(closed, language, comment, REMARKS[:3])
    Discussion.objects.of(closed).update(closes_at=datetime(2026, 3, 16, 9, 30, tzinfo=UTC))
    Discussion.objects.start(hidden)
    Discussion.objects.of(hidden).update(state=DiscussionState.HIDDEN)


def said(texts: dict[str, str], language: str) -> str:
    return pseudo.pseudo(texts["en"]) if language == pseudo.CODE else texts[language]


def _discuss(article: Article, language: str, comment: Comment, remarks: list[Remark]) -> None:
    stored: list[ReaderComment] = []
    names = NAMES.get(language) or [pseudo.pseudo(name) for name in NAMES["en"]]
    for number, remark in enumerate(remarks):
        parent = stored[remark.answers] if remark.answers is not None else None
        stored.append(
            comment(
                said({"en": remark.en, "fr": remark.fr}, language),
                name=said(AUTHORS, language) if remark.by_author else names[number % len(names)],
                email=f"reader{number % len(names)}@example.org",
                url="https://example.org/" if number == 1 else "",
                target=article,
                parent=parent,
                status=remark.status,
            )
        )
        marks = {"by_staff": remark.by_staff, "edited": remark.edited}
        user = article.writer if remark.by_author else None
        ReaderComment.objects.filter(pk=stored[-1].pk).update(user=user, **marks)
