"""The single write path of pictures: add, edit, replace, delete, with all files that belong to each.

Files are written before the row that names them and deleted after the commit that doesn't any more, so no
row ever names a file that isn't there.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, router, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..conf import conf
from ..models import Picture
from ..models.transactions import writing
from ..text.sanitizing import CONTROLS
from . import captions, imaging

MOST_BYTES = 20_000_000
WIDTHS = (480, 960, 1600)
SQUARE = ("square", (320, 320))
# For shared links, and the three ratios that search engines ask for; JPEG, which all of them read.
CARDS = {"card": (1200, 630), "1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}
FOLDER = "newsroom/pictures"
# Rises where the files that are made of the same picture change.
RECIPE = 1
WORDS = ("alt", "decorative", "caption", "credit")
TEXTS = ("alt", "caption", "credit")
LONGEST_NAME = 60


class AlreadyStored(ValidationError):
    """The same file is in the library: ``picture``."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(_("This file is in the library already."), code="stored")
        self.picture = picture


class Photo:
    """A file that was read and found good; nothing of it is stored yet.

    :raises ValidationError: it is refused, with a sentence for the editor.
    """

    def __init__(self, file: "File[bytes]") -> None:
        if file.size > MOST_BYTES:
            message = _("This file has more than %(number)s MB: make it smaller.")
            raise ValidationError(message, code="bytes", params={"number": MOST_BYTES // 1_000_000})
        with file.open() as opened:
            self.content = opened.read()
        self.name = PurePath(file.name or "").stem
        self.digest = hashlib.sha256(self.content).hexdigest()
        self.decoded = imaging.decode(ContentFile(self.content))
        self.caption = _cropped("caption", captions.caption(self.decoded.exif, self.decoded.iptc))
        self.credit = _cropped("credit", captions.credit(self.decoded.exif, self.decoded.iptc))

    @property
    def file_name(self) -> str:
        """Not to be guessed from what readers get: an original may say where it was taken."""
        name = slugify(self.name)[:LONGEST_NAME].strip("-")
        return "-".join(filter(None, (secrets.token_hex(8), name))) + f".{self.decoded.ending}"

    def check_new(self, but: Picture | None = None) -> None:
        """:raises AlreadyStored: another picture than ``but`` has the same bytes."""
        stored = Picture.objects.filter(digest=self.digest).first()
        if stored is not None and stored != but:
            raise AlreadyStored(stored)


def add(file: "File[bytes]", *, by: Any = None, **words: Any) -> Picture:
    """Store a new picture with all its files.

    ``words`` are its columns; what it says of itself stands where they say no caption or credit.

    :raises ValidationError: the file is refused, and nothing is stored; ``AlreadyStored`` names the picture.
    """
    photo = Photo(file)
    photo.check_new()
    said = {"caption": photo.caption, "credit": photo.credit}
    picture = Picture(uploaded_by=by, **said | {name: value for name, value in words.items() if value})
    _clean_words(picture)
    with _all_or_nothing(picture) as written:
        _make(picture, photo, written)
    return picture


def update(picture: Picture, photo: Photo | None = None) -> None:
    """Store what was edited in ``picture``; its files are made anew of ``photo``, or where the focus moved.

    Bodies stay as they are.  What is as it was is not stored again, and touches no page.

    :raises ValidationError: the focus moved, and the file as it was uploaded is lost; nothing is stored.
    """
    _clean_words(picture)
    opened = picture.digest
    with _all_or_nothing(picture) as written:
        before = Picture.objects.select_for_update().get(pk=picture.pk)
        # Another editor may have put another file in its place since it was opened.
        for name in ("digest", "width", "height", "renditions"):
            setattr(picture, name, getattr(before, name))
        picture.file.name = before.file.name
        if photo is None or photo.digest == opened:
            is_stale = photo is None or opened != before.digest
            moved = picture.focus != before.focus
            photo = (original(before) if is_stale else photo) if moved else None
        if photo is not None:
            _make(picture, photo, written)
        elif any(getattr(before, name) != getattr(picture, name) for name in WORDS):
            picture.save(update_fields=WORDS)
        _delete_after_commit(picture, before.file_names - picture.file_names)


def delete(picture: Picture) -> None:
    """Delete it, and after the commit its files.

    :raises ProtectedError: it is in use.
    """
    with writing():
        names = Picture.objects.select_for_update().get(pk=picture.pk).file_names
        picture.delete()
        _delete_after_commit(picture, names)


def original(picture: Picture) -> Photo:
    """Its file as it was uploaded.

    :raises ValidationError: the storage lost it.
    """
    try:
        return Photo(picture.file)
    except OSError as error:
        message = _("The file as it was uploaded is no longer there: choose it again.")
        raise ValidationError(message, code="lost") from error


def _clean_words(picture: Picture) -> None:
    """One line each, without what a feed’s XML can’t hold."""
    for name in TEXTS:
        setattr(picture, name, " ".join(getattr(picture, name).translate(CONTROLS).split()))


def _make(picture: Picture, photo: Photo, written: set[str]) -> None:
    """Write the files of ``photo``, and the row that names them."""
    storage = picture.file.storage

    def write(name: str, content: bytes) -> str:
        is_new = not storage.exists(name)
        try:
            stored: str = storage.save(name, ContentFile(content))
        except OSError:
            # Of a file for which the disk had no room Django leaves what it had.
            if is_new and storage.exists(name) and storage.size(name) < len(content):
                written.add(name)
            raise
        written.add(stored)
        return stored

    if picture.digest != photo.digest:
        path = picture._meta.get_field("file").generate_filename(picture, photo.file_name)
        picture.file.name = write(path, photo.content)
        picture.digest = photo.digest
    picture.width, picture.height = photo.decoded.width, photo.decoded.height
    stem = f"{FOLDER}/{_key(picture)}"
    picture.renditions = {
        kind: [made.width, made.height, write(f"{stem}-{kind}.{made.ending}", made.content)]
        for kind, made in renditions(picture, photo.decoded)
    }
    picture.save()


def renditions(picture: Picture, decoded: imaging.Decoded) -> Iterator[tuple[str, imaging.Encoded]]:
    ending = conf.picture_format
    for width in sorted({min(width, decoded.width) for width in WIDTHS}):
        yield str(width), decoded.scaled(width, ending)
    yield SQUARE[0], decoded.cut(SQUARE[1], picture.focus, ending)
    for kind, size in CARDS.items():
        yield kind, decoded.cut(size, picture.focus, "jpg")


def _key(picture: Picture) -> str:
    """Changes with the bytes and the focus; nobody makes the digest, or the original's name, of it."""
    made_of = f"{RECIPE} {picture.digest} {picture.focus}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:24]


@contextmanager
def _all_or_nothing(picture: Picture) -> Iterator[set[str]]:
    """In a transaction; where it fails, the files that were written go too."""
    written: set[str] = set()
    try:
        with writing():
            yield written
    except BaseException as error:
        _delete_files(picture.file.storage, written)
        if isinstance(error, IntegrityError):
            stored = Picture.objects.filter(digest=picture.digest).exclude(pk=picture.pk).first()
            if stored is not None:
                # Somebody else uploaded it at the same moment.
                raise AlreadyStored(stored) from error
        raise


def _delete_after_commit(picture: Picture, names: set[str]) -> None:
    delete = partial(_delete_files, picture.file.storage, names)
    transaction.on_commit(delete, using=router.db_for_write(Picture), robust=True)


def _delete_files(storage: Any, names: set[str]) -> None:
    for name in names:
        storage.delete(name)


def _cropped(name: str, text: str) -> str:
    return text[: getattr(Picture._meta.get_field(name), "max_length", None)]


__all__ = ["AlreadyStored", "Photo", "add", "delete", "original", "update"]
