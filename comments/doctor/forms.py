"""The reply form on a host's page, read as a browser reads it."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """The hidden fields of the form that posts to ``action``; None where the page has no such form."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.fields: dict[str, str] | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("action") == self.action
            if self._inside:
                self.fields = {}
        elif self._inside and tag == "input" and given.get("type") == "hidden" and self.fields is not None:
            self.fields[given.get("name", "")] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def hidden_fields(page: str, action: str) -> dict[str, str] | None:
    reader = FormReader(action)
    reader.feed(page)
    return reader.fields
