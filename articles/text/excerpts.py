"""How a text begins."""

EXCERPT_WORDS = 40


def beginning(text: str) -> str:
    """The first words of a plain text, with an ellipsis where it goes on."""
    words = text.split()
    if len(words) <= EXCERPT_WORDS:
        return text
    return " ".join(words[:EXCERPT_WORDS]).rstrip(",;:–- ") + "…"
