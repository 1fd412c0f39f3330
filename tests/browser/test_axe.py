"""WCAG 2.2 AA as axe measures it, on every page that readers and editors meet."""

import pytest
from django.contrib.auth.models import User

from . import axe
from .conftest import NewPage
from .scene import LANGUAGES, Scene
from .test_screenshots import ACTS, WIDTHS, Act, admin, correction, desk

# What is ours of Django's own pages; its form for a correction is Django's throughout.
OURS = {admin: "#newsroom-comments-waiting", desk: ".nc-desk-card"}
PAGES = [act for act in ACTS if act is not correction]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("act", PAGES, ids=lambda act: act.__name__)
def test_a_page_breaks_no_rule(
    new_page: NewPage, editor: User, scene: Scene, act: Act, language: str
) -> None:
    page = new_page(locale=language)
    act(page, scene, language)
    found = {}
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found[f"{scheme} at {width}"] = axe.violations(page, OURS.get(act, "html"))
    assert {where: faults for where, faults in found.items() if faults} == {}
