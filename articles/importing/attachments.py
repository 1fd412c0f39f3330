"""The uploads that a WordPress export names, and the files in a folder that are those: kept out of memory."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

from . import library, media
from .entries import ImportRefused, line
from .images import Image
from .report import Report
from .wordpress import Item

# What a picture gets in a dry run, which stores none.
NO_KEY = 1
_ID = re.compile(r"\bwp-image-([0-9]{1,18})\b")


class Attachments:
    """By their id there and by their address; each file is stored when it is first asked for."""

    def __init__(self, folder: Path | None, report: Report, *, dry: bool) -> None:
        self.folder = folder
        self.report = report
        self.dry = dry
        # SQLite's own temporary file: an export may name a million.
        self._rows = sqlite3.connect("")
        self._rows.execute("CREATE TABLE uploads (id INTEGER PRIMARY KEY, path TEXT, item TEXT, key INTEGER)")
        self._rows.execute("CREATE INDEX by_path ON uploads (path)")
        self._rows.execute("CREATE TABLE seen (guid TEXT PRIMARY KEY)")

    def close(self) -> None:
        self._rows.close()

    def is_first(self, guid: str) -> bool:
        """Whether no item before had this guid."""
        return self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?)", [guid]).rowcount == 1

    def remember(self, item: Item) -> None:
        words = {
            "alt": line(item.meta.get("_wp_attachment_image_alt", "")),
            "caption": line(item.excerpt),
            "uploaded_at": item.date and item.date.isoformat(),
        }
        told = {"address": item.attachment_url or item.guid, "file": item.meta.get("_wp_attached_file", "")}
        path = _path(told["address"])
        self._rows.execute(
            "INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, NULL)",
            [item.id, path, json.dumps([told, words])],
        )

    def find(self, image: Image) -> int | None:
        """The key of the picture for an image of a body, by its id, else by its address."""
        named = _ID.search(image.attributes.get("class", ""))
        number = named[1] if named else image.attributes.get("data-id", "")
        by_id = self.of(int(number)) if number.isdecimal() and len(number) <= 18 else None
        if by_id is not None or not image.src:
            return by_id
        row = self._rows.execute("SELECT id FROM uploads WHERE path = ?", [_path(image.src)]).fetchone()
        if row:
            return self.of(row[0])
        alt = {"alt": line(image.attributes.get("alt", ""))}
        return self._stored({"address": image.src, "file": ""}, alt) if self.folder else None

    def of(self, number: int) -> int | None:
        """The key of the picture with this id there; None where it has no file that can be shown."""
        row = self._rows.execute("SELECT item, key FROM uploads WHERE id = ?", [number]).fetchone()
        if row is None:
            return None
        item, key = row
        if key is None:
            # 0 says that it was looked for.
            key = self._stored(*json.loads(item)) or 0
            self._rows.execute("UPDATE uploads SET key = ? WHERE id = ?", [key, number])
        return key or None

    def _stored(self, told: dict[str, str], words: dict[str, Any]) -> int | None:
        address = told["address"]
        if not media.is_picture(told["file"] or address):
            return None
        path = self.folder and (
            media.inside(self.folder, told["file"]) or media.uploaded(self.folder, told["file"] or address)
        )
        if not path:
            self.report.count("pictures", "without a file in the folder")
            return None
        if self.dry:
            self.report.count("pictures", "found in the folder")
            return NO_KEY
        try:
            picture, new = library.stored(path, {name: value for name, value in words.items() if value})
        except ImportRefused as refusal:
            self.report.count("pictures", "refused")
            self.report.lose(f"picture {address}: {refusal}")
            return None
        self.report.count("pictures", "imported" if new else "there already")
        return picture.pk


def _path(address: str) -> str:
    """What two addresses of one upload have in common: host and scheme change over the years."""
    return media.original(media.path_of(address))
