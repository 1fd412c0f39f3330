"""Our pages of the admin beside Django's own, whose markup differs from one Django to the next."""

from typing import Any

import lxml.html
import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from .conftest import Desk

pytestmark = pytest.mark.django_db
# An editor's choice of emails has no list: its address leads to the one form.
OURS = [
    model
    for model in admin.site._registry
    if model._meta.app_label.startswith("newsroom_") and model._meta.model_name != "deskdigest"
]


@pytest.fixture
def editor(desk: Any) -> Desk:
    return desk(superuser=True)


def breadcrumb(desk: Desk, model: Any) -> str:
    """Markup above the list of a model, the app's and the model's own names and addresses left out."""
    meta = model._meta
    page = desk.open(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    [crumbs] = page.tree.xpath("//nav[@aria-label='Breadcrumbs']")
    html = " ".join(lxml.html.tostring(crumbs, encoding="unicode", with_tail=False).split())
    plural = str(meta.verbose_name_plural)
    return (
        html.replace(f"/{meta.app_label}/", "/APP/")
        .replace(f">{meta.app_config.verbose_name}</a>", ">App</a>")
        .replace(plural[0].upper() + plural[1:], "Models")
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_lists_breadcrumb_is_djangos(editor: Desk, model: Any) -> None:
    assert breadcrumb(editor, model) == breadcrumb(editor, User)


def test_what_a_list_is_for_stands_above_its_rows_and_not_among_the_buttons(editor: Desk) -> None:
    page = editor.open("admin:newsroom_comments_rejectionreason_changelist")
    [purpose] = page.tree.xpath("//p[@class='nc-purpose']")
    assert purpose.xpath("ancestor::*[@id='changelist']/@id") == ["changelist"]
    assert purpose.xpath("following::form[@id='changelist-form']/@id") == ["changelist-form"]
