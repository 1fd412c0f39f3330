"""Who may do what at the desk, and that nobody there goes past the single write path."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from comments.admin.desk.changelist import ACTIONS
from comments.decisions.standings import set_standing
from comments.models import Commenter, Decision, Email, Note, ReaderComment, Standing, Status
from comments.models.lists import OfferedText

from .conftest import CHANGE, LIST, Desk

pytestmark = pytest.mark.django_db
ADDRESS = "ada.lovelace@example.org"
SUPERUSER, MODERATOR, VIEWER, STAFF = "superuser", "moderate_readercomment", "view_readercomment", ""
KEPT = ("readercomment", "decision", "discussion", "commenter", "standingchange", "email")
LISTS = ("listedword", "blockeddomain", "rejectionreason", "savedreply")


@pytest.fixture
def seat(desk: Any) -> Callable[[str], Desk]:
    def take(role: str) -> Desk:
        return desk(superuser=True) if role == SUPERUSER else desk(role)

    return take


@pytest.mark.parametrize(
    ("role", "sees", "decides"),
    [(SUPERUSER, True, True), (MODERATOR, True, True), (VIEWER, True, False), (STAFF, False, False)],
)
def test_who_sees_and_who_decides(role: str, sees: bool, decides: bool, seat: Any, comment: Any) -> None:
    held = comment(status=Status.PENDING)
    desk = seat(role)
    allowed = 200 if sees else 403
    assert (desk.get().status_code, desk.get(CHANGE, held.pk).status_code) == (allowed, allowed)
    if sees:
        page = desk.open()
        selects = role == SUPERUSER
        assert (bool(page.buttons()), bool(page.tree.xpath("//*[@id='bulk']"))) == (decides, selects)
        form = desk.open(CHANGE, held.pk)
        assert bool(form.tree.xpath("//textarea[@name='source']")) == decides
    if not sees:
        return
    token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    decision = {"pk": held.pk, "revision": held.revision, "to": "approved", "csrfmiddlewaretoken": token}
    answer = desk.client.post(reverse("admin:newsroom_comments_decide"), decision)
    assert answer.status_code == (302 if decides else 403)
    assert ReaderComment.objects.get().public == decides


@pytest.mark.parametrize("role", [VIEWER, STAFF])
def test_who_may_not_decide_cannot_by_any_form(role: str, seat: Any, comment: Any) -> None:
    held = comment("Words", status=Status.PENDING)
    desk = seat(role)
    client = Client()
    client.force_login(desk.user)
    before = list(ReaderComment.objects.values())
    fields = {
        "pk": held.pk,
        "revision": held.revision,
        "shown": f"{held.pk}-{held.revision}",
        "to": "approved",
        "source": "Eve",
        "reply": "Eve",
        "note": "Eve",
        "lasts": "",
        "reject_pending": "1",
        "batch": Decision.objects.values_list("batch", flat=True)[0] or uuid4(),
    }
    for act in ACTIONS:
        assert client.post(reverse(f"admin:newsroom_comments_{act}"), fields).status_code == 403
    client.post(reverse(LIST), {"action": "approve", "_selected_action": [held.pk], "index": "0"})
    client.post(reverse(CHANGE, args=[held.pk]), {"source": "Eve", "seen_revision": held.revision})
    assert (list(ReaderComment.objects.values()), Note.objects.count()) == (before, 0)


def test_the_desk_is_not_open_to_readers(comment: Any, client: Client) -> None:
    held = comment(status=Status.PENDING)
    client.force_login(get_user_model().objects.create_user("ada"))
    acts = [reverse(f"admin:newsroom_comments_{act}") for act in ACTIONS]
    for address in (reverse(LIST), reverse(CHANGE, args=[held.pk])):
        assert client.post(address).status_code == 302
    assert [client.post(address).status_code for address in acts] == [401] * len(acts)
    assert ReaderComment.objects.get().status == Status.PENDING


# --- Addresses ------------------------------------------------------------------------------------------


def test_an_address_is_shown_only_with_its_own_permission(desk: Any, comment: Any) -> None:
    held = comment(email=ADDRESS, status=Status.PENDING)
    moderator = desk("moderate_readercomment", name="one")
    trusted = desk("moderate_readercomment", "view_address", name="two")
    assert ADDRESS in trusted.open(CHANGE, held.pk).html
    pages = [
        moderator.open(),
        moderator.open(CHANGE, held.pk),
        moderator.open("admin:newsroom_comments_readercomment_history", held.pk),
    ]
    assert ADDRESS in trusted.open().html
    assert [page.address for page in pages if "lovelace" in page.html] == []


@pytest.mark.parametrize(
    "query",
    [
        "user_email__startswith=ada",
        "user_email=ada.lovelace@example.org",
        "comment_ptr__user_email__startswith=ada",
        "xtdcomment_ptr__user_email__startswith=ada",
        "network__startswith=1",
        "ip_address=1.2.3.4",
        "commenter__address_hash__startswith=a",
        "user__email__startswith=ada",
        "root__user_email__startswith=ada",
    ],
)
def test_no_address_is_guessed_by_filtering(query: str, desk: Any, comment: Any) -> None:
    """A list that is empty or not would tell an address letter by letter."""
    comment("Some words", email=ADDRESS, status=Status.PENDING)
    moderator = desk("moderate_readercomment", "view_decision", "view_discussion")
    nobodys = re.sub("ada|1|a$", "zzz", query)
    shown = ["Some words" in moderator.open(query=f"?{each}").text for each in (query, nobodys)]
    assert shown == [True, True]
    for prefix, name in (("comment__", "decision"), ("comments__", "discussion")):
        address = f"admin:newsroom_comments_{name}_changelist"
        assert moderator.get(address, query=f"?{prefix}{query}").status_code == 400


def test_no_address_is_found_by_searching(desk: Any, comment: Any) -> None:
    comment("Some words", email=ADDRESS)
    seen = [
        "Some words"
        in desk("moderate_readercomment", *more, name=name).open(query=f"?queue=all&search={ADDRESS}").text
        for name, more in (("one", []), ("two", ["view_address"]))
    ]
    assert seen == [False, True]


# --- Nothing is added, nothing is deleted ---------------------------------------------------------------


@pytest.mark.parametrize("name", KEPT)
def test_nothing_is_added_or_deleted_even_by_a_superuser(name: str, desk: Any, comment: Any) -> None:
    Email.objects.create(kind="moderation", comment=comment())
    superuser = desk(superuser=True)
    for_model = f"admin:newsroom_comments_{name}_"
    person = Commenter.objects.get()
    set_standing(person, Standing.TRUSTED, until=None, by=superuser.user, batch=uuid4())
    row = apps.get_model("newsroom_comments", name).objects.first()
    page = superuser.open(f"{for_model}changelist")
    assert "delete_selected" not in page.html
    assert superuser.get(f"{for_model}add").status_code == 403
    assert superuser.get(f"{for_model}delete", row.pk).status_code == 403
    token = page.tree.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
    fields = {"csrfmiddlewaretoken": token, "post": "yes"}
    assert superuser.client.post(reverse(f"{for_model}delete", args=[row.pk]), fields).status_code == 403
    bulk = fields | {"action": "delete_selected", "_selected_action": [row.pk], "index": "0"}
    superuser.client.post(reverse(f"{for_model}changelist"), bulk)
    assert type(row).objects.filter(pk=row.pk).exists()


# --- No way past the write path -------------------------------------------------------------------------


def test_no_other_admin_knows_the_comments() -> None:
    foreign = {"django_comments", "django_comments_xtd"}
    registered = admin.site._registry.items()
    assert [model for model, _admin in registered if model._meta.app_label in foreign] == []
    inlines = [inline.model for _model, model_admin in registered for inline in model_admin.inlines]
    assert [model for model in inlines if model._meta.app_label in foreign | {"newsroom_comments"}] == []
    ours = [item for model, item in registered if model._meta.app_label == "newsroom_comments"]
    assert {item.opts.model_name for item in ours} == {*KEPT, *LISTS, "deskdigest", "moderatedsite"}
    assert [item.list_editable for item in ours] == [
        ["position", "active"] if issubclass(item.model, OfferedText) else () for item in ours
    ]


def admin_addresses(pk: int) -> Iterator[str]:
    """Every address of the admin, with one comment's id where it takes one."""
    resolver = get_resolver()
    names = (
        {
            pattern.name
            for top in resolver.url_patterns
            if isinstance(top, URLResolver) and top.app_name == "admin"
            for pattern in _leaves(top)
        }
        - {None, "logout"}
        # "orphans" rejects what stands under an article that has a comment's number, once that is deleted.
        - {f"newsroom_comments_{act}" for act in (*ACTIONS, "orphans")}
    )
    for name in sorted(map(str, names)):
        for arguments in ([], [pk], [1, pk], ["newsroom_comments"]):
            try:
                yield reverse(f"admin:{name}", args=arguments)
            except NoReverseMatch:
                continue


def _leaves(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _leaves(pattern)
        else:
            yield pattern


def test_no_address_of_the_admin_but_ours_changes_visibility(desk: Any, comment: Any) -> None:
    held, public = comment("Held words", status=Status.PENDING), comment("Public words")
    client = Client(raise_request_exception=False)
    client.force_login(desk(superuser=True).user)
    before = list(ReaderComment.objects.order_by("pk").values_list("pk", "is_public", "public", "status"))
    for row in (held, public):
        fields = {
            "is_public": "" if row.public else "on",
            "public": "" if row.public else "on",
            "status": "pending" if row.public else "approved",
            "is_removed": "on",
            "source": row.source,
            "seen_revision": row.revision,
            "post": "yes",
        }
        addresses = list(admin_addresses(row.pk))
        assert reverse(CHANGE, args=[row.pk]) in addresses
        for address in addresses:
            assert client.post(address, fields).status_code < 500
    after = list(ReaderComment.objects.order_by("pk").values_list("pk", "is_public", "public", "status"))
    assert after == before
