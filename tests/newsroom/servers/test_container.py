"""What the Dockerfile copies is all that its image needs to start what it starts."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from newsroom.development import VARIABLES

from ...documents.snippets import snippets, typed
from ...project.sources import ROOT

pytestmark = pytest.mark.long
DOCKERFILE = (ROOT / "Dockerfile").read_text()
KEY = {"SECRET_KEY": "container-" + "k" * 50}


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what is copied, after the command that collects static files."""
    folder = tmp_path_factory.mktemp("image")
    for source, target in re.findall(r"^COPY (\S+) (\S+)$", DOCKERFILE, re.MULTILINE):
        if source.endswith("/"):
            shutil.copytree(ROOT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, folder / target)
    (collect,) = re.findall(r"^RUN (.*collectstatic.*)$", DOCKERFILE, re.MULTILINE)
    typed(folder, collect, STATIC_ROOT=str(folder / "static"))
    return folder


@pytest.fixture(scope="module")
def served(image: Path) -> Iterator[str]:
    (command,) = re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    given = [word.replace("0.0.0.0:8000", "127.0.0.1:0") for word in json.loads(command)]
    site = KEY | {"STATIC_ROOT": str(image / "static"), "DATABASE_URL": f"sqlite:///{image}/db.sqlite3"}
    typed(image, "python manage.py migrate --verbosity 0", **site)
    kept = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    with subprocess.Popen(given, cwd=image, env=kept | site, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        yield next(re.findall(r"http://\S+:\d+", line)[0] for line in server.stderr if "Listening" in line)
        server.terminate()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/", "/admin/login/"])
def test_the_site_answers(served: str, path: str) -> None:
    with urlopen(served + path) as answer:
        assert answer.status == 200


def test_it_asks_itself_whether_it_is_well_where_the_site_listens() -> None:
    assert re.findall(r"urlopen\('(.*?)'\)", DOCKERFILE) == ["http://localhost:8000/healthz"]


def test_the_variables_that_are_set_are_the_sites() -> None:
    (environment,) = re.findall(
        r"^  environment:\n((?:    .*\n)+)", (ROOT / "compose.yaml").read_text(), re.M
    )
    composed = re.findall(r"^    (\w+):", environment, re.MULTILINE)
    files = {snippet.file: snippet.text for snippet in snippets((ROOT / "docs/serving.md").read_text())}
    written = re.findall(r"^(\w+)=", files["/etc/newsroom.env"], re.MULTILINE)
    assert {*composed, *written} - VARIABLES == set()
    assert len(composed) > len(written) > 8
