"""Take hostile strings out of other projects' tests; run by hand when a corpus is added or renewed.

Usage: python -m tests.corpora.extract DIRECTORY

DIRECTORY holds unpacked source archives, each in a folder named NAME-VERSION as in SOURCES.  For each of them
a NAME.jsonl (one object a line: its file and the string) and the licence are written beside this
script; own.jsonl is made of own.py and own_markdown.py.  Nothing is executed: Python's, XML's and a regular
expression read them.
"""

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from . import own, own_markdown

HERE = Path(__file__).parent
LONGEST = 2_900  # a comment has 3,000 characters, and the marker must fit in
HOSTILE = re.compile(r"<\s*[/!?a-z]|(?:java|vb)script|\bon\w+\s*=|&#|data:|expression\(|\+ADw", re.IGNORECASE)
UNWANTED = re.compile(r"unpkg|jsdelivr")  # house rule: no file of ours names a registry's host or its mirror


def python_strings(path: Path) -> Iterator[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    constants = (node for node in nodes if isinstance(node, ast.Constant) and id(node) not in docstrings)
    yield from (node.value for node in constants if isinstance(node.value, str))


def python_payloads(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    keywords = (n for n in ast.walk(tree) if isinstance(n, ast.keyword) and n.arg == "payload")
    yield from (k.value.value for k in keywords if isinstance(k.value, ast.Constant))


def javascript_strings(path: Path) -> Iterator[str]:
    for literal in re.findall(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\"""", path.read_text()):
        try:
            yield ast.literal_eval(literal)
        except (SyntaxError, ValueError):
            continue  # an escape that Python does not share


def lines(path: Path) -> Iterator[str]:
    yield from path.read_text(errors="replace").splitlines()


def before_dashes(path: Path) -> Iterator[str]:
    yield path.read_text().split("\n--\n")[0].strip()


def feed_texts(path: Path) -> Iterator[str]:
    root = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False, no_network=True)).getroot()
    for element in root.iter(etree.Element):
        yield element.text or ""
        if element.get("type") == "xhtml" or element.get("mode") == "xml":
            yield etree.tostring(element, encoding="unicode", with_tail=False)


class Source(NamedTuple):
    folder: str
    licence: str
    readers: dict[str, Callable[[Path], Iterator[str]]]


SOURCES = [
    Source(
        "bleach-6.4.0", "LICENSE", {"tests/test_*.py": python_strings, "tests/data/*.test": before_dashes}
    ),
    Source("feedparser-6.0.14", "LICENSE", {"tests/wellformed/sanitize/*.xml": feed_texts}),
    Source("lxml_html_clean-0.4.6", "LICENSE.txt", {"tests/test_clean*.py": python_strings}),
    Source("html_sanitizer-2.7.0", "LICENSE", {"html_sanitizer/tests.py": python_strings}),
    Source(
        "xss-filters-1.2.7", "LICENSE", {"tests/fuzz/bin/seed.xss": lines, "tests/*.js": javascript_strings}
    ),
    Source("insane-2.6.2", "license", {"test/*.js": javascript_strings}),
    Source(
        "brs_kb-4.0.2",
        "brs_kb-4.0.2.dist-info/licenses/LICENSE",
        {
            f"brs_kb/payloads/{name}.py": python_payloads
            for name in [
                "sources/brs_kb_src_kinugawa",
                "techniques/brs_kb_dom_clobbering",
                "techniques/brs_kb_encoding",
                "techniques/brs_kb_mutation*",
                "techniques/brs_kb_obfuscation",
                "techniques/brs_kb_*polyglots",
                "techniques/brs_kb_scriptless",
                "vectors/brs_kb_html_tags_exotic*",
                "vectors/brs_kb_protocols",
                "vectors/brs_kb_svg",
                "waf/brs_kb_waf_sanitizers",
            ]
        },
    ),
]


def extract(source: Source, unpacked: Path) -> Iterator[dict[str, str]]:
    folder = unpacked / source.folder
    for pattern, read in source.readers.items():
        for path in sorted(folder.glob(pattern)):
            for text in map(str.strip, read(path)):
                if HOSTILE.search(text) and len(text) <= LONGEST and not UNWANTED.search(text):
                    yield {"file": str(path.relative_to(folder)), "text": text}


def write(name: str, rows: Iterator[dict[str, str]]) -> None:
    distinct = {row["text"]: row for row in reversed(list(rows))}
    dumped = [json.dumps(row) + "\n" for row in reversed(distinct.values())]
    (HERE / f"{name}.jsonl").write_text("".join(dumped))
    sys.stdout.write(f"{name}: {len(dumped)}\n")


def main(unpacked: Path) -> None:
    for source in SOURCES:
        name = source.folder.rpartition("-")[0]
        write(name, extract(source, unpacked))
        licence = (unpacked / source.folder / source.licence).read_text()
        (HERE / "licenses" / f"{name}.txt").write_text(licence)
    bodies = [(module, text) for module in (own, own_markdown) for text in module.BODIES]
    write(
        "own", ({"file": f"{module.__name__.rpartition('.')[2]}.py", "text": text} for module, text in bodies)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
