"""What typesetting would change in the words of a form."""

from typing import Any

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ...models import Article
from ...text import bodies, typography

FIELDS = ("headline", "summary", "body")


@require_POST
def propose(request: HttpRequest, admin: Any) -> JsonResponse:
    """What typesetting would change in the words that were sent; stores nothing."""
    if not (admin.has_add_permission(request) or admin.has_change_permission(request)):
        raise PermissionDenied
    language = _language(request)
    if not typography.sets(language):
        return JsonResponse({"changes": 0, "message": _("No typography is known for this language.")})
    typed = {name: request.POST[name] for name in FIELDS if request.POST.get(name)}
    proposals = [_proposal(name, text, language) for name, text in typed.items()]
    proposals = [proposal for proposal in proposals if proposal["changes"]]
    changes = sum(proposal["changes"] for proposal in proposals)
    message = ngettext("%(number)s change proposed.", "%(number)s changes proposed.", changes)
    context = {"proposals": proposals}
    return JsonResponse(
        {
            "changes": changes,
            "message": message % {"number": changes} if changes else _("Nothing to change."),
            "difference": render_to_string("admin/newsroom_articles/article/typography.html", context),
            "fields": {proposal["name"]: proposal["text"] for proposal in proposals},
        }
    )


def _language(request: HttpRequest) -> str:
    """As the form says; of an article whose language is fixed, as it is stored."""
    pk = request.POST.get("article", "")
    if request.POST.get("language") or not pk.isascii() or not pk.isdecimal():
        return request.POST.get("language", "")
    return Article.objects.filter(pk=pk[:18]).values_list("language", flat=True).first() or ""


def _proposal(name: str, typed: str, language: str) -> dict[str, Any]:
    if name == "body":
        before = bodies.stored(typed)
        after = typography.html(before, language)
        pairs = zip(typography.paragraphs(before), typography.paragraphs(after), strict=True)
    else:
        after = typography.text(typed, language)
        pairs = zip([typed], [after], strict=True)
    compared = [typography.changes(old, new) for old, new in pairs if old != new]
    return {
        "name": name,
        "label": label_for_field(name, Article),
        "text": after,
        "changes": sum(old != new for paragraph in compared for old, new in paragraph),
        "paragraphs": compared,
    }
