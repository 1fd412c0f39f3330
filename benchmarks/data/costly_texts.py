"""The texts that cost most to clean, as far as anybody has thought of them, each as long as one asks for."""

from collections.abc import Callable

PROSE = (
    "It isn't the first time that the council has promised to look at the old bridge, and nobody who lives "
    "there believes a word of it. "
)
INLINES = ("b", "i", "em", "strong", "code", "del", "q", "cite", "s")


def repeated(unit: str) -> Callable[[int], str]:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def nested(opening: str, closing: str) -> Callable[[int], str]:
    """As deep as the length allows, and closed again."""
    return lambda length: (
        opening * (length // len(opening + closing)) + "x" + closing * (length // len(opening + closing))
    )


def runs(char: str) -> Callable[[int], str]:
    """Runs of growing length."""
    return lambda length: " ".join(char * number for number in range(1, int((2 * length) ** 0.5)))[:length]


def spread(unit: str) -> Callable[[int], str]:
    """Elements that are open around many others."""
    opening = "".join(f"<{name}>" for name in INLINES) + '<a href="https://example.org/" title="one of many">'
    closing = "</a>" + "".join(f"</{name}>" for name in reversed(INLINES))
    return lambda length: opening + repeated(unit)(max(length - len(opening + closing), 1)) + closing


TEXTS: dict[str, Callable[[int], str]] = {
    unit.encode("unicode_escape").decode(): repeated(unit)
    for unit in (
        # Tags: never closed, closed, across each other, alone
        *("<b>x", "<ul><li>x", "<b>x</b>", "<b></b>", "<p>x</p>", "<li>x</li>", "<b><i>x</b>y</i>"),
        *(
            "x<br>",
            "<br>",
            "</b>",
            "<blockquote>x</blockquote>y",
            "<pre>x</pre>",
            "<code>x</code>",
            "<code>x",
        ),
        *("<a href=http://a.b>x</a>", "<a href=", "<a a=a ", "<ul><li>x</ul>", "<b>x\n\n</b>", "<b\n"),
        # Characters that are written as entities, and entities
        *("<", ">", "&", "&lt;", "&#60;x", "<>&", '"', "a<b "),
        # Lines
        *("\n", "a\n", "a\n\n", " \n", "\n \na"),
        # Addresses
        *(
            "http://a.b ",
            "http://",
            "https://a.example/_x_ ",
            "www.a.b ",
            "\nwww.",
            "www.\u060c",
            "*www.a",
            "*www.é",
            "http://a.b/(",
        ),
        # Markdown: emphasis, brackets, code, blocks
        *("*", "_", "*a **a ", "*a* ", "*a*", "**a** ", "a**b", "*a_ ", "*a _b* c_ ", "_a __b ", "*a*\n\n"),
        *(
            "[",
            "]",
            "[]",
            "[a](",
            "[a](b",
            "[a](http://a.b)",
            "![",
            "[a](<b",
            '[a](http://a.b "',
            "[[a](http://a.b)",
        ),
        *("`", "`a`", "`a` ", "`a``b", "\\", "\\*", "`\\"),
        *(">", "> ", "> a\n", "> > ", "> a\n\n", ">a\n>\n", "> > > > > > > > > > > a\n", ">\n"),
        *(
            "- a\n",
            "-",
            "- ",
            "- - ",
            "1. a\n",
            "1. 1. ",
            "- a\n\n",
            "-\n",
            "* * *\n",
            "- a\n  - b\n",
            "- > a\n",
        ),
        *(
            "```\n",
            "```\na\n```\n",
            "~~~\n\n",
            "```",
            "    a\n",
            "\t- a\n",
            "<pre>\n",
            "<code>\na\n</code>\n",
        ),
        *("> *a* `b` [c](http://a.b) <b>d</b>\n\n", "- *a*\n", "> *a*\n", "*a* <b>b</b> "),
    )
} | {
    "prose in one paragraph each": lambda length: PROSE.replace(". ", ".\n\n") * (length // len(PROSE)) + "x",
    "one address": lambda length: "http://a.b/" + "x" * (length - 11),
    "parentheses behind an address": lambda length: "http://a.b/" + ")" * (length - 11),
    "opened behind an address": lambda length: "http://a.b/" + "(" * (length - 11),
    "<b> in each other": nested("<b>", "</b>"),
    "<ul><li> in each other": nested("<ul><li>", "</li></ul>"),
    "<blockquote> in each other": nested("<blockquote>", "</blockquote>"),
    "* in each other": nested("*a ", " a*"),
    "** and _ in each other": nested("**a _a ", "_ a**"),
    "[ in each other": nested("[", "](http://a.b)"),
    "lists in each other": lambda length: "".join("  " * n + "- a\n" for n in range(int(length**0.5)))[
        :length
    ],
    "runs of `": runs("`"),
    "runs of *": runs("*"),
    "ten elements around paragraphs": spread("a\n\n"),
    "ten elements around items": spread("- a\n"),
    "ten elements around quotations": spread("> a\n\n"),
    "ten elements around <p>": spread("<p>a</p>"),
    "ten elements around <li>": lambda length: spread("<ul><li>a</ul>")(length),
    "a long title around paragraphs": lambda length: (
        f'<a href="https://example.org/" title="{"x" * (length // 2)}">' + "a\n\n" * (length // 7) + "</a>"
    ),
}


def of_length(name: str, length: int) -> str:
    return TEXTS[name](length)[:length]
