"""The desk as an editor's browser uses it: with the page's own fields, and Django's token."""

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from comments.models import ReaderComment

LIST = "admin:newsroom_comments_readercomment_changelist"
CHANGE = "admin:newsroom_comments_readercomment_change"


class Desk:
    """One logged-in browser.  What it posts is what its forms hold; nothing is posted without a token."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(user)

    def get(self, name: str = LIST, *args: Any, query: str = "") -> Any:
        return self.client.get(reverse(name, args=args) + query)

    def open(self, name: str = LIST, *args: Any, query: str = "") -> "Page":
        response = self.get(name, *args, query=query)
        assert response.status_code == 200
        return Page(self, reverse(name, args=args) + query, response.content.decode())


class Page:
    """A page on an editor's screen, which may grow old there."""

    def __init__(self, desk: Desk, address: str, html: str) -> None:
        self.desk, self.address, self.html = desk, address, html
        self.tree = lxml.html.fromstring(html)

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    def send(self, form: str, address: str = "", **fields: Any) -> Any:
        """Submit the form with that id, its fields as they are but for those given."""
        data = {name: value or "" for name, value in self.tree.get_element_by_id(form).form_values()}
        return self.desk.client.post(address or self.address, data | fields, follow=True)

    def buttons(self) -> dict[str, Any]:
        """The rows' buttons, by the beginning of their value: "status-id"."""
        found = self.tree.xpath("//button[@name='decision']")
        return {button.get("value").rpartition("-")[0]: button for button in found}

    def click(self, status: str, comment: ReaderComment) -> Any:
        button = self.buttons()[f"{status}-{comment.pk}"]
        return self.send("changelist-form", button.get("formaction"), decision=button.get("value"))

    def act(self, action: str, *comments: ReaderComment) -> Any:
        selected = [str(comment.pk) for comment in comments]
        return self.send("changelist-form", action=action, _selected_action=selected, index="0")


def messages(response: Any) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


@pytest.fixture
def desk(db: None) -> Callable[..., Desk]:
    """An editor's desk: a superuser's, or a member of staff's with the permissions named."""

    def sit_down(*permissions: str, name: str = "grace", superuser: bool = False) -> Desk:
        user = get_user_model().objects.create_user(name, is_staff=True, is_superuser=superuser)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        return Desk(user)

    return sit_down


@pytest.fixture
def moderator(desk: Callable[..., Desk]) -> Desk:
    return desk("moderate_readercomment")
