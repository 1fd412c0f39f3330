"""Templates keep to the site's policy and ask nobody else for anything."""

import re

import pytest
from django.template import engines

from .sources import ROOT, files

FORBIDDEN = {
    "an inline script": r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")",
    "an inline style": r"<style\b",
    "a style attribute": r"\sstyle\s*=",
    "a handler": r"\son[a-z]+\s*=",
    "a script address": r"javascript\s*:",
}
# Names of vocabularies, which nobody fetches.
NAMES = (
    *("http://www.w3.org/", "https://schema.org", "http://www.sitemaps.org/schemas/"),
    "http://www.google.com/schemas/",
)
LONGEST_LINE = 160


def breaches(text: str) -> list[str]:
    """What in a template the content security policy would refuse."""
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)]


def foreign_addresses(text: str) -> list[str]:
    found = re.findall(r"(?:https?:|(?<=[\"'(=]))//[\w.-]+[^\s\"')]*", text)
    return [address for address in found if not address.startswith(NAMES)]


def test_no_template_carries_script_style_or_handler() -> None:
    found = {
        str(path.relative_to(ROOT)): breaches(path.read_text()) for path in files(".html", ".xml", ".txt")
    }
    assert {name: what for name, what in found.items() if what} == {}


def unmarked(text: str) -> list[str]:
    """The words of a template that no catalogue can hold: what stands outside its tags, or in a label."""
    text = re.sub(r"\{% (blocktranslate|comment)\b.*?%\}.*?\{% end\1 %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% block (?:bodyclass|coltype) %\}.*?\{% endblock %\}", "", text)
    # Tags of the template may hold ">", so they go first; a placeholder keeps what surrounds it apart.
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "|", text, flags=re.DOTALL)
    labels = re.findall(r'\b(?:aria-label|title|alt|placeholder|aria-description)="([^"]*)"', text)
    # What stands by itself is a piece of a tag.
    pieces = r"<!?/?[a-z][^>]*>|&\w+;|\b(?:lang|dir|data-[a-z:-]+)=\"[^\"]*\""
    texts = re.split(pieces, text, flags=re.IGNORECASE)
    return [words.strip("| \n") for words in (*labels, *texts) if re.search(r"[^\W\d_]{2}", words)]


def test_every_sentence_in_a_template_is_marked_for_translation() -> None:
    found = {str(path.relative_to(ROOT)): unmarked(path.read_text()) for path in files(".html")}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_template_style_or_script_names_another_host() -> None:
    suffixes = (".html", ".xml", ".txt", ".css", ".js", ".svg")
    found = {str(path.relative_to(ROOT)): foreign_addresses(path.read_text()) for path in files(*suffixes)}
    assert {name: what for name, what in found.items() if what} == {}


def test_every_template_parses() -> None:
    for path in files(".html", ".xml", ".txt"):
        if "templates" in path.parts:
            engines["django"].from_string(path.read_text())


def test_every_page_of_ours_is_left_alone_by_a_script_that_sends_forms_itself() -> None:
    roots = [
        (path.name, root)
        for path in files(".html")
        for root in re.findall(r'<\w+ class="nc".*?(?<!%)>', path.read_text(), flags=re.DOTALL)
    ]
    assert len(roots) > 5
    assert [name for name, root in roots if "/unboosted.html" not in root] == []


def test_no_line_of_a_template_is_too_long_to_read() -> None:
    lines = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files(".html", ".xml")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert lines == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "<SCRIPT type='module'>",
        "<style>",
        "<p style = 'x'>",
        "<p\nonclick=x>",
        "<a href='javascript:x'>",
    ],
)
def test_each_breach_is_seen(text: str) -> None:
    assert breaches(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "<script src=\"{% static 'x.js' %}\" defer></script>",
        '<script type="application/ld+json">',
        "<p>one = 1",
    ],
)
def test_what_the_policy_allows_is_allowed(text: str) -> None:
    assert breaches(text) == []


@pytest.mark.parametrize("text", ["url(//cdn.example/x)", "src='//cdn.example'", "see https://x.example/"])
def test_foreign_addresses_are_seen(text: str) -> None:
    assert foreign_addresses(text) != []


@pytest.mark.parametrize(
    "text",
    ["<p>Hello</p>", '<p title="Hello">', "{{ name }} said", '<a aria-label="{{ x }} more">', "or{% if x %}"],
)
def test_each_unmarked_word_is_seen(text: str) -> None:
    assert unmarked(text) != []


@pytest.mark.parametrize(
    "text",
    [
        '{% translate "Hello" %}',
        "{% blocktranslate with a=b %}Hello {{ a }}{% endblocktranslate %}",
        "<p>{{ hello }} · 1</p>",
        '<p class="hello">&nbsp;</p>',
        '<a aria-label="{% translate "Hello" %}">',
        "<!doctype html>",
    ],
)
def test_what_is_marked_is_left_alone(text: str) -> None:
    assert unmarked(text) == []
