"""The locks match the dependency tables, and no file tells where it was made."""

import re
import shutil
import subprocess

from tests.requirements import require

from .sources import ROOT, run

REGISTRIES = ["pypi", "pythonhosted", "npmjs", "debian"]
REGISTRY = re.compile(r"\b(?:{})\.(?:org|com|net)\b".format("|".join(REGISTRIES)))
MACHINE = re.compile(r"(?<![\w.$}])/(?:root|work|home|Users)/\w")


def tracked() -> list[str]:
    require(shutil.which("git") and (ROOT / ".git").exists(), "a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def places(text: str) -> list[str]:
    """Hosts of registries and paths of one machine in a text."""
    return REGISTRY.findall(text) + MACHINE.findall(text)


def test_the_locks_were_made_from_the_dependency_tables() -> None:
    assert run(".ci/lock", "--check") == (0, "")


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = {name: places((ROOT / name).read_text(errors="replace")) for name in tracked()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_hosts_and_paths_are_seen() -> None:
    texts = [
        f"https://{REGISTRIES[0]}.org/x",
        f"files.{REGISTRIES[1]}.org",
        "cd /" + "root/x",
        "'/" + "work/x'",
    ]
    assert [bool(places(text)) for text in texts] == [True] * len(texts)


def test_the_site_is_at_most_thirty_two_packages() -> None:
    """Django once, though the lock has one for each Python."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    assert len({line.partition("==")[0] for line in lines if "==" in line}) <= 32
