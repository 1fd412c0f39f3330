"""On MariaDB the checks say that comments can't be kept there, before a table is made; so does the doctor."""

import os
import subprocess
import sys

from stories.models import Story

Story.objects.create(title="The bridge")


def said(command):
    """Its exit status, and its lines, of the same site on MariaDB."""
    environment = os.environ | {"ON_MARIADB": "1"}
    words = [sys.executable, "-m", "django", *command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).splitlines()


for command in (["check"], ["check", "--database", "default"], ["migrate"]):
    status, lines = said(command)
    assert status == 1, lines
    [number] = [line for line in lines if "E022" in line]
    assert "The database 'default' is mysql" in number, number
    assert "Traceback" not in "\n".join(lines), lines
status, lines = said(["newsroomdoctor"])
[wrong] = [line for line in lines if "E022" in line]
assert (status, wrong[:5]) == (1, "WRONG"), lines
# To migrate is no mend there.
assert [line for line in lines if line[:5] == "WRONG" and "migrate" in line] == [], lines
assert "Traceback" not in "\n".join(lines), lines

print("walked")
