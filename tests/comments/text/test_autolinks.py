"""Web addresses in a text: where a link ends, in the HTML that is stored and in what the rules count."""

import html as entities
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from comments.models import ReaderComment
from comments.text import autolinks
from comments.text.autolinks import find_autolinks
from comments.text.links import find_links
from comments.text.markup import printable
from comments.text.reading.safe_urls import safe_url
from comments.text.sanitizing import clean, guard
from comments.text.visible import read
from tests.rules import rules

# Each link stands in ⟦ and ⟧.
ADDRESSES = [
    # Punctuation of other scripts, and of none, around a link.
    "「⟦https://example.org/d⟧」",
    "⟦https://example.org/a⟧。次の文。",
    "⟦https://example.org/ab⟧،",
    "⟦https://example.org/ab⟧؟",
    "⟦https://example.org/ab⟧।",
    "⟦https://example.org/ab⟧॥ ⟦https://example.org⟧։ ⟦https://example.org/x⟧።",
    "（⟦https://example.org/a⟧），⟦https://example.org/b⟧；⟦https://example.org⟧！",
    "⟦https://example.org/a⟧（説明）と⟦https://example.org/b⟧～",
    "⟦https://example.org/t⟧—and, ⟦https://example.org⟧—or ⟦https://example.org/x⟧…",
    "“⟦https://example.org/a⟧”, „⟦https://example.org⟧‟, ‘⟦https://example.org/c⟧’, ‹⟦https://example.org⟧›",
    "«⟦https://example.org/été⟧»… « ⟦https://example.org/?a=1&b=2⟧ », non ?",
    "**⟦https://example.org/f⟧** *⟦https://example.org⟧* ~~⟦https://example.org/g⟧~~ |⟦https://example.org⟧|",
    "_⟦https://example.org/h⟧_ __⟦https://example.org/h_i⟧__ _⟦https://example.org⟧_",
    "{⟦https://example.org/q⟧} [⟦https://example.org/q⟧] [x](⟦https://example.org/q⟧), '⟦https://example.org/q⟧'",
    "⟦https://example.org⟧'s and ⟦https://example.org⟧’s, ⟦https://example.org/page⟧'s, ⟦https://example.org⟧'da",
    "⟦https://example.org/wow⟧!!! ⟦https://example.org⟧?! ⟦https://example.org/⟧?",
    "(⟦https://example.org/a_(b)⟧)! (⟦https://example.org/a⟧)(⟦https://example.org/b⟧)",
    "⟦https://example.org/c⟧(see d)",
    "⟦https://example.org/a⟧,⟦https://example.org/b⟧;⟦www.example.org⟧.",
    # Scripts without spaces.
    "詳細は⟦https://example.org/⟧まで",
    "한국어⟦https://example.org/x⟧에서 ⟦https://example.org⟧에서 ⟦https://example.org/x⟧를",
    "请看⟦https://example.org/x⟧谢谢, ⟦https://example.org/12⟧参照 ⟦https://example.org⟧を見て",
    "ดูที่⟦https://example.org/x⟧ครับ ⟦https://example.org/x⟧👍",
    "⟦https://example.org/⟧❗ ⟦https://example.org/⟧❓⬇️ ⟦https://example.org/⟧➡️│⟦https://example.org/⟧●",
    # What nobody sees.
    "⟦https://example.org/w⟧\u200bafter \u2068⟦https://example.org/w⟧\u2069 ⟦https://example.org⟧\u00a0x",
    # Without a scheme.
    "⟦www.example.org⟧ (⟦www.example.org/a_(b)⟧), _⟦www.example.org⟧_ 詳細は⟦www.example.org⟧を",
    "⟦WWW.example.org⟧’s ⟦www.例え.テスト⟧. ⟦www.❤.example⟧ ⟦www.example.org/a⟧。",
    # What belongs to an address.
    "⟦https://example.org/#fragments()⟧ ⟦https://example.org/a?b=c&d=%20[1]#e⟧, ⟦https://example.org/x-⟧",
    "⟦https://exämple.org/L'Été_(x)⟧ ⟦https://example.org/wiki/L’Équipe⟧ ⟦https://example.org/a–b⟧",
    "⟦https://例え.テスト/⟧ ⟦https://उदाहरण.परीक्षा/क⟧। ⟦https://i❤.example/⟧ ⟦https://➡.example/⟧ ⟦https://paral·lel.example⟧",
    "⟦https://example.org/wiki/日本⟧ ⟦https://example.org/wiki/ジョン・レノン⟧、⟦https://example.org/위키⟧",
    "⟦https://example.org/wiki/Straße⟧ ⟦https://example.org/Москва_(город)⟧ ⟦https://example.org/ויקי־מילון⟧",
    "⟦HTTP://EXAMPLE.ORG⟧, ⟦http://localhost:8000/⟧; ⟦https://[::1]:80/⟧: ⟦https://example.org.:80/a⟧.",
    "⟦https://web.example/2020/https://example.org/⟧ view-source:⟦https://example.org/⟧",
    # No links.
    "https:// www. www... www.، www.— ftp://www.example.org example.org me@www.example.org",
    "www.me@example.org www.1.2 https://999.1.1.1/ https://ex%20ample.org https://example.１ www.python3.12",
    "https://me@example.org xhttps://example.org https://。 https://…/x httpſ://example.org",
]
STARTS = st.sampled_from(
    ["https://", "http://me@", "www.", "https://example.org", "www.example.org/", "https://例え.テスト"]
)
SIGNS = st.one_of(
    st.sampled_from("/?#()[]{}.,_*…。」「؟—·\u200b\u200c\u00ad \n"),
    st.sampled_from(["/a", "'s", "’s", "日本", "에서", "👍🏽"]),
)
ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="<&"), max_size=6)
TYPED = st.lists(st.one_of(STARTS, SIGNS, ANYTHING), max_size=16).map("".join)
# Signs of an address's own, whatever their category; and brackets, which have a partner in it.
OF_ADDRESSES = "/#%&@-_"
BRACKETS = {")": "(", "]": "[", "}": "{"}


