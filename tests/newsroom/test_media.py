"""The site serves what readers get of a picture, for a year, and not what was uploaded."""

import pytest
from django.test import Client

from ..articles.photographs import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "type"), [("60", "image/webp"), ("card", "image/jpeg")])
def test_a_file_of_a_picture_is_kept_by_every_cache(kind: str, type: str, client: Client) -> None:
    address = "/media/" + stored().renditions[kind][2]
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert (response.status_code, response.headers["Content-Type"]) == (200, type)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert {"Content-Encoding", "Vary", "Set-Cookie"} & {*response.headers} == set()
    assert len(b"".join(response.streaming_content)) == int(response.headers["Content-Length"])
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "newsroom/pictures/none.webp",
        "newsroom/pictures/../../newsroom.sqlite3",
        "newsroom/pictures/..%2f..%2fsecret_key",
        "newsroom/pictures/%00.webp",
        "newsroom/pictures/",
        "",
    ],
)
def test_nothing_else_is_served(name: str, client: Client) -> None:
    assert client.get(f"/media/{name}").status_code == 404


def test_what_was_uploaded_is_not_served(client: Client) -> None:
    assert client.get("/media/" + stored().file.name).status_code == 404
