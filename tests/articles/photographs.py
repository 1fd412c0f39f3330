"""Pictures to upload, made as they are asked for."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import Picture
from articles.pictures import library

GPS, DESCRIPTION, ARTIST, COPYRIGHT, ORIENTATION = 0x8825, 0x010E, 0x013B, 0x8298, 0x0112


def image(width: int = 60, height: int = 40, mode: str = "RGB", color: Any = "teal") -> Image.Image:
    return Image.new(mode, (width, height), color)


def encoded(picture: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def exif(**tags: Any) -> Image.Exif:
    """``exif(ARTIST="Ada")``; the position is in the harbour of Dieppe."""
    written = Image.Exif()
    for name, value in tags.items():
        written[globals()[name]] = value
    written.get_ifd(GPS).update({1: "N", 2: (49.0, 55.0, 40.0), 3: "E", 4: (1.0, 4.0, 50.0)})
    return written


def png_header(width: int, height: int) -> bytes:
    """A PNG that says its size, in one bit a pixel, and holds nothing that could be decoded."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"no pixels") + chunk(b"IEND", b"")


def moving(format: str, **options: Any) -> bytes:
    frames = [image(color=color) for color in ("red", "blue", "green")]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:], **options)


def upload(content: bytes | None = None, name: str = "harbour.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encoded(image()) if content is None else content)


def stored(color: Any = "teal", size: tuple[int, int] = (60, 40), **words: Any) -> Picture:
    """A picture in the library; one color is one file."""
    return library.add(upload(encoded(image(*size, color=color))), **words)


def opened(picture: Picture, kind: str) -> Image.Image:
    """One of its files, as a reader gets it."""
    with default_storage.open(picture.renditions[kind][2]) as file:
        return Image.open(BytesIO(file.read()))


def is_close(picture: Image.Image, at: tuple[int, int], color: tuple[int, int, int], by: int = 12) -> bool:
    found: Any = picture.convert("RGB").getpixel(at)
    return all(abs(one - other) <= by for one, other in zip(found, color, strict=True))
