"""What stands around the form of an article, and the pages beside it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from ... import previews
from ...models import Article
from . import comparing, states, translations

View = Callable[[Any, HttpRequest, Article], HttpResponse]


def of_article(admin: Any, view: View) -> Callable[..., HttpResponse]:
    """The view of one article by its key; where there is none, Django's own answer to that."""

    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        article = admin.get_object(request, str(pk)) if pk < 2**63 else None
        if article is None:
            return HttpResponseRedirect(f"../../{pk}/change/")
        return view(admin, request, article)

    return answer


def context(admin: Any, request: HttpRequest, form: Any, article: Article | None) -> dict[str, Any]:
    """For the template of the form: buttons by state and right, what is missing, links, differences."""
    if article is not None and form.is_bound:
        # A form that is refused has changed its instance.
        article = Article.objects.filter(pk=article.pk).first()
    publishes = states.may_publish(request.user)
    found = {
        "buttons": states.buttons(article, publishes=publishes, shows_next=form.shows_next),
        "missing": states.missing(article or Article()),
        "differences": form.differences if hasattr(form, "differences") else [],
    }
    return found | (_of_stored(admin, request, form, article, publishes) if article else {})


def _of_stored(
    admin: Any, request: HttpRequest, form: Any, article: Article, publishes: bool
) -> dict[str, Any]:
    readers = comparing.words_of(article)
    return {
        "article": article,
        "state": states.in_words(article),
        "preview": "" if article.was_public and not article.pending else previews.address(article),
        "preview_days": previews.LASTS.days,
        "next_shown": form.shows_next,
        "next_differences": comparing.compare(readers, article.pending or {}),
        "may_publish": publishes,
        "may_withdraw": publishes and article.published,
        "translations": translations.links(admin, request, article),
        "preview_label": _("Preview of the next version") if article.pending else _("Preview"),
    }
