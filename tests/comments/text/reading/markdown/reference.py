"""CommonMark by another program, markdown-it-py, cut down to the part that comments read."""

import html
import re

from markdown_it import MarkdownIt

from comments.text.reading.markdown import read_markdown
from comments.text.reading.tokens import Allowance, as_html

RULES = ["emphasis", "backticks", "escape", "link", "newline", "html_inline", "blockquote", "list", "fence"]
REFERENCE = MarkdownIt("zero", {"html": True, "breaks": True}).enable(RULES)
# Whatever is written, it is not too much.
PLENTY = 1_000_000


def inlines_of(text: str) -> str:
    """What CommonMark makes of a paragraph, as ``comparable`` has it."""
    return comparable(REFERENCE.renderInline(text))


def blocks_of(text: str) -> str:
    return comparable(REFERENCE.render(text))


def ours(text: str) -> str:
    """What we make of it, before it is looked at which typed tags are closed."""
    return comparable(as_html(text, read_markdown(text, Allowance(PLENTY)))[0])


def comparable(markup: str) -> str:
    """HTML with line ends for breaks, and ¶ where one paragraph follows another, wherever they stand."""
    markup = re.sub(r' class="[^"]*"', "", markup)
    markup = re.sub(r"<br ?/?>\n?", "\n", re.sub(r"</p>\s*<p>", "\n\n", markup))
    # In code CommonMark makes a space of a line end.
    markup = re.sub(r"(?<!<pre>)<code>[^<]*</code>", lambda code: code[0].replace("\n", " "), markup)
    parts = re.split(r"(<[^<>]+>)", re.sub(r"</?p>", "", markup))
    texts = [part if part.startswith("<") else html.unescape(part) for part in parts]
    joined = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(texts).strip())
    return re.sub(r"\n*(</?(?:blockquote|[uo]l|li|pre|code)>)\n*", r"\1", joined).replace("\n\n", "¶")
