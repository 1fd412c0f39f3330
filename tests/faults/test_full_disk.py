"""No room on the disk, where SQLite's file is or where the pictures are; later there is some again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from ..articles.photographs import encoded, image
from .conftest import Found, Judge
from .newspapers import Newspaper, prepared
from .serving import Address
from .stream import CSRF, Stream, ask, cookies

pytestmark = pytest.mark.faults
UPLOAD = "/admin/newsroom_articles/picture/add/"
PICTURES = "SELECT COUNT(*) FROM newsroom_articles_picture"


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, but: int = 0) -> None:
        """Take all the room that is left, but so many bytes."""
        free = os.statvfs(self.folder)
        with self._ballast.open("ab") as file:
            os.posix_fallocate(file.fileno(), file.tell(), max(1, free.f_bavail * free.f_bsize - but))

    def clear(self) -> None:
        self._ballast.unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A file system in memory; skipped, by name, where none can be mounted."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("needs the right to mount a tmpfs")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_database(tmp_path: Path, site: Address, judge: Judge) -> None:
    with small_disk(tmp_path, 16) as disk:
        newspaper = prepared(f"sqlite:///{tmp_path}/newsroom.sqlite3")
        server = site.serve(newspaper.environment())
        with Stream(newspaper, [site.port], readers=1, pages=[newspaper.page, "/"]) as stream:
            for _time in range(2):
                stream.await_posts(5)
                disk.fill()
                stream.await_answers(5, lambda answer: answer.status == 503)
                disk.clear()
            stream.await_posts(5)
        server.stop()
        ledger = judge(stream)
        assert ledger.faults() == []
        assert newspaper.rows("PRAGMA integrity_check") == [("ok",)]
    assert (ledger.statuses("post"), ledger.statuses("read")) == ({302, 503}, {200})
    assert ledger.statuses("approved") | ledger.statuses("rejected") <= {200, 503}


def test_pictures(newspaper: Newspaper, tmp_path: Path, site: Address, found: Found) -> None:
    with small_disk(tmp_path, 4) as disk:
        site.serve(newspaper.environment(MEDIA_ROOT=str(tmp_path)))
        told = [upload(newspaper, site, "teal")]
        disk.fill(but=20_000)
        held = files(tmp_path)
        told.append(upload(newspaper, site, "red"))
        # No row and no file is left of it, and what was there is there.
        assert newspaper.rows(PICTURES) == [(1,)]
        assert files(tmp_path) == held
        disk.clear()
        told.append(upload(newspaper, site, "red"))
        assert newspaper.rows(PICTURES) == [(2,)]
    found(f"upload: {told}")
    assert told == [302, 200, 302]


def files(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*") if path.is_file()}


def upload(newspaper: Newspaper, site: Address, color: str) -> int:
    """What the editor is answered who uploads a picture of that color."""
    picture = SimpleUploadedFile("harbour.jpg", encoded(image(color=color)))
    body = encode_multipart(BOUNDARY, {"pictures": picture, "csrfmiddlewaretoken": CSRF})
    headers = {"Content_Type": MULTIPART_CONTENT, "Cookie": cookies(newspaper.session)}
    return ask(site.port, UPLOAD, body, **headers).status
