"""What was answered, read as the page that it is."""

from typing import Any

from lxml import html


def page_of(response: Any) -> html.HtmlElement:
    return html.fromstring(response.content.decode())
