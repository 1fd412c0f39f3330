"""As many rows of django-comments and django-comments-xtd as asked for, as years of readers leave them.

Always the same ones: prose of one to five paragraphs for the most part, in three languages; every seventh has
a web address, every tenth what looks like markup or an entity, every twentieth a picture; two in five answer
another.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

START = datetime(2012, 3, 4, 5, 6, tzinfo=UTC)
# By language; two in three comments are in the first.
SENTENCES = {
    "en": (
        "It isn't the first time that the council has promised to look at the old bridge.",
        "Nobody who lives there believes a word of it!",
        "I have taken that bus for eleven years, and it was never late before they changed the timetable.",
        '"Temporary" is what they called the car park, too - and that was in 1998.',
        "Who pays for this?",
        "Thanks for a fair article.",
        "My grandmother used to say the same about the harbour, and she was right.",
        "Agreed, though I'd like to see the figures for the whole county before anybody decides (again).",
        "The mayor's answer, if you read it twice, says nothing: neither when, nor how much, nor who.",
    ),
    "fr": (
        "Ce n’est pas la première fois que la mairie nous promet un débat ; on attend toujours.",
        "Très bon article, merci à la rédaction : enfin quelqu’un qui est allé voir sur place.",
        "Et qui va payer, une fois de plus ?",
        "J’habite à côté depuis vingt ans, et je n’ai jamais vu passer un élu.",
    ),
    "de": (
        "Das habe ich schon vor Jahren gesagt, aber auf die Bürger hört ja niemand.",
        "Wer soll das bezahlen?",
        "Schöner Bericht, nur fehlt der Hinweis auf die Umgehungsstraße.",
    ),
}
ADDRESSES = (
    "See https://www.example.org/news/2011/04/bridge-closed.html for what they said then.",
    "www.example.com has the whole list.",
    "Compare http://example.net/?id=1234&page=2, it is all there.",
)
MARKUP = (
    "I <b>told</b> you so.",
    'Read <a href="http://example.org/">this</a> first.',
    "Fish & chips for everyone &amp; no questions asked.",
    "Prices < 5 and wages > 3 <3",
    "<i>Quote: they never listen</i>",
)
NAMES = ("Ann", "Jean-Marc D.", "old_sailor", "Zoë", "Müller", "A. Reader", "bea@example.org", "Marie  Curie")
PLAIN = """COPY django_comments (id, content_type_id, object_pk, site_id, user_name, user_email, user_url,
    comment, submit_date, ip_address, is_public, is_removed) FROM STDIN"""
THREADS = """COPY django_comments_xtd_xtdcomment
    (comment_ptr_id, thread_id, parent_id, level, "order", followup, nested_count) FROM STDIN"""
TYPE = """SELECT id FROM django_content_type
    WHERE app_label = 'newsroom_articles' AND model = 'article'"""


def fill(address: str, number: int) -> None:
    """Write the rows into a migrated database; they stand on articles from number 1 on."""
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        row = cursor.execute(TYPE).fetchone()
        assert row is not None
        made = [*rows(number, row[0])]
        with cursor.copy(PLAIN) as copy:
            for plain, _thread in made:
                copy.write_row(plain)
        with cursor.copy(THREADS) as copy:
            for _plain, thread in made:
                if thread:
                    copy.write_row(thread)
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def rows(number: int, content_type: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...] | None]]:
    """A row of django-comments; and the one of django-comments-xtd, which every eighth lacks."""
    chance = random.Random(number)
    threads: dict[int, list[tuple[int, int, int]]] = {}
    for pk in range(1, number + 1):
        # An article is commented on while it is news.
        newest = 1 + (pk - 1) * articles(number) // number
        article = max(1, newest - int(chance.expovariate(0.5)))
        others = threads.setdefault(article, [])
        thread = None
        if pk % 8:
            above = chance.choice(others[-40:]) if others and chance.random() < 0.45 else None
            parent, root, level = (above[0], above[1], above[2] + 1) if above else (pk, pk, 0)
            others.append((pk, root, level))
            thread = (pk, root, parent, level, 1, False, 0)
        reader = chance.randrange(number // 12 + 1)
        network = (
            f"203.0.{reader % 113}.{reader % 251}" if reader % 9 else f"2001:db8:{reader % 999}::{pk % 999:x}"
        )
        plain = (
            *(
                pk,
                content_type,
                str(article),
                1,
                NAMES[reader % len(NAMES)],
                f"reader{reader}@example.org",
                "",
            ),
            *(_text(chance), START + timedelta(minutes=41 * pk), network),
            *(chance.random() > 0.05, chance.random() < 0.03),
        )
        yield plain, thread


def _text(chance: random.Random) -> str:
    [language] = chance.choices([*SENTENCES], (67, 25, 8))
    paragraphs = [
        " ".join(chance.choices(SENTENCES[language], k=chance.randint(1, 5)))
        for _paragraph in range(chance.choice((1, 1, 1, 2, 2, 3, 5)))
    ]
    if chance.random() < 1 / 7:
        paragraphs.append(chance.choice(ADDRESSES))
    if chance.random() < 1 / 10:
        paragraphs.insert(0, chance.choice(MARKUP))
    if chance.random() < 1 / 20:
        paragraphs[-1] += chance.choice((" 👍", " 🙂", " ❤️", " ;-)"))
    return chance.choice(("\r\n\r\n", "\r\n\r\n", "\n\n", "\n")).join(paragraphs)


def articles(number: int) -> int:
    """How many articles so many comments stand on."""
    return max(number // 60, 1)
