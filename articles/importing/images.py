"""From ``<img>`` to the placeholder that a body holds: pure, and linear in the length of what it reads.

A picture with its caption, in a figure or alone, in a link or in a gallery, becomes
``<figure data-picture="7"><figcaption>…</figcaption></figure>`` between paragraphs.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape, unescape

_TOKEN = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""")
_EMPTY = re.compile(r"<p>\s*</p>\s*")
_CAPTION_BLOCK = re.compile(r"</?(?:p|div)(?:\s[^<>]*)?>", re.IGNORECASE)
# What only holds pictures together: it goes, and what stands in it stays.
_LISTS = {"ul", "li"}


@dataclass(frozen=True)
class Image:
    """An ``<img>``: what its attributes say, and the caption that stood beside it, in HTML."""

    attributes: dict[str, str]
    caption: str = ""

    @property
    def src(self) -> str:
        return self.attributes.get("src", "").strip()


# The key of the picture to show for an image, or None where there is none.
Find = Callable[[Image], int | None]


@dataclass
class _Frame:
    name: str
    opening: str = ""
    parts: list["str | Image"] = field(default_factory=list)


def attributes(tag: str) -> dict[str, str]:
    """The attributes of an opening tag, or of a shortcode."""
    return {
        found[1].lower(): unescape(next(filter(None, found.groups()[1:]), ""))
        for found in _ATTRIBUTE.finditer(tag)
    }


def placed(html: str, find: Find) -> str:
    """``html`` with a placeholder for each image that ``find`` knows, and nothing for another."""
    if "<img" not in html.lower():
        return html
    stack = [_Frame("")]
    for token in _TOKEN.split(html):
        named = _NAME.match(token)
        name = named[2].lower() if named else ""
        if not named or name not in {"img", "figure", "figcaption", "a", *_LISTS}:
            stack[-1].parts.append(token)
        elif name == "img":
            stack[-1].parts.append(Image(attributes(token)))
        elif not named[1]:
            (stack.append(_Frame(name, token)) if len(stack) < _DEEPEST else stack[-1].parts.append(token))
        elif any(frame.name == name for frame in stack):
            _close(stack, name)
    while len(stack) > 1:
        _close(stack, stack[-1].name)
    return _EMPTY.sub("", "".join(_written(stack[0].parts, find)))


# What is nested deeper is no article, and each level costs.
_DEEPEST = 50


def _close(stack: list[_Frame], name: str) -> None:
    """Close the frame of ``name`` and what is open in it."""
    while True:
        frame = stack.pop()
        stack[-1].parts += _CLOSED[frame.name](frame)
        if frame.name == name:
            return


def _closed_link(frame: _Frame) -> list[str | Image]:
    images = [part for part in frame.parts if isinstance(part, Image)]
    words: list[str | Image] = [part for part in frame.parts if not isinstance(part, Image)]
    has_words = any(isinstance(part, str) and not part.startswith("<") and part.strip() for part in words)
    return [*([frame.opening, *words, "</a>"] if has_words or not images else []), *images]


def _closed_caption(frame: _Frame) -> list[str | Image]:
    return [frame.opening, *frame.parts, "</figcaption>"]


def _closed_list(frame: _Frame) -> list[str | Image]:
    """A list of pictures, as galleries are, is no list."""
    images = any(isinstance(part, Image) for part in frame.parts)
    bare = all(not isinstance(part, str) or part.startswith("<") or not part.strip() for part in frame.parts)
    if images and bare:
        return frame.parts
    return [frame.opening, *frame.parts, f"</{frame.name}>"]


def _closed_figure(frame: _Frame) -> list[str | Image]:
    if not any(isinstance(part, Image) for part in frame.parts):
        return [frame.opening, *frame.parts, "</figure>"]
    content: list[str | Image] = []
    caption: list[str] = []
    inside = False
    for part in frame.parts:
        tag = part[:11].lower() if isinstance(part, str) else ""
        if tag == "<figcaption" or tag == "</figcaptio":
            inside = tag == "<figcaption"
        elif inside and isinstance(part, str):
            caption.append(part)
        else:
            content.append(part)
    said = _CAPTION_BLOCK.sub(" ", "".join(caption)).strip()
    bare = [place for place, part in enumerate(content) if isinstance(part, Image) and not part.caption]
    images = sum(isinstance(part, Image) for part in content)
    if said and images == len(bare) == 1:
        image = content[bare[0]]
        content[bare[0]] = Image(image.attributes, said) if isinstance(image, Image) else image
    elif said:
        content += ["<p>", said, "</p>"]
    return content


_CLOSED: dict[str, Callable[[_Frame], list[str | Image]]] = {
    "a": _closed_link,
    "figure": _closed_figure,
    "figcaption": _closed_caption,
    "ul": _closed_list,
    "li": _closed_list,
}


def _written(parts: Iterable[str | Image], find: Find) -> Iterable[str]:
    """The parts as HTML; a picture within a paragraph parts it."""
    inside = False
    for part in parts:
        if isinstance(part, str):
            named = _NAME.match(part)
            if named and named[2].lower() == "p":
                inside = not named[1]
            yield part
        elif (key := find(part)) is not None:
            placeholder = f'<figure data-picture="{key}"><figcaption>{part.caption}</figcaption></figure>'
            yield f"</p>\n{placeholder}\n<p>" if inside else f"\n{placeholder}\n"


def tag(src: str, caption: str = "") -> str:
    """The figure that ``placed`` reads."""
    return f'<figure><img src="{escape(src)}"><figcaption>{caption}</figcaption></figure>'
