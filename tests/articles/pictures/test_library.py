"""A picture's row and its files are stored, changed and deleted together."""

import errno
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage
from django.db.models import ProtectedError
from PIL import Image

from articles.models import Article, Credit, Person, Picture
from articles.pictures import library

from ..photographs import encoded, exif, image, is_close, opened, stored, upload

Publish = Callable[..., Article]
Committed = Callable[..., AbstractContextManager[Any]]
ORIGINALS, RENDITIONS = "newsroom/originals", "newsroom/pictures"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_storage(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES}


def files() -> set[str]:
    """All that the storage holds."""
    found = set()
    for folder in (ORIGINALS, RENDITIONS):
        if default_storage.exists(folder):
            found |= {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    return found


def test_a_picture_comes_with_all_that_readers_get() -> None:
    picture = library.add(upload(encoded(image(2000, 1500)), "Été à Dieppe.JPG"))
    assert (picture.width, picture.height) == (2000, 1500)
    sizes = {kind: (width, height) for kind, (width, height, _name) in picture.renditions.items()}
    assert sizes == {
        "480": (480, 360),
        "960": (960, 720),
        "1600": (1600, 1200),
        "square": (320, 320),
        "card": (1200, 630),
        "1x1": (1200, 1200),
        "4x3": (1200, 900),
        "16x9": (1200, 675),
    }
    assert {kind: opened(picture, kind).size for kind in sizes} == sizes
    assert {opened(picture, kind).format for kind in ("480", "square")} == {"WEBP"}
    assert {opened(picture, kind).format for kind in library.CARDS} == {"JPEG"}
    assert picture.file_name == "ete-a-dieppe.jpg"
    assert files() == picture.file_names


def test_a_small_picture_is_not_made_larger() -> None:
    picture = stored(size=(300, 200))
    sizes = {kind: tuple(made[:2]) for kind, made in picture.renditions.items()}
    assert (sizes["300"], sizes["square"], sizes["card"]) == ((300, 200), (200, 200), (300, 158))
    assert not {"480", "960", "1600"} & {*sizes}


def test_the_host_chooses_the_format(settings: Any) -> None:
    settings.NEWSROOM_ARTICLES = {"PICTURE_FORMAT": "avif"}
    picture = stored()
    assert (opened(picture, "60").format, opened(picture, "card").format) == ("AVIF", "JPEG")


def test_what_a_photograph_says_of_itself_prefills_its_words_and_stays_out_of_its_files() -> None:
    told = exif(DESCRIPTION="The harbour", ARTIST="Ada")
    picture = library.add(upload(encoded(image(), exif=told)))
    assert (picture.caption, picture.credit) == ("The harbour", "Ada")
    assert [kind for kind in picture.renditions if dict(opened(picture, kind).getexif())] == []
    with default_storage.open(picture.file.name) as file:
        assert Image.open(file).getexif().get_ifd(0x8825) != {}


def test_words_are_one_line_that_a_feed_can_hold() -> None:
    picture = stored(alt="Ships,\r\n  far away", caption="a\x0bb\x01", credit=" Ada ")
    assert (picture.alt, picture.caption, picture.credit) == ("Ships, far away", "a b", "Ada")
    picture.caption = "\x02The harbour\n"
    library.update(picture)
    assert Picture.objects.get().caption == "The harbour"


def test_a_caption_that_the_library_cannot_hold_is_cut() -> None:
    picture = library.add(upload(encoded(image(), exif=exif(DESCRIPTION="x" * 900, ARTIST="y" * 900))))
    assert (len(picture.caption), len(picture.credit)) == (500, 200)


def test_the_same_file_twice_leads_to_the_stored_one() -> None:
    picture = stored()
    before = files()
    with pytest.raises(library.AlreadyStored) as refused:
        stored()
    assert (refused.value.picture, refused.value.messages) == (
        picture,
        ["This file is in the library already."],
    )
    assert (Picture.objects.count(), files()) == (1, before)


def test_of_two_who_upload_one_file_at_one_moment_the_second_is_told_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = stored()
    before = files()
    monkeypatch.setattr(library.Photo, "check_new", lambda *_arguments: None)
    with pytest.raises(library.AlreadyStored) as refused:
        stored()
    assert (refused.value.picture, files()) == (picture, before)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(ValidationError) as refused:
        library.add(upload(bytes(library.MOST_BYTES + 1)))
    assert refused.value.messages == ["This file has more than 20 MB: make it smaller."]
    assert (Picture.objects.count(), files()) == (0, set())


def test_a_storage_that_fails_leaves_nothing_half_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    save = InMemoryStorage.save

    def fail(storage: InMemoryStorage, name: str, *arguments: Any) -> str:
        if "4x3" in name:
            raise OSError("the disk is full")
        return save(storage, name, *arguments)

    monkeypatch.setattr(InMemoryStorage, "save", fail)
    with pytest.raises(OSError, match="full"):
        stored()
    assert (Picture.objects.count(), files()) == (0, set())


def test_a_disk_without_room_keeps_no_part_of_a_file(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.FullDisk"}}
    settings.MEDIA_ROOT = str(tmp_path)
    with pytest.raises(OSError, match="No space"):
        stored()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


class FullDisk(FileSystemStorage):
    """Has room for the first hundred bytes of a file."""

    def _save(self, name: str, content: Any) -> str:
        super()._save(name, ContentFile(content.read(100)))
        raise OSError(errno.ENOSPC, "No space left on device")


def test_another_focus_cuts_anew_under_other_names(
    django_capture_on_commit_callbacks: Committed,
) -> None:
    picture = library.add(upload(encoded(image(400, 100))))
    before, original = picture.renditions, picture.file.name
    picture.focus_x = 0
    with django_capture_on_commit_callbacks(execute=True):
        library.update(picture)
        assert files() > {name for _width, _height, name in before.values()}
    picture.refresh_from_db()
    names = {kind: made[2] for kind, made in picture.renditions.items()}
    assert not {*names.values()} & {name for _width, _height, name in before.values()}
    assert names["card"].partition("-")[0] != before["card"][2].partition("-")[0]
    assert (picture.focus, picture.file.name, files()) == ((0, 1), original, picture.file_names)


def test_another_file_takes_the_place_of_the_first(django_capture_on_commit_callbacks: Committed) -> None:
    picture = stored("red", alt="Ships", credit="Ada")
    before = picture.file_names
    with django_capture_on_commit_callbacks(execute=True):
        library.update(picture, library.Photo(upload(encoded(image(80, 80, color="blue")))))
    picture.refresh_from_db()
    assert (picture.width, picture.height, picture.alt, picture.credit) == (80, 80, "Ships", "Ada")
    assert is_close(opened(picture, "square"), (40, 40), (0, 0, 255))
    assert (files(), files() & before) == (picture.file_names, set())


def test_a_focus_is_moved_upon_the_file_that_a_colleague_put_there_meanwhile() -> None:
    mine = stored("red")
    old = library.original(mine)
    colleagues = Picture.objects.get()
    library.update(colleagues, library.Photo(upload(encoded(image(90, 90, color="blue")))))
    mine.focus_x = 0
    library.update(mine, old)
    picture = Picture.objects.get()
    assert (picture.digest, picture.focus, picture.width) == (colleagues.digest, (0, 1), 90)
    assert is_close(opened(picture, "90"), (45, 45), (0, 0, 255))


def test_the_same_file_in_its_own_place_changes_nothing() -> None:
    picture = stored()
    before = files()
    library.update(picture, library.original(picture))
    assert (files(), Picture.objects.get().renditions) == (before, picture.renditions)


def test_a_change_that_is_rolled_back_leaves_the_files_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = stored("red")
    before = files()
    monkeypatch.setattr(library, "_delete_after_commit", lambda *_arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        library.update(picture, library.Photo(upload(encoded(image(color="blue")))))
    assert (Picture.objects.get().file_names, files()) == (before, before)


def test_an_original_that_is_lost_is_said() -> None:
    picture = stored()
    default_storage.delete(picture.file.name)
    picture.focus_x = 2
    with pytest.raises(ValidationError) as refused:
        library.update(picture)
    assert refused.value.messages == ["The file as it was uploaded is no longer there: choose it again."]
    assert Picture.objects.get().focus == (1, 1)


@pytest.mark.parametrize("change", [{"alt": "x"}, {"caption": "x"}, {"credit": "x"}, {"decorative": True}])
def test_every_page_that_shows_a_picture_changes_with_it(change: dict[str, Any], publish: Publish) -> None:
    picture = stored(alt="Ships")
    person = Person.objects.create(name="Ada", slug="ada", picture=picture)
    publish(slug="lead", lead_picture=picture)
    publish(slug="body", body=f'<p>a</p><figure data-picture="{picture.pk}"></figure>')
    Credit.objects.create(article=publish(slug="credited"), person=person)
    publish(slug="other")
    Article.objects.update(touched_at=LONG_AGO, revision=5)
    for name, value in change.items():
        setattr(picture, name, value)
    library.update(picture)
    touched = Article.objects.exclude(touched_at=LONG_AGO).values_list("slug", "revision")
    assert sorted(touched) == [("body", 5), ("credited", 5), ("lead", 5)]


def test_a_save_that_changes_nothing_for_readers_touches_no_page(publish: Publish) -> None:
    picture = stored()
    publish(lead_picture=picture)
    Article.objects.update(touched_at=LONG_AGO)
    library.update(picture)
    assert Article.objects.get().touched_at == LONG_AGO


def test_a_deleted_pictures_files_go_after_the_commit(django_capture_on_commit_callbacks: Committed) -> None:
    picture = stored()
    with django_capture_on_commit_callbacks(execute=True):
        library.delete(picture)
        assert files() != set()
    assert (Picture.objects.count(), files()) == (0, set())


def test_a_picture_in_use_stays(publish: Publish) -> None:
    picture = stored()
    publish(body=f'<p>a</p><figure data-picture="{picture.pk}"></figure>')
    with pytest.raises(ProtectedError):
        library.delete(picture)
    assert (Picture.objects.count(), files()) == (1, picture.file_names)
