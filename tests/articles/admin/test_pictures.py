"""The library in the admin: uploads, the grid, the picker, one picture’s form, and what can’t be deleted."""

import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import InMemoryStorage
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.admin import uploads
from articles.models import Article, Person, Picture
from articles.pictures import imaging

from ..photographs import encoded, exif, image, png_header, stored, upload

Publish = Callable[..., Article]
LIST = "/admin/newsroom_articles/picture/"
ADD = LIST + "add/"
WORDS = {"alt": "Ships", "caption": "", "credit": "Ada", "focus": "11"}
HOSTILE = '"><script>alert(1)</script>'


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    return client_of(User.objects.create_superuser("editor"))


def change(picture: Picture) -> str:
    return f"{LIST}{picture.pk}/change/"


def delete(picture: Picture) -> str:
    return f"{LIST}{picture.pk}/delete/"


def texts(response: Any, path: str) -> list[str]:
    found = html.fromstring(response.content.decode()).xpath(path)
    return [" ".join(one.text_content().split()) for one in found]


def figure(picture: Picture) -> str:
    return f'<p>a</p><figure data-picture="{picture.pk}"></figure>'


# --- Uploading --------------------------------------------------------------------------------------------


def test_many_pictures_are_uploaded_at_once_and_their_words_asked_for(editor: Client) -> None:
    files = [upload(encoded(image(color=color)), f"{color}.jpg") for color in ("red", "green", "blue")]
    response = editor.post(ADD, {"pictures": files}, follow=True)
    assert response.redirect_chain == [(f"{LIST}?alternative=missing", 302)]
    assert texts(response, "//li[@class='success']") == [
        "3 pictures are stored. Say what each shows, for those who can’t see it."
    ]
    assert texts(response, "//strong[@class='missing']") == ["The alternative text is missing."] * 3
    assert {picture.uploaded_by.get_username() for picture in Picture.objects.all()} == {"editor"}


def test_a_picture_by_itself_leads_to_its_own_form(editor: Client) -> None:
    told = exif(DESCRIPTION="The harbour", ARTIST="Ada")
    response = editor.post(ADD, {"pictures": upload(encoded(image(), exif=told))}, follow=True)
    picture = Picture.objects.get()
    assert response.redirect_chain == [(change(picture), 302)]
    page = html.fromstring(response.content)
    assert texts(response, "//textarea[@name='caption']") == ["The harbour"]
    assert page.xpath("//input[@name='credit']/@value") == ["Ada"]


def test_each_refused_file_is_named_and_the_others_are_stored(editor: Client) -> None:
    known = stored("red", alt="A red square")
    files = [
        upload(encoded(image(color="red")), "again.jpg"),
        upload(encoded(image(color="blue")), "blue.jpg"),
        upload(png_header(30_000, 30_000), "bomb.png"),
        upload(b"<script>alert(1)</script>", "<img src=x onerror=alert(1)>.jpg"),
    ]
    response = editor.post(ADD, {"pictures": files})
    assert texts(response, "//*[@role='alert']//li") == [
        "“bomb.png”: This picture has more than 60 megapixels: make it smaller.",
        "“<img src=x onerror=alert(1)>.jpg”: This is no picture in one of the formats"
        " JPEG, PNG, WebP, AVIF or GIF.",
    ]
    (new,) = Picture.objects.exclude(pk=known.pk)
    links = html.fromstring(response.content).xpath("//ul[@class='newsroom-stored']//a/@href")
    assert links == [change(new), change(known)]
    assert texts(response, "//ul[@class='newsroom-stored'][2]/li") == ["A red square (again.jpg)"]


def test_the_same_file_twice_leads_to_the_stored_one(editor: Client) -> None:
    picture = stored("red", alt=HOSTILE)
    response = editor.post(ADD, {"pictures": upload(encoded(image(color="red")), "again.jpg")}, follow=True)
    assert response.redirect_chain == [(change(picture), 302)]
    assert texts(response, "//li[@class='info']") == [f"“again.jpg” is in the library already: {HOSTILE}"]
    assert b"<script>alert" not in response.content


