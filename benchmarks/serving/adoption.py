"""One run of ``adoptcomments`` by the code in a folder, a chunk at a time, whenever a line comes in.

``python benchmarks/serving/adoption.py FOLDER ARTICLES`` makes so many articles, writes a line before each
chunk and waits for one; the last line is JSON: the processor seconds of this process and of PostgreSQL's
(null where it runs elsewhere), and its peak memory in KB.  It imports nothing from ``benchmarks``, which an
earlier revision has not.
"""

import json
import os
import sys
from io import StringIO
from pathlib import Path
from time import process_time

TICKS = os.sysconf("SC_CLK_TCK")


class Turns(StringIO):
    """What the command says at ``-v 2``, a line for each chunk."""

    def write(self, said: str) -> int:
        if " so far, " in said:
            wait()
        return len(said)


def wait() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def main() -> None:
    sys.path[0] = sys.argv[1]
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    _make_articles(int(sys.argv[2]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = int(cursor.fetchone()[0])
    wait()
    before, before_there = process_time(), _seconds(server)
    call_command("adoptcomments", verbosity=2, stdout=Turns())
    there = _seconds(server)
    result = {
        "client": process_time() - before,
        "server": None if there is None or before_there is None else there - before_there,
        "memory": _peak_memory(),
    }
    print(json.dumps(result), flush=True)


def _make_articles(number: int) -> None:
    from articles.models import Article

    Article.objects.bulk_create(
        Article(headline=f"Article {place}", slug=f"article-{place}", language="en" if place % 4 else "fr")
        for place in range(1, number + 1)
    )


def _peak_memory() -> int:
    """In KB, of this program alone: getrusage's has what the process that started it held by then."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


def _seconds(number: int) -> float | None:
    """The processor seconds of a process of this machine so far, if it is PostgreSQL's (proc(5))."""
    try:
        name, _, rest = Path(f"/proc/{number}/stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return None
    user, system = rest.split()[11:13]
    return (int(user) + int(system)) / TICKS if name == "postgres" else None


if __name__ == "__main__":
    main()
