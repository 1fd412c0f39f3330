"""Lighthouse's four scores for the front page and an illustrated article with fifty public comments.

The demo is served by gunicorn with DEBUG off.

``python benchmarks/lighthouse.py FOLDER`` wants Debian's ``chromium`` and npm, by which it runs Lighthouse;
the whole reports go into FOLDER.  The exit status is 1 where a score is below 100.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.serving.gunicorn import serving  # noqa: E402  found by the line above

LIGHTHOUSE = "lighthouse@12.8.2"
FRONT = "/en/"
MARKS = ("performance", "accessibility", "best-practices", "seo")
# Chromium's conversations with its maker would be answered by a closed network with errors.
CHROME = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run"
    " --disable-background-networking --disable-component-update"
)
KINDS_OF_AUDIT = {"binary", "metricSavings", "numeric"}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="where the whole reports go")
    reports = options.parse_args().folder.resolve()
    reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SECRET_KEY": "only-for-measuring-0123456789-0123456789-0123456789",
            "DEBUG": "off",
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "STATIC_ROOT": f"{folder}/static",
            "MEDIA_ROOT": f"{folder}/media",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        _run("manage.py", "demo", "--no-serve", environment=environment)
        _run("manage.py", "collectstatic", "--no-input", "--verbosity=0", environment=environment)
        article = _run("-m", "benchmarks.data.fifty_comments", environment=environment).strip()
        with serving("newsroom.wsgi", environment) as server:
            site = f"http://127.0.0.1:{server.port}"
            # What a first answer takes to load is nobody's.
            urllib.request.urlopen(site + article).close()
            marks = {
                f"{page} {form}": _marks(site + path, form, reports / f"{page}_{form}.json")
                for page, path in {"front": FRONT, "article": article}.items()
                for form in ("mobile", "desktop")
            }
    for name, given in marks.items():
        print(f"{name}: " + ", ".join(f"{mark} {points}" for mark, points in given.items()))
    return 0 if all(points == 100 for given in marks.values() for points in given.values()) else 1


def _run(*arguments: str, environment: dict[str, str]) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _marks(address: str, form: str, report: Path) -> dict[str, int]:
    command = ["npx", "--yes", LIGHTHOUSE, address, f"--output-path={report}", "--output=json", "--quiet"]
    command += [f"--chrome-flags={CHROME}", f"--only-categories={','.join(MARKS)}"]
    command += ["--preset=desktop"] if form == "desktop" else []
    chromium = {"CHROME_PATH": shutil.which("chromium") or ""}
    subprocess.run(command, env=os.environ | chromium, check=True, cwd=report.parent)
    given = json.loads(report.read_text())
    for audit in given["audits"].values():
        is_short = audit["score"] is not None and audit["score"] < 1
        if is_short and audit["scoreDisplayMode"] in KINDS_OF_AUDIT:
            print(f"{report.stem}: {audit['title']} {audit.get('displayValue', '')}")
    return {mark: round(given["categories"][mark]["score"] * 100) for mark in MARKS}


if __name__ == "__main__":
    sys.exit(main())
