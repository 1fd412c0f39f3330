"""The demo's newspaper becomes rows and files, by the same ways that editors take."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import publishing
from articles.models import Article, Correction, Credit, Person, Picture, Placement, Role, Section, Topic
from articles.pictures import library
from comments.upkeep.risk_words import add_words

from .desks import Desk, add_appeals, add_logins, add_reports, add_texts, ban
from .discussions import Readers
from .drawings import drawn
from .newspapers import Newspaper, newspapers
from .stories import Story

EDITOR = "editor"


def load(password: str) -> None:
    """Store the editors, all with ``password``, and the newspaper in all its languages.

    In a transaction: where it fails, the files of its pictures go with its rows.
    """
    editor = User.objects.create_superuser(EDITOR, password=password, first_name="Camille", last_name="Roche")
    moderator = add_logins(editor)
    add_words()
    now = timezone.now()
    with _unhurried(), _files_of_nothing_half() as pictures:
        for newspaper in newspapers():
            _Edition(newspaper, editor, moderator, pictures).print(now)


def remove_files(names: set[str]) -> None:
    storage = Picture._meta.get_field("file").storage
    for name in names:
        storage.delete(name)


@contextmanager
def _unhurried() -> Iterator[None]:
    """Rules may take their time: on a machine that stalls, one would hold what the demo has published."""
    given = settings.NEWSROOM_COMMENTS
    settings.NEWSROOM_COMMENTS = {**given, "RULE_BUDGET_MS": 60_000}
    try:
        yield
    finally:
        settings.NEWSROOM_COMMENTS = given


@contextmanager
def _files_of_nothing_half() -> Iterator[dict[str, Picture]]:
    """Gives a place for the pictures that are made, by their drawings' names."""
    made: dict[str, Picture] = {}
    try:
        yield made
    except BaseException:
        remove_files({name for picture in made.values() for name in picture.file_names})
        raise


class _Edition:
    """The newspaper in one language, which ``editor`` brings out; ``pictures`` has those of all languages.

    ``moderator`` decides on the letters at the desk, so that ``editor`` is free to answer an appeal.
    """

    def __init__(
        self, newspaper: Newspaper, editor: User, moderator: User, pictures: dict[str, Picture]
    ) -> None:
        self.newspaper = newspaper
        self.editor = editor
        self.moderator = moderator
        self.pictures = pictures

    def print(self, now: datetime) -> None:
        self._draw()
        self._arrange()
        desk = Desk.of(self.newspaper.language)
        reason = add_texts(desk)
        for story in self.newspaper.stories:
            article = self._store(story, now)
            if story.slug == desk.article:
                letters = Readers(article, self.moderator, reason)
                letters.discuss([*desk.remarks()])
                add_appeals(letters.posted, desk)
            elif story.remarks:
                readers = Readers(article, self.editor, reason)
                readers.discuss(story.remarks)
                add_reports(readers.posted, desk, self.editor)
                ban(readers.posted, by=self.editor)
        self._place()

    def _draw(self) -> None:
        credit = self.newspaper.picture_credit
        for picture in self.newspaper.pictures:
            self._add(picture.drawing, alt=picture.alt, caption=picture.caption, credit=credit)
        for person in self.newspaper.people:
            self._add(person.picture, alt=person.name, credit=credit)

    def _add(self, drawing: str, **words: str) -> None:
        file = ContentFile(drawn(drawing), name=f"{drawing}.jpg")
        self.pictures[drawing] = library.add(file, by=self.editor, **words)

    def _arrange(self) -> None:
        """Sections, topics and people."""
        language, sections = self.newspaper.language, Section.objects
        for position, part in enumerate(self.newspaper.sections):
            parent = sections.get(language=language, slug=part.parent) if part.parent else None
            words = {"slug": part.slug, "name": part.name, "intro": part.intro}
            sections.create(language=language, parent=parent, position=position, **words)
        for part in self.newspaper.topics:
            Topic.objects.create(language=language, slug=part.slug, name=part.name, intro=part.intro)
        for writer in self.newspaper.people:
            Person.objects.create(
                name=writer.name,
                slug=writer.slug,
                about=writer.about.strip(),
                picture=self.pictures[writer.picture],
            )

    def _store(self, story: Story, now: datetime) -> Article:
        withdrawn = story.status == Article.Status.WITHDRAWN
        article = Article(
            language=story.language,
            slug=story.slug,
            headline=story.headline,
            short_headline=story.short_headline,
            summary=story.summary,
            body=story.body_with(self._keys()),
            author=story.author,
            pub_date=story.published(now),
            status=Article.Status.PUBLISHED if withdrawn else story.status,
            section=Section.objects.get(language=story.language, slug=story.section),
            lead_picture=self.pictures[story.lead] if story.lead else None,
            original=Article.objects.get(slug=story.original) if story.original else None,
        )
        article.save(by=self.editor)
        if withdrawn:
            publishing.withdraw(article, by=self.editor)
        article.topics.set(Topic.objects.filter(language=story.language, slug__in=story.topics))
        self._credit(article, {Role.AUTHOR: story.author, Role.TRANSLATOR: story.translator})
        for mistake in story.corrections:
            Correction.objects.create(
                article=article, text=mistake.text, at=mistake.corrected(now), by=self.editor
            )
        return article

    def _keys(self) -> dict[str, int]:
        return {name: picture.pk for name, picture in self.pictures.items()}

    def _credit(self, article: Article, names: Mapping[Role, str]) -> None:
        for role, name in names.items():
            for person in Person.objects.filter(name=name):
                Credit.objects.create(article=article, person=person, role=role)

    def _place(self) -> None:
        """Set the front page."""
        language = self.newspaper.language
        for position, slug in enumerate(self.newspaper.front, 1):
            article = Article.objects.get(language=language, slug=slug)
            Placement.objects.create(language=language, position=position, article=article)
