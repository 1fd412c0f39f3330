"""The fenced blocks of a page that a reader is to type, and a project that follows them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```([\w+]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A block whose first line is a comment with the name of the host's file.
FILE = re.compile(r"(?:# |\{# )(\S+\.\w+)(?: #\})?\n(.*)", re.DOTALL)
# A script that Python runs, in a line that a shell would take as it is written.
SCRIPT = re.compile(r"(?:\w+=[^ $]+ )*python \w+\.py\b[^$]*")
RUN = """
import os, runpy, shlex, sys
sys.path[0] = os.getcwd()
for line in sys.argv[1].splitlines():
    words = shlex.split(line)
    while "=" in words[0]:
        os.environ.update([words.pop(0).split("=", 1)])
    sys.argv = words[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
"""


@dataclass(frozen=True)
class Snippet:
    """What stands in a block: the text of a file, or, where that has no name, commands for a shell."""

    text: str
    file: str = ""


def snippets(page: str) -> Iterator[Snippet]:
    """In their order, the files and the commands of a page."""
    for language, text in BLOCK.findall(page):
        if named := FILE.match(text):
            yield Snippet(named[2], named[1])
        elif language == "sh":
            yield Snippet(text)


def write(folder: Path, snippet: Snippet) -> None:
    """Put a snippet into its file, at the end where there is one."""
    path = folder / snippet.file
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(snippet.text)


def typed(folder: Path, commands: str, **environment: str) -> str:
    """What commands print, all of which must succeed.

    They are given nothing of this process's environment but home and path.  Where each of them runs a script
    by Python, one process runs them all: to start it is most of what they cost.
    """
    scripts = all(SCRIPT.fullmatch(line) for line in commands.splitlines())
    command = ["python", "-c", RUN, commands] if scripts else ["bash", "-euo", "pipefail", "-c", commands]
    # As in an environment that was entered, whose `python` is the one that runs this.
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={"HOME": os.environ["HOME"], "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}{done.stderr}"
    return done.stdout
