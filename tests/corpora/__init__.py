"""Hostile comment bodies: other projects' tests and our own, each with a word that must stay visible."""

import json
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
# How the payload and a reader's own word stand together: after a blank line, which an unclosed construct
# would swallow; on the same line, which an unclosed tag or attribute would; and both inside an element of the
# reader's, out of which the payload's closing tags may break.
FRAMES = ["{text}\n\n{marker}", "{text} {marker}", "<blockquote>{text}\n\n{marker}</blockquote>"]


class Body(NamedTuple):
    id: str  # "bleach-12": the corpus and the line of its file
    corpus: str
    payload: str  # as the corpus has it, without the marker
    marker: str  # a word of its own for each body, that stands nowhere else
    text: str  # what is typed: payload and marker, at most 3,000 characters


def hostile_bodies() -> list[Body]:
    """Return all bodies, each payload once, always in the same order and with the same markers."""
    seen: set[str] = set()
    bodies: list[Body] = []
    for path in sorted(HERE.glob("*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            payload = json.loads(line)["text"]
            if payload not in seen:
                seen.add(payload)
                bodies.append(_body(path.stem, number, payload, len(bodies)))
    return bodies


def _body(corpus: str, number: int, payload: str, index: int) -> Body:
    marker = f"marker{index:04d}"
    frame = FRAMES[index % len(FRAMES)]
    return Body(f"{corpus}-{number}", corpus, payload, marker, frame.format(text=payload, marker=marker))
