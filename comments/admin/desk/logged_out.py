"""What the desk answers to an editor whose session has ended: the way to the log-in, and what they typed."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.admin.sites import AdminSite
from django.contrib.messages import DEFAULT_TAGS
from django.contrib.messages import constants as level
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .sent import WORDS

LIST = "admin:newsroom_comments_readercomment_changelist"


def is_page(request: HttpRequest) -> bool:
    """Whether an address was merely opened, so that admin's own log-in can lead back to it."""
    return request.method != "POST" and not _wants_json(request)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@never_cache
def answer(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """401 (RFC 9110, 15.5.2), as JSON where that is asked for; nothing was done."""
    query = request.POST.get("query", request.META["QUERY_STRING"])
    back = f"{reverse(LIST, current_app=site.name)}?{query.lstrip('?')}"
    log_in = f"{reverse('admin:login', current_app=site.name)}?{urlencode({'next': back})}"
    message = _("You are logged out: that was not done. Nothing of yours is lost.")
    if _wants_json(request):
        parts = {"message": message, "level": DEFAULT_TAGS[level.WARNING], "log_in": log_in}
        response: HttpResponse = JsonResponse(parts, status=HTTPStatus.UNAUTHORIZED)
    else:
        context = {
            **site.each_context(request),
            "title": message,
            "log_in": log_in,
            "words": [request.POST[name] for name in WORDS if request.POST.get(name)],
        }
        template = "newsroom_comments/desk/logged_out.html"
        response = TemplateResponse(request, template, context, status=HTTPStatus.UNAUTHORIZED)
    # The admin has no other scheme than its own form.
    response["WWW-Authenticate"] = "Form"
    return response
