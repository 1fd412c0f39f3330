"""The demo's content as it is written down: one TOML file a story."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FILES = ("fr.toml", "en.toml")


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


@dataclass(frozen=True)
class Story:
    """One article and what its readers say, in the order in which they said it."""

    language: str
    slug: str
    headline: str
    summary: str
    body: str
    author: str
    days_ago: int
    remarks: tuple[Remark, ...]

    def published(self, now: datetime) -> datetime:
        """The moment of publication, on the full hour."""
        return (now - timedelta(days=self.days_ago)).replace(minute=0, second=0, microsecond=0)


def stories() -> Iterator[Story]:
    for name in FILES:
        yield _story(tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8")))


def _story(written: dict[str, Any]) -> Story:
    remarks = tuple(Remark(**remark) for remark in written.pop("comments"))
    return Story(**written, remarks=remarks)
