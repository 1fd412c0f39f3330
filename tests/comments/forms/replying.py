"""The form of a reply, as readers meet it."""

from typing import Any

from lxml import etree, html

FORGET = "Clear data saved in this browser"


def read(response: Any) -> html.HtmlElement:
    """The page as readers meet it: without what the script may take from a template."""
    page = html.fromstring(response.content.decode())
    etree.strip_elements(page, "template", with_tail=False)
    return page


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def respond(page: html.HtmlElement) -> html.HtmlElement:
    [section] = page.xpath("//section[@id='respond']")
    return section


def control(page: html.HtmlElement, name: str) -> html.HtmlElement:
    [found] = page.xpath(f"//form[@id='reply-form']//*[@name='{name}']")
    return found


def typed(response: Any, name: str = "comment") -> str:
    """The value of a field as a browser reads it: one newline after <textarea> is not part of it."""
    found = control(read(response), name)
    return found.text.removeprefix("\n") if found.tag == "textarea" else found.get("value", "")


def errors(response: Any) -> dict[str, str]:
    """The error at each field, by the field's id."""
    page = read(response)
    return {error.get("id"): words(error) for error in page.xpath("//p[@class='nc-error']")}


def summary(response: Any) -> list[str]:
    return [words(item) for item in read(response).xpath("//div[@id='reply-problems']//li")]
