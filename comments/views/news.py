"""What an open page asks from time to time: has anything been published since?"""

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ..decorators import discussion_page
from ..discussions.news import MOST, news_since
from ..discussions.pages import discussion_of
from ..requests.numbers import VERSION_DIGITS, natural_number
from ..targets import language_of
from .lookups import find_listed_target


@discussion_page(find_listed_target)
@require_safe
def news(request: HttpRequest, target: Model) -> HttpResponse:
    """How many comments ``target`` got since version ``since`` of its discussion, said in its language.

    With the discussion's version now, and the address of the first of them.
    """
    discussion = discussion_of(target)
    if discussion.is_hidden:
        raise Http404
    since = natural_number(request.GET.get("since"), digits=VERSION_DIGITS)
    if since is None:
        return HttpResponseBadRequest()
    found = news_since(discussion, since)
    with translation.override(language_of(target)):
        answer = {"count": len(found), "version": discussion.version, "text": _sentence(len(found))}
    if found:
        answer["address"] = reverse("newsroom_comments:permalink", args=[found[0]])
    return JsonResponse(answer)


def _sentence(count: int) -> str:
    if not count:
        return ""
    if count == MOST:
        return _("%(count)d new comments or more") % {"count": count}
    return ngettext("%(count)d new comment", "%(count)d new comments", count) % {"count": count}
