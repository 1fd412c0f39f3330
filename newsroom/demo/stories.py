"""The demo's stories as they are written down: articles, and what readers say to them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

_PICTURE = re.compile(r'(?<=<figure data-picture=")[a-z-]+')


def written(name: str) -> dict[str, Any]:
    """What is in one of this folder's TOML files."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Remark:
    """One comment.  ``en.toml`` explains the fields."""

    text: str
    hours: float
    name: str = ""
    email: str = ""
    url: str = ""
    key: str = ""
    parent: str = ""
    status: str = ""
    later: str = ""
    honeypot: bool = False
    by_editor: bool = False
    recommended: int = 0
    picked: bool = False


@dataclass(frozen=True)
class Mistake:
    """A correction, so many days before now."""

    text: str
    days_ago: float

    def corrected(self, now: datetime) -> datetime:
        return _on_the_hour(now, self.days_ago)


@dataclass(frozen=True)
class Story:
    """One article and what its readers say, in the order in which they said it.

    ``section``, ``topics`` and ``original`` are slugs, ``lead`` is a drawing's name; whom the newspaper knows
    of ``author`` and ``translator`` is credited.
    """

    language: str
    slug: str
    headline: str
    summary: str
    body: str
    author: str
    days_ago: float
    section: str
    short_headline: str = ""
    translator: str = ""
    topics: tuple[str, ...] = ()
    lead: str = ""
    original: str = ""
    status: str = "published"
    corrections: tuple[Mistake, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Self:
        """As a TOML file has it."""
        given = dict(fields)
        remarks = tuple(Remark(**remark) for remark in given.pop("comments", ()))
        corrections = tuple(Mistake(**mistake) for mistake in given.pop("corrections", ()))
        topics = tuple(given.pop("topics", ()))
        return cls(**given, topics=topics, corrections=corrections, remarks=remarks)

    def published(self, now: datetime) -> datetime:
        """The moment of publication, on the full hour."""
        return _on_the_hour(now, self.days_ago)

    def body_with(self, pictures: Mapping[str, int]) -> str:
        """The body, with the key of each picture in the place of its drawing's name."""
        return _PICTURE.sub(lambda found: str(pictures[found[0]]), self.body)


def _on_the_hour(now: datetime, days_ago: float) -> datetime:
    return (now - timedelta(days=days_ago)).replace(minute=0, second=0, microsecond=0)
