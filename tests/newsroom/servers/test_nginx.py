"""The nginx of docs/serving.md in front of gunicorn, as the page has it but for paths and ports."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

from articles.models import Article
from comments.models import ReaderComment

from ...cluster import free_port
from ...comments.conftest import good_reply
from ...documents.snippets import snippets
from ...processes import gunicorn
from ...project.sources import ROOT
from ...requirements import require

pytestmark = pytest.mark.long
NAME = "news.example.org"
PAGE = "docs/serving.md"
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


class Site:
    """Whom readers ask: nginx, which knows the site by its name alone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.plain, self.secure = folder, free_port(), free_port()

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form), headers | typed)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        trusted = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        connection = HTTPSConnection("127.0.0.1", self.secure, timeout=30)
        # As if the name led here.
        plain = socket.create_connection(("127.0.0.1", self.secure))
        connection.sock = trusted.wrap_socket(plain, server_hostname=NAME)
        with closing(connection):
            connection.request(method, path, body, {"Host": NAME} | headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())


def configure(site: Site, sock: Path, media: Path) -> None:
    """Put the page's file, and what makes an nginx of its own of it, into the folder."""
    found = [text for text in snippets((ROOT / PAGE).read_text()) if text.file.endswith("newsroom.conf")]
    (text,) = (snippet.text for snippet in found)
    for ours, here in {
        "/run/newsroom/site.sock": str(sock),
        "/etc/ssl/newsroom/": f"{site.folder}/",
        "/srv/newsroom/media/": f"{media}/",
        "listen 80;": f"listen 127.0.0.1:{site.plain};",
        "listen 443 ": f"listen 127.0.0.1:{site.secure} ",
    }.items():
        assert ours in text
        text = text.replace(ours, here)
    (site.folder / "site.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    (site.folder / "nginx.conf").write_text(AROUND.format(folder=site.folder, user=user))
    key = ("-newkey", "rsa:2048", "-nodes", "-keyout", "privkey.pem", "-out", "fullchain.pem")
    name = ("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}")
    command = ["openssl", "req", "-x509", "-days", "2", *key, *name]
    subprocess.run(command, cwd=site.folder, check=True, capture_output=True)


@pytest.fixture
def media(tmp_path: Path) -> Path:
    pictures = tmp_path / "media" / "newsroom" / "pictures"
    pictures.mkdir(parents=True)
    (pictures / "1-aa.webp").write_bytes(b"a picture")
    (pictures.parent / "original.jpg").write_bytes(b"says where it was taken")
    return tmp_path / "media"


@pytest.fixture
def site(transactional_db: None, article: Article, media: Path) -> Iterator[Site]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("needs nginx (Debian: nginx-light)")
    require(shutil.which("openssl"), "openssl")
    # Not pytest's folder: a socket's path has some hundred characters at most.
    with TemporaryDirectory() as name:
        site = Site(Path(name))
        configure(site, site.folder / "site.sock", media)
        settings = {"ALLOWED_HOSTS": NAME, "TRUSTED_PROXIES": "unix", "MEDIA_ROOT": str(media)}
        with (
            gunicorn(f"unix:{site.folder}/site.sock", [], **settings),
            subprocess.Popen([program, "-c", f"{name}/nginx.conf", "-p", name]) as nginx,
        ):
            await_port(site.secure)
            yield site
            nginx.terminate()


def await_port(port: int) -> None:
    """nginx says nothing once it listens; a connection is refused at once until then."""
    for _ in range(100_000):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError(port)


def test_a_reader_is_led_to_tls_and_reads_there(site: Site, article: Article) -> None:
    plain = HTTPConnection("127.0.0.1", site.plain)
    with closing(plain):
        plain.request("GET", article.get_absolute_url(), headers={"Host": NAME})
        answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}{article.get_absolute_url()}")
    page = site.get(article.get_absolute_url())
    assert page.status == 200
    assert "Leave a Reply" in page.text
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page.headers["Cache-Control"].startswith("public, s-maxage=")
    unchanged = site.get(article.get_absolute_url(), **{"If-None-Match": page.headers["ETag"]})
    assert unchanged.status == 304


def test_a_post_comes_from_where_nginx_saw_it_whatever_the_reader_says(site: Site, article: Article) -> None:
    reply = good_reply(article.pk)
    answer = site.post("/comments/post/", reply, **{"X-Forwarded-For": "203.0.113.5"})
    assert answer.status == 302
    assert [*ReaderComment.objects.values_list("network", flat=True)] == ["127.0.0.0/24"]


def test_pictures_are_served_for_a_year_and_nothing_else_of_their_folder(site: Site) -> None:
    picture = site.get("/media/newsroom/pictures/1-aa.webp")
    assert (picture.status, picture.text) == (200, "a picture")
    assert picture.headers["Content-Type"] == "image/webp"
    assert picture.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert picture.headers["Server"].startswith("nginx")
    assert site.get("/media/newsroom/original.jpg").status == 404


def test_whoever_asks_for_another_name_is_refused_before_the_site_is_asked(site: Site) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", site.secure)) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="other.example.org")
