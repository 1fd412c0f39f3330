"""The demo's newspaper as it is written down: a TOML file a language, and that of a discussed story."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from .stories import Story, written

# A translation comes after its original.
LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Part:
    """A section or a topic; ``parent`` is the slug of the section above."""

    slug: str
    name: str
    intro: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Writer:
    """Somebody with a page; ``picture`` is a drawing's name."""

    name: str
    slug: str
    about: str
    picture: str


@dataclass(frozen=True)
class Drawing:
    """A picture, and what is said of it."""

    drawing: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Newspaper:
    """The newspaper in one language; ``front`` names what is placed on its front page, by slugs."""

    language: str
    picture_credit: str
    front: tuple[str, ...]
    sections: tuple[Part, ...]
    topics: tuple[Part, ...]
    people: tuple[Writer, ...]
    pictures: tuple[Drawing, ...]
    stories: tuple[Story, ...]

    @classmethod
    def of(cls, fields: Mapping[str, Any], discussed: Story) -> Self:
        """As a TOML file has it, with the story that readers discuss before all others."""
        language = fields["language"]
        others = (Story.of({"language": language, **story}) for story in fields["articles"])
        return cls(
            language=language,
            picture_credit=fields["picture_credit"],
            front=tuple(fields["front"]),
            sections=tuple(Part(**part) for part in fields["sections"]),
            topics=tuple(Part(**part) for part in fields["topics"]),
            people=tuple(Writer(**person) for person in fields["people"]),
            pictures=tuple(Drawing(**picture) for picture in fields["pictures"]),
            stories=(discussed, *others),
        )


def newspapers() -> Iterator[Newspaper]:
    """In every language."""
    for language in LANGUAGES:
        yield Newspaper.of(written(f"newspaper_{language}.toml"), discussed_story(language))


def discussed_story(language: str) -> Story:
    """The one of this language that has comments."""
    return Story.of(written(f"{language}.toml"))
