"""The desk as an editor's browser uses it: with the page's own fields, and Django's token."""

from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.decisions.standings import set_standing
from comments.models import (
    BlockedDomain,
    Decision,
    DeskDigest,
    Email,
    EmailKind,
    ListedWord,
    ModeratedSite,
    ReaderComment,
    RejectionReason,
    SavedReply,
    Standing,
    StandingChange,
    Status,
)

from .roles import ADDRESS, NOBODY, READER, SUPERUSER, VIEWER

LIST = "admin:newsroom_comments_readercomment_changelist"
CHANGE = "admin:newsroom_comments_readercomment_change"
DECIDE = "admin:newsroom_comments_decide"
UNDO = "admin:newsroom_comments_undo"


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
        return self.read(response, reverse(name, args=args) + query)

    def read(self, response: Any, address: str = "") -> "Page":
        """A page that was answered."""
        return Page(self, address, response.content.decode())


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
        """The cards' buttons of one click, as "status-id"."""
        forms = self.tree.xpath(f"//form[@action='{reverse(DECIDE)}'][contains(@class, 'nc-buttons')]")
        return {
            f"{button.get('value')}-{form.fields['pk']}": form
            for form in forms
            for button in form.xpath(".//button")
        }

    def card(self, comment: ReaderComment) -> Any:
        return self.tree.get_element_by_id(f"comment-{comment.pk}")

    def said(self, comment: ReaderComment) -> str:
        """A card's words."""
        return " ".join(self.card(comment).text_content().split())

    def click(self, status: str, comment: ReaderComment, **options: Any) -> Any:
        return self.post(self.buttons()[f"{status}-{comment.pk}"], {"to": status}, **options)

    def act(self, name: str, comment: ReaderComment, *, script: bool = False, **fields: Any) -> Any:
        """Submit the last of a card's forms for an act: "decide" is the one with a reason."""
        address = reverse(f"admin:newsroom_comments_{name}")
        return self.post(self.card(comment).xpath(f".//form[@action='{address}']")[-1], fields, script=script)

    def decide_selection(self, to: str, *comments: ReaderComment, script: bool = False, **fields: Any) -> Any:
        """Submit what is selected, as the boxes on this page have it."""
        shown = [self.card(comment).xpath(".//input[@name='shown']/@value")[0] for comment in comments]
        on_page = self.tree.xpath("//input[@name='on_page'][@form='bulk']/@value")
        given = {"to": to, "shown": shown, "on_page": on_page}
        return self.post(self.tree.get_element_by_id("bulk"), given | fields, script=script)

    def undo(self, **fields: Any) -> Any:
        """Undo what the bar names, or, where it asks a question, the rest of it."""
        [form] = self.tree.xpath(f"//form[@action='{reverse(UNDO)}']")
        return self.post(form, fields)

    def post(self, form: Any, fields: dict[str, Any], *, script: bool = False) -> Any:
        data = {name: value or "" for name, value in form.form_values()}
        # HTML leaves out a line end that follows the tag.
        data |= {area.name: area.value.removeprefix("\n") for area in form.xpath(".//textarea")}
        headers = {"Accept": "application/json"} if script else {}
        address = form.get("action") or self.address
        return self.desk.client.post(address, data | fields, follow=True, headers=headers)


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


@pytest.fixture
def chief(desk: Callable[..., Desk]) -> Desk:
    """Somebody who may do all there is to do at the desk."""
    return desk("moderate_readercomment", "moderate_selection", "set_standing", "view_address", name="chief")


def statuses() -> dict[int, str]:
    return dict(ReaderComment.objects.values_list("pk", "status"))


def decided_by(desk: Desk) -> list[tuple[int, str, str]]:
    """The editor's decisions: on which comment, from what, to what."""
    log = Decision.objects.filter(actor=desk.user, actor_number=str(desk.user.pk)).order_by("pk")
    return list(log.values_list("comment_number", "from_status", "to_status"))


@pytest.fixture
def place(comment: Any, article: Article) -> dict[str, list[Any]]:
    """One row of everything, as the arguments of an address."""
    held = comment("Held words", status=Status.PENDING, email=ADDRESS)
    editor = get_user_model().objects.create_user("grace")
    set_standing(held.commenter, Standing.HELD, until=None, by=editor, batch=uuid4())
    rows = {
        "comment": held,
        "change": StandingChange.objects.get(),
        "email": Email.objects.create(kind=EmailKind.MODERATION, comment=held),
        "decision": Decision.objects.latest("pk"),
        "digest": DeskDigest.objects.create(user=editor, number=50),
        "discussion": held.discussion,
        "commenter": held.commenter,
        "word": ListedWord.objects.create(pattern="word"),
        "domain": BlockedDomain.objects.create(domain="spam.example"),
        "reason": RejectionReason.objects.create(label="Off topic", text="It is."),
        "saved": SavedReply.objects.create(label="Thanks", text="Thank you."),
        "site": ModeratedSite.objects.create(site_id=1),
    }
    places = {name: [row.pk] for name, row in rows.items()}
    return {"": [], "article": ["newsroom_articles.article", article.pk], **places}


@pytest.fixture
def browser(db: None) -> Callable[[str], Client]:
    """The browser of somebody in a role; the groups are those that the command makes."""

    def open_as(role: str) -> Client:
        client = Client()
        if role == NOBODY:
            return client
        call_command("moderationroles", stdout=StringIO())
        user = get_user_model().objects.create_user(
            "somebody", is_staff=role != READER, is_superuser=role == SUPERUSER
        )
        user.groups.set(Group.objects.filter(name=role))
        if role == VIEWER:
            user.user_permissions.set(Permission.objects.filter(codename="view_readercomment"))
        client.force_login(user)
        return client

    return open_as
