"""Every kind of page that readers meet, as axe measures it, in a phone's window and in a desk's."""

from collections.abc import Callable
from itertools import cycle

from playwright.sync_api import Route

from articles.models import Article
from tests.articles.newspaper import newspaper
from tests.articles.photographs import encoded, image

from .. import axe
from ..conftest import NewPage

PATHS = {
    "front": "/en/",
    "section": "/en/section/news/",
    "topic": "/en/topic/ships/",
    "person": "/en/author/ada/",
    "archive": "/en/archive/",
    "search": "/en/search/?q=ships",
    "nothing found": "/en/search/?q=unheard",
    "article": "/en/harbour/",
    "withdrawn": "/en/gone/",
    "not there": "/en/nothing/",
}


def test_no_page_breaks_a_rule_or_sticks_out(new_page: NewPage, publish: Callable[..., Article]) -> None:
    """By turns in the light and in the dark, of which the pages share the colours."""
    newspaper(publish)
    publish(slug="gone", status=Article.Status.WITHDRAWN)
    page = new_page()

    def without_a_file(route: Route) -> None:
        # The pictures of the scene are rows alone.
        route.fulfill(body=encoded(image()), content_type="image/jpeg")

    page.route("**/media/newsroom/pictures/*.jpg", without_a_file)
    statuses, found = {}, {}
    for (kind, path), scheme in zip(PATHS.items(), cycle(("light", "dark"))):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        answer = page.goto(path)
        assert answer is not None
        statuses[kind], found[kind] = answer.status, axe.violations(page)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            wide = page.evaluate("document.documentElement.scrollWidth")
            found[kind] += [f"{wide} wide"] * (wide > width)
    assert statuses == dict.fromkeys(PATHS, 200) | {"withdrawn": 410, "not there": 404}
    assert {kind: faults for kind, faults in found.items() if faults} == {}
