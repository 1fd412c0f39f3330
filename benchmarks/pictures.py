"""What the files of a large photograph take to make: processor seconds, and memory at the peak.

Usage: python benchmarks/pictures.py

Each is read and made in a process of its own, as one upload after a start.  The exit status is 1 where one of
24 megapixels takes more than MOST_SECONDS or any more than MOST_MEGABYTES, Django's own included.
"""

import os
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

MOST_SECONDS = 2
MOST_MEGABYTES = 350


def photograph(width: int, height: int, mode: str, format: str) -> bytes:
    """Clouds and grain, which cost an encoder what a photograph does."""
    from PIL import Image

    clouds = Image.effect_noise((width // 40, height // 40), 90).resize((width, height))
    grain = Image.effect_noise((width, height), 25)
    bands = [clouds, Image.blend(clouds, grain, 0.3), Image.blend(clouds, grain, 0.15), clouds]
    file = BytesIO()
    Image.merge(mode, bands[: len(mode)]).save(file, format, quality=92, compress_level=1)
    return file.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of one colour, all of it there: 900 megapixels in 109 kB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


PICTURES: dict[str, Callable[[], bytes]] = {
    "JPEG, 24 megapixels": lambda: photograph(6000, 4000, "RGB", "JPEG"),
    "JPEG, 24 megapixels, AVIF made": lambda: photograph(6000, 4000, "RGB", "JPEG"),
    "PNG, 24 megapixels": lambda: photograph(6000, 4000, "RGB", "PNG"),
    "JPEG, 59 megapixels": lambda: photograph(9400, 6300, "RGB", "JPEG"),
    "bomb, 144 megapixels": lambda: bomb(12_000, 12_000),
    "bomb, 900 megapixels": lambda: bomb(30_000, 30_000),
}


def measure(name: str, path: str) -> None:
    """Print bytes, seconds, megabytes, and what came of it, between tabs."""
    import django
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.files.base import File

    django.setup()
    settings.NEWSROOM_ARTICLES = {"PICTURE_FORMAT": "avif" if "AVIF" in name else "webp"}
    from articles.models import Picture
    from articles.pictures import library

    library.MOST_BYTES = 10**9  # noise is larger than any photograph
    start = process_time()
    try:
        with open(path, "rb") as file:
            photo = library.Photo(File(file))
        made = [len(one.content) for _kind, one in library.renditions(Picture(), photo.decoded)]
        outcome = f"{len(made)} files, {sum(made) // 1000} kB"
    except ValidationError as error:
        outcome = error.messages[0]
    taken = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(os.path.getsize(path), taken, peak, outcome, sep="\t")


def write(name: str, path: str) -> None:
    Path(path).write_bytes(PICTURES[name]())


def main() -> int:
    if len(sys.argv) > 1:
        {"write": write, "measure": measure}[sys.argv[1]](*sys.argv[2:])
        return 0
    failed = False
    print("| picture | kB | processor seconds | MB at the peak | outcome |\n|---|---|---|---|---|")
    for name in PICTURES:
        with NamedTemporaryFile() as file:
            # Another process makes it: what that took is not in the peak of the one that is measured.
            _run("write", name, file.name)
            size, seconds, megabytes, outcome = _run("measure", name, file.name).strip().split("\t")
        print(f"| {name} | {int(size) // 1000} | {float(seconds):.2f} | {float(megabytes):.0f} | {outcome} |")
        failed |= float(megabytes) > MOST_MEGABYTES or (" 24 " in name and float(seconds) > MOST_SECONDS)
    return int(failed)


def _run(*arguments: str) -> str:
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
