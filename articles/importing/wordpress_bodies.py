"""From what WordPress keeps as a post's content to HTML: pure, and linear in the length of what it reads.

Comments of the block editor go; ``[caption]`` and ``[gallery ids]`` become figures; a blank line parts
paragraphs where the text is of the time before blocks, as with WordPress's own ``wpautop``.  What can't come
along is named.
"""

import re
from collections.abc import Callable, Iterator

from . import images

_BLOCKS = (
    "address|article|aside|blockquote|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BLOCK = re.compile(rf"(</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")
_SHORTCODE = re.compile(r"\[(\[?)(/?)([a-zA-Z][\w-]*)([^\[\]<>]*|(?:[^\[\]\"]|\"[^\"]*\")*)\](\]?)")
# WordPress's own; another word in brackets is a shortcode if it has attributes, a closing tag or such a name.
_OWN = {"audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"}
_PREFORMATTED = re.compile(r"<pre(?=[\s>])", re.IGNORECASE)
_ENDS_LINE = re.compile(r"(?i)<br\s*/?>$|</?p>$|<li>$")
_BLOCK_NAME = re.compile(r"\s*(/?wp:)([a-z][a-z0-9/-]*)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def html(content: str, lose: Callable[[str], None]) -> str:
    """``content`` as HTML, in which a picture is an ``<img>``; ``lose`` is told what is left out."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    of_blocks = "<!-- wp:" in content
    content = _without_comments(content, lose)
    content = _without_shortcodes(_captioned(content), lose)
    return content.strip() if of_blocks else paragraphs(content)


def _without_comments(content: str, lose: Callable[[str], None]) -> str:
    first, *rest = content.split("<!--")
    kept = [first]
    for part in rest:
        comment, closed, text = part.partition("-->")
        # One that is never closed hides the rest of the page in WordPress; here no word is lost.
        kept.append(text if closed else f"&lt;!--{comment}")
        name = _BLOCK_NAME.match(comment)
        if closed and name and comment.rstrip().endswith("/"):
            lose(f"block {name[2]}")
        elif closed and comment.strip() == "nextpage":
            lose("page break")
    return "".join(kept)


def _captioned(content: str) -> str:
    """``[caption …]<img> words[/caption]``, and its older form with the words in an attribute, as figures."""
    first, *rest = re.split(r"\[(?:wp_)?caption(?=[\s\]])", content)
    made = [first]
    for part in rest:
        inner, closed, after = _enclosed(part)
        if not closed:
            made.append(f"[caption{part}")
            continue
        said, end, inner = _opening(inner)
        picture, words = _picture_and_words(inner) if end else ("", "")
        caption = images.attributes(said).get("caption") or words
        made.append(f"\n\n<figure>{picture}<figcaption>{caption.strip()}</figcaption></figure>\n\n{after}")
    return "".join(made)


def _enclosed(part: str) -> tuple[str, str, str]:
    inner, closed, after = part.partition("[/caption]")
    return (inner, closed, after) if closed else part.partition("[/wp_caption]")


def _opening(inner: str) -> tuple[str, str, str]:
    """What stands in the shortcode's brackets, whose attributes may hold some, and what follows."""
    quoted = False
    for place, character in enumerate(inner):
        if character == '"':
            quoted = not quoted
        elif character == "]" and not quoted:
            return inner[:place], "]", inner[place + 1 :]
    return inner.partition("]")


def _picture_and_words(inner: str) -> tuple[str, str]:
    place = inner.lower().find("<img")
    end = inner.find(">", place) + 1 if place >= 0 else 0
    link = inner.find("</a>", end)
    if link >= 0 and not inner[end:link].strip():
        end = link + len("</a>")
    return inner[:end], inner[end:]


def _without_shortcodes(content: str, lose: Callable[[str], None]) -> str:
    closing = set(re.findall(r"\[/([a-zA-Z][\w-]*)\]", content))

    def replaced(found: re.Match[str]) -> str:
        escaped, end, name, said, escaped_too = found.groups()
        name = name.lower()
        if escaped and escaped_too:
            return found[0][1:-1]
        known = name in _OWN or name in closing or "_" in name or "-" in name
        if not (known or re.search(r"""\s\w+=["']""", said)):
            return found[0]
        around = escaped + escaped_too
        if end or name == "embed":
            return around
        if name == "gallery" and (pictures := _gallery(said)):
            return pictures
        address = _ADDRESS.search(said)
        lose(f"shortcode [{name}]{f' {address[0]}' if address else ''}")
        return around

    return _SHORTCODE.sub(replaced, content)


def _gallery(said: str) -> str:
    keys = re.findall(r"[0-9]+", images.attributes(said).get("ids", ""))
    return "".join(f'\n\n<figure><img class="wp-image-{key}"></figure>\n\n' for key in keys)


def paragraphs(text: str) -> str:
    """HTML of a text in which a blank line parts paragraphs and a line break is one, between its blocks."""
    made: list[str] = []
    first, *rest = _PREFORMATTED.split(text)
    made += _paragraphs(first)
    for part in rest:
        verbatim, closed, after = part.partition("</pre>")
        made += (
            [f"<pre{verbatim}</pre>", *_paragraphs(after)] if closed else _paragraphs(part.partition(">")[2])
        )
    return "\n".join(made)


def _paragraphs(text: str) -> Iterator[str]:
    """As ``wpautop``: what begins with a block stays, all else between blank lines is a paragraph."""
    spaced = _BLOCK.sub(lambda tag: f"{tag[1]}\n\n" if tag[1][1] == "/" else f"\n\n{tag[1]}", text)
    for chunk in filter(None, map(str.strip, _BLANK_LINE.split(spaced))):
        opening = _BLOCK.match(chunk)
        inner = chunk[opening.end() :].strip() if opening else chunk
        if not opening:
            yield f"<p>{_broken(chunk)}</p>"
        elif inner and opening[1].lower().startswith(("<blockquote", "<div")):
            yield f"{opening[1]}<p>{_broken(inner)}</p>"
        else:
            yield _broken(chunk) if opening[1].lower().startswith(("<p", "<li")) else chunk


def _broken(chunk: str) -> str:
    lines = [line.strip() for line in chunk.split("\n")]
    return "\n".join(
        line if place == len(lines) - 1 or _ENDS_LINE.search(line[-20:]) else f"{line}<br>"
        for place, line in enumerate(lines)
    )