def typed(marked: str) -> str:
    return re.sub("[⟦⟧]", "", marked)


def href(words: str) -> str:
    return f"https://{words}" if words.lower().startswith("www.") else words


def links_in(marked: str) -> list[str]:
    return re.findall("⟦(.*?)⟧", marked)


def shown_links(stored: str) -> list[tuple[str, str]]:
    """Each link's words and address in stored HTML."""
    links = html.fromstring(f"<div>{stored}</div>").iter("a")
    return [(link.text_content(), link.get("href")) for link in links]


@pytest.mark.parametrize("marked", ADDRESSES)
def test_a_link_ends_where_its_address_does(marked: str) -> None:
    text = typed(marked)
    found = [(text[link.start : link.end], link.href) for link in find_autolinks(text) if safe_url(link.href)]
    assert found == [(words, href(words)) for words in links_in(marked)]


# In twelve posts: so many links in one are more than a text of that length may have.
@pytest.mark.parametrize("addresses", [ADDRESSES[part::12] for part in range(12)])
def test_a_post_with_all_of_them_is_linked_and_counted_alike(
    addresses: list[str], reply: Any, settings: Any
) -> None:
    found = [words for marked in addresses for words in links_in(marked)]
    # Asterisks are to stay asterisks.
    options = {"MAX_LENGTH": 9_000, "MARKDOWN": False, "RULES": rules(links={"limit": len(found) - 1})}
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | options
    assert reply(comment="\r\n\r\n".join(map(typed, addresses))).status_code == 302

    stored = ReaderComment.objects.get()
    paragraphs = re.sub(r'<a href="[^"]*">(.*?)</a>', r"⟦\1⟧", stored.comment)[3:-4].split("</p><p>")
    assert [*map(entities.unescape, paragraphs)] == addresses
    assert shown_links(guard(stored.comment)) == [(words, href(words)) for words in found]
    [reason] = [reason for reason in stored.reasons if reason["rule"] == "links"]
    assert reason["params"] == {"limit": len(found) - 1, "found": len(found)}
    assert [stored.source[start:end] for start, end in reason["evidence"]] == found


def test_what_joins_letters_is_written_out_in_the_address_alone() -> None:
    words = "https://example.org/wiki/می\u200cخواهم"
    assert shown_links(clean(f"{words}.")) == [(words, "https://example.org/wiki/می%E2%80%8Cخواهم")]
    assert shown_links(clean("https://example.org/a\u200cb")) == [("https://example.org/a",) * 2]


@given(TYPED)
def test_no_link_ends_with_a_sign_of_the_sentence(text: str) -> None:
    assert [words for words, _ in shown_links(clean(text)) if not _ends_well(words)] == []


def _ends_well(words: str) -> bool:
    last = words[-1]
    if last in BRACKETS:
        return words.count(last) == words.count(BRACKETS[last])
    return last in OF_ADDRESSES or unicodedata.category(last)[0] not in "PZC"


@given(TYPED)
def test_every_link_shown_is_counted_and_every_link_counted_is_shown(text: str) -> None:
    counted = [printable(text[link.start : link.end]) for link in find_links(read(text))]
    assert [words for words, _ in shown_links(clean(text))] == counted


def test_brackets_that_never_close_are_read_a_few_times_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    look = autolinks._is_outside
    monkeypatch.setattr(autolinks, "_is_outside", lambda *place: looked_at.append(1) or look(*place))
    text = "https://a.example/(" * 500
    assert len([*find_autolinks(text)]) == 500
    assert len(looked_at) < 10 * len(text)
