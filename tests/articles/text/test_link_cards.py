"""A paragraph that is only an address is a card."""

import pytest

from articles.text.link_cards import shown

CARD = '<p class="card"><a href="{}"><b>{}</b> <bdi>{}</bdi></a></p>'
ADDRESS = "https://www.example.org/mer/mar%C3%A9e/?a=1&amp;b=2#c"


@pytest.mark.parametrize("html", [f"<p>{ADDRESS}</p>", f'<p>\n<a href="{ADDRESS}">{ADDRESS}</a> </p>'])
def test_an_address_alone_says_its_site_and_the_way_there(html: str) -> None:
    assert shown(f"<p>See:</p>{html}<p>.</p>") == (
        f"<p>See:</p>{CARD.format(ADDRESS, 'example.org', '/mer/marée')}<p>.</p>"
    )


@pytest.mark.parametrize(
    "html",
    [
        f"<p>See {ADDRESS}</p>",
        f"<li>{ADDRESS}</li>",
        f'<p><a href="{ADDRESS}">the tide</a></p>',
        # One that says another address than it leads to.
        f'<p><a href="https://evil.example/">{ADDRESS}</a></p>',
        '<p><a href="/en/harbour/">/en/harbour/</a></p>',
        "<p>mailto:ann@example.org</p>",
        "<p>https://[::1/</p>",
        "<p>https://example.org/%FF</p>",
        # What would turn the letters round.
        "<p>https://example.org/%E2%80%AEgpj</p>",
        "<p>https:///nowhere</p>",
    ],
)
def test_anything_else_stays_as_it_is(html: str) -> None:
    assert shown(html) == html


def test_a_card_names_the_host_that_is_asked_and_holds_no_markup() -> None:
    assert shown("<p>https://bank.example@evil.example/&lt;b&gt;%3Ci%3E'</p>") == CARD.format(
        "https://bank.example@evil.example/&lt;b&gt;%3Ci%3E&#x27;",
        "evil.example",
        "/&lt;b&gt;&lt;i&gt;&#x27;",
    )
    assert "…</bdi>" in shown(f"<p>https://example.org/{'x' * 200}</p>")