def test_more_files_than_the_request_has_time_for_are_named(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 1)
    files = [upload(encoded(image(color=color)), f"{color}.jpg") for color in ("red", "green")]
    response = editor.post(ADD, {"pictures": files})
    assert texts(response, "//*[@role='alert']//li") == [
        "“green.jpg”: Only 1 files at once: choose this one again."
    ]
    assert Picture.objects.count() == 1


def test_a_file_for_which_the_disk_has_no_room_is_named(
    editor: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    save = InMemoryStorage.save

    def fail(storage: InMemoryStorage, name: str, *arguments: Any) -> str:
        if "red" in name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(storage, name, *arguments)

    monkeypatch.setattr(InMemoryStorage, "save", fail)
    files = [upload(encoded(image(color=color)), f"{color}.jpg") for color in ("red", "green")]
    response = editor.post(ADD, {"pictures": files})
    assert texts(response, "//*[@role='alert']//li") == [
        "“red.jpg”: The server could not store this file, and kept nothing of it: try again later."
    ]
    assert [picture.file_name for picture in Picture.objects.all()] == ["green.jpg"]
    # Whoever looks after the server reads why.
    assert [record.exc_info[1].errno for record in caplog.records if record.exc_info] == [errno.ENOSPC]


def test_where_the_disk_has_no_room_for_another_file_the_form_comes_back_with_its_words(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = stored()
    before = Picture.objects.values().get()

    def fail(_storage: InMemoryStorage, _name: str, *_arguments: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(InMemoryStorage, "save", fail)
    other = upload(encoded(image(color="red")), "red.jpg")
    given = WORDS | {"alt": "A red wall", "caption": "Newly painted", "replacement": other}
    response = editor.post(f"/admin/newsroom_articles/picture/{picture.pk}/change/", given)

    assert response.status_code == 200
    assert texts(response, "//ul[@class='errorlist']/li") == [
        "The server could not store this file, and kept nothing of it: try again later."
    ]
    page = html.fromstring(response.content)
    assert [page.xpath(f"string(//*[@name='{name}'])").strip() for name in ("alt", "caption")] == [
        "A red wall",
        "Newly painted",
    ]
    assert Picture.objects.values().get() == before


def test_no_file_at_all_is_said(editor: Client) -> None:
    response = editor.post(ADD, {})
    assert texts(response, "//ul[@class='errorlist']/li") == ["This field is required."]
    assert html.fromstring(response.content).xpath("//input[@type='file']/@multiple") == ["multiple"]


def test_a_picture_uploaded_in_a_popup_is_chosen_where_that_was_opened(editor: Client) -> None:
    page = html.fromstring(editor.get(ADD + "?_popup=1&_to_field=id").content)
    assert page.xpath("//input[@type='hidden'][starts-with(@name, '_')]/@name") == ["_popup", "_to_field"]
    response = editor.post(ADD, {"pictures": upload(), "_popup": "1", "_to_field": "id"})
    assert f"&quot;value&quot;: &quot;{Picture.objects.get().pk}&quot;" in response.content.decode()


def test_where_pillow_is_missing_nothing_can_be_added(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imaging, "available", False)
    assert editor.get(ADD).status_code == 403
    assert editor.get(LIST).status_code == 200


# --- The list ---------------------------------------------------------------------------------------------


def test_the_list_shows_the_pictures_and_takes_their_words(
    editor: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    first, second = stored("red"), stored("blue")
    with django_assert_max_num_queries(6):
        page = html.fromstring(editor.get(LIST).content)
    assert page.xpath("//td[@class='field-seen']//img/@src | //th[@class='field-seen']//img/@src") == [
        second.thumbnail,
        first.thumbnail,
    ]
    words = {f"form-{at}-id": picture.pk for at, picture in enumerate((second, first))}
    words |= {"form-0-alt": "Blue", "form-1-alt": "", "form-1-decorative": "on", "_save": "Save"}
    words |= {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2}
    editor.post(LIST, words)
    assert [*Picture.objects.values_list("alt", "decorative")] == [("Blue", False), ("", True)]


def test_the_list_is_narrowed_to_what_lacks_words_or_use(editor: Client, publish: Publish) -> None:
    described, decorative, bare = stored("red", alt="x"), stored("lime", decorative=True), stored("blue")
    publish(body=figure(described))
    Person.objects.create(name="Ada", slug="ada", picture=bare)

    def listed(query: str) -> set[str]:
        page = html.fromstring(editor.get(LIST + query).content)
        return {*page.xpath("//*[@class='field-seen']//img/@src")}

    assert listed("?alternative=missing") == {bare.thumbnail}
    assert listed("?alternative=there") == {described.thumbnail, decorative.thumbnail}
    assert listed("?use=used") == {described.thumbnail, bare.thumbnail}
    assert listed("?use=unused") == {decorative.thumbnail}
    assert listed("?use=nonsense") == listed("")


def test_the_editors_picker_gets_a_page_of_what_it_asks_for(
    editor: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    address = reverse("admin:newsroom_articles_picture_library")
    picture = stored("red", alt="A red square", caption="<b>", credit="Ada")
    stored("blue")
    with django_assert_max_num_queries(4):
        answer = editor.get(address, {"q": "red square"})
    assert answer.json() == {
        "pictures": [
            {
                "pk": picture.pk,
                "thumbnail": picture.thumbnail,
                "alt": "A red square",
                "caption": "<b>",
                "credit": "Ada",
            }
        ],
        "more": False,
    }
    assert len(editor.get(address, {"page": "99999999999999999999"}).json()["pictures"]) == 2
    assert len(editor.get(address, {"page": "x", "q": "x" * 5000}).json()["pictures"]) == 0


def test_the_editor_gets_those_that_it_names(
    editor: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    address = reverse("admin:newsroom_articles_picture_library")
    one, other = stored("red"), stored("blue")
    stored("green")
    with django_assert_max_num_queries(3):
        answer = editor.get(address, {"pk": [one.pk, other.pk, "0", "x", "٣", "9" * 18, "9" * 30]}).json()
    assert {picture["thumbnail"] for picture in answer["pictures"]} == {one.thumbnail, other.thumbnail}
    assert answer["more"] is False


def test_the_picker_pages(editor: Client) -> None:
    Picture.objects.bulk_create(Picture(digest=str(number)) for number in range(25))
    address = reverse("admin:newsroom_articles_picture_library")
    pages = [editor.get(address, {"page": page}).json() for page in (1, 2)]
    assert [(len(page["pictures"]), page["more"]) for page in pages] == [(24, True), (1, False)]


def test_who_may_not_see_the_library_gets_nothing_of_it(db: None) -> None:
    address = reverse("admin:newsroom_articles_picture_library")
    staff = client_of(User.objects.create_user("writer", is_staff=True))
    assert [staff.get(path).status_code for path in (address, LIST, ADD)] == [403, 403, 403]
    assert Client().get(address).status_code == 302


# --- One picture ------------------------------------------------------------------------------------------


def test_a_form_shows_where_a_picture_is_used_and_asks_for_its_focus(
    editor: Client, publish: Publish, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    picture = stored(alt="Ships")
    article = publish(headline=HOSTILE, body=figure(picture), lead_picture=picture)
    with django_assert_max_num_queries(8):
        response = editor.get(change(picture))
    page = html.fromstring(response.content)
    assert (
        page.xpath("//div[contains(@class, 'field-used_in')]//a/@href")
        == [f"/admin/newsroom_articles/article/{article.pk}/change/"] * 2
    )
    assert texts(response, "//div[contains(@class, 'field-used_in')]//li") == [
        f"{HOSTILE} (in the text)",
        f"{HOSTILE} (lead picture)",
    ]
    assert b"<script>alert" not in response.content
    assert page.xpath("//div[@class='newsroom-focus']/img/@src") == [picture.figure.src]
    assert len(page.xpath("//div[@class='newsroom-focus']//input[@type='radio']")) == 9
    assert page.xpath("//input[@type='radio'][@checked]/@value") == ["11"]
    assert picture.file.name not in response.content.decode()


def test_an_editor_describes_a_picture_and_moves_its_focus(editor: Client) -> None:
    picture = stored()
    editor.post(change(picture), WORDS | {"focus": "20"})
    changed = Picture.objects.get()
    assert (changed.alt, changed.credit, changed.focus) == ("Ships", "Ada", (2, 0))
    assert changed.renditions != picture.renditions


def test_another_file_takes_its_place_and_no_body_changes(editor: Client, publish: Publish) -> None:
    picture = stored()
    article = publish(body=figure(picture))
    editor.post(change(picture), WORDS | {"replacement": upload(encoded(image(90, 90)))})
    changed = Picture.objects.get()
    assert (changed.width, changed.height, changed.alt) == (90, 90, "Ships")
    body, revision = article.body, article.revision
    article.refresh_from_db()
    assert (article.body, article.revision) == (body, revision)
    assert changed.renditions["90"][2] in article.body_html


def test_a_refused_file_leaves_every_word_in_the_form(editor: Client) -> None:
    picture = stored()
    response = editor.post(change(picture), WORDS | {"alt": "Typed", "replacement": upload(b"no picture")})
    assert texts(response, "//ul[@class='errorlist']/li") == [
        "This is no picture in one of the formats JPEG, PNG, WebP, AVIF or GIF."
    ]
    assert texts(response, "//textarea[@name='alt']") == ["Typed"]
    assert Picture.objects.values_list("alt", "digest").get() == ("", picture.digest)


def test_a_file_that_another_picture_has_is_refused_with_the_way_there(editor: Client) -> None:
    picture, other = stored("red"), stored("blue", alt=HOSTILE)
    sent = WORDS | {"replacement": upload(encoded(image(color="blue")))}
    response = editor.post(change(picture), sent)
    assert texts(response, "//ul[@class='errorlist']/li") == [
        f"This file is in the library already. {HOSTILE}"
    ]
    assert html.fromstring(response.content).xpath("//ul[@class='errorlist']//a/@href") == [
        f"../../{other.pk}/change/"
    ]


def test_the_way_of_a_used_picture_out_is_said_and_it_stays(editor: Client, publish: Publish) -> None:
    picture, free = stored("red"), stored("blue")
    publish(body=figure(picture))
    said = "A picture that is in use can’t be deleted."
    for response in (
        editor.post(delete(picture), {"post": "yes"}),
        editor.post(
            LIST,
            {"action": "delete_selected", "_selected_action": [picture.pk, free.pk], "post": "yes"},
        ),
    ):
        assert said in response.content.decode()
        assert texts(response, "//ul[@id='deleted-objects']/li") == [
            "The harbour opens on Monday (in the text)"
        ]
    assert Picture.objects.count() == 2
    editor.post(delete(free), {"post": "yes"})
    assert [*Picture.objects.all()] == [picture]


def test_pictures_that_nobody_uses_are_deleted_together(editor: Client) -> None:
    chosen = [stored("red").pk, stored("blue").pk]
    editor.post(LIST, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert Picture.objects.count() == 0


def test_who_may_only_look_is_given_no_means_to_change(db: None) -> None:
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_picture"))
    page = html.fromstring(client_of(user).get(change(stored(alt="Ships"))).content)
    assert page.xpath("//input[@type='file' or @type='radio' or @name='alt'] | //textarea") == []


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999"])
def test_an_id_that_is_none_is_not_asked_of_the_database(editor: Client, number: str) -> None:
    assert editor.get(f"{LIST}{number}/change/").status_code == 302
    sent = {"action": "delete_selected", "_selected_action": number}
    assert editor.post(LIST, sent).status_code == 400
