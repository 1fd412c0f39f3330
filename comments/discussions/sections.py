"""What the templates are given: the section under an object, and the form wherever it stands."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import global_settings, settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject

from ..conf import conf
from ..forms import ReplyForm, find_parent, reply_form
from ..requests.numbers import natural_number
from ..requests.permission import refusal
from ..requests.readers import must_log_in, user_of
from ..targets import address_of, is_listed, label_of, title_of
from .pages import PageLocation, discussion_of, page_of


def section_context(request: HttpRequest, target: Model) -> dict[str, Any]:
    """The page of comments that the request's query asks for, and an empty form."""
    discussion, user = discussion_of(target), user_of(request)
    asked_for = natural_number(request.GET.get("reply_to")) or 0
    parent = find_parent(target, asked_for) if asked_for and discussion.is_open else None
    location = PageLocation.read(request.GET)
    return _around_form(request, target, user) | {
        # Where it was made for an earlier reader, none is made.
        "form": SimpleLazyObject(lambda: _form(target, user, parent)),
        "discussion": discussion,
        "page": page_of(target, location),
        "location": location,
        # A reply's is nobody else's.
        "form_part": "" if asked_for else "comments form",
        "parent_is_gone": bool(asked_for) and parent is None,
        # Of what not everybody may see, nobody here knows whether this reader may.
        "recommends": conf.recommendations and is_listed(target),
    }


def _form(target: Model, user: Any, parent: dict[str, Any] | None) -> ReplyForm:
    form = reply_form()(target, user=user)
    form.parent = parent
    return form


def form_context(request: HttpRequest, form: ReplyForm) -> dict[str, Any]:
    """The form and what it is for.  Only a logged-in reader's form carries a token."""
    target = form.target_object
    return _around_form(request, target, form.user) | {"form": form, "target": title_of(target)}


def _around_form(request: HttpRequest, target: Model, user: Any) -> dict[str, Any]:
    stranger = must_log_in(target, user)
    return {
        "target": target,
        # As the form's hidden fields name it.
        "target_label": label_of(target),
        "target_key": str(target.pk),
        "target_address": address_of(target),
        "token": get_token(request) if user else "",
        "must_log_in": stranger,
        "may_not_comment": refusal(target, user),
        "log_in_address": log_in_address(request, target) if stranger else "",
        "log_out_address": _log_out_address(request) if user else "",
        "house_rules": conf.house_rules,
    }


def log_in_address(request: HttpRequest, target: Model) -> str:
    """Where the host lets readers log in, and then leads them back to the form; "" where it says nowhere."""
    address = log_in_page()
    if not address:
        return ""
    back = f"{address_of(target)}#respond"
    elsewhere = bool(urlsplit(address).netloc)
    return redirect_to_login(request.build_absolute_uri(back) if elsewhere else back, address).url


def log_in_page() -> str:
    """The address that the host's ``LOGIN_URL`` names; "" where it names none.

    What a host has set is believed; Django's own default is nothing to believe where no such page is.
    """
    try:
        address: str = resolve_url(settings.LOGIN_URL)
        if address == global_settings.LOGIN_URL:
            resolve(address)
    except (NoReverseMatch, Resolver404):
        return ""
    return address


def _log_out_address(request: HttpRequest) -> str:
    """The host's own log-out view, by Django's name for it or django-allauth's; "" where it has none.

    That of the admin logs nobody out whom the admin wouldn't let in, and leads to its log-in page.
    """
    names = ["logout", "account_logout", *(["admin:logout"] if admin.site.has_permission(request) else [])]
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
