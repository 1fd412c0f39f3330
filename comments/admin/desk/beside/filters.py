"""Filters that stand on a page of their own, and those that an editor saved."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from ....desk.filters import Filters
from ....models import Decision, ReaderComment, SavedFilter
from ....models.moderation.saved_filters import LONGEST_QUERY
from ....requests.numbers import natural_number
from ...paging import MOST_ROWS
from ...permissions import on_their_sites

SWITCHES = (
    ("first_timers", gettext_lazy("First comments only")),
    ("edited", gettext_lazy("Edited by the newsroom")),
    ("orphans", gettext_lazy("What they are about is gone")),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """All that there is to choose from; of editors and sections, those of the latest rows."""
    filters = Filters.read(request.GET)
    return {
        "filters": filters,
        "query": filters.query(),
        "others": _others(filters),
        "choices": [
            (name, label, choices, getattr(filters, name))
            for name, label, choices in (
                ("language", _("Language"), languages()),
                ("section", _("Section"), [(name, name) for name in sections(request)]),
                ("decided_by", _("Decided by"), editors(request)),
            )
            if choices
        ],
        "switches": [(name, label, getattr(filters, name)) for name, label in SWITCHES],
        "saved": SavedFilter.objects.filter(editor=request.user.pk),
    }


def save(request: HttpRequest) -> str:
    """Save a filter under a name of the editor's, or remove one; gives what is to be said."""
    theirs = SavedFilter.objects.filter(editor=request.user.pk)
    if "remove" in request.POST:
        theirs.filter(pk=natural_number(request.POST["remove"]) or 0).delete()
        return _("Removed.")
    name = request.POST.get("name", "").replace("\0", "").strip()[:60]
    query = Filters.read(QueryDict(request.POST.get("query", "").lstrip("?"))).query()
    if not name or len(query) > LONGEST_QUERY:
        return _("A filter needs a name.") if not name else _("That filter is too long to be saved.")
    SavedFilter.objects.update_or_create(editor_id=request.user.pk, name=name, defaults={"query": query})
    return _("Saved: %(name)s.") % {"name": name}


def _others(filters: Filters) -> list[tuple[str, str]]:
    """What else narrows the list, as fields that the form carries along."""
    here = {"language", "section", "decided_by", *(name for name, _label in SWITCHES)}
    fields = QueryDict(filters.query()[1:])
    return [(name, fields.get(name, "")) for name in fields if name not in here]


def languages() -> list[tuple[str, str]]:
    """The site's, each in the editor's own language."""
    return [(code, get_language_info(code)["name_translated"]) for code, _name in settings.LANGUAGES]


def sections(request: HttpRequest) -> list[str]:
    rows = on_their_sites(ReaderComment.objects.order_by("-submitted", "-pk"), request)
    return sorted({*rows.values_list("discussion__section", flat=True)[:MOST_ROWS]} - {""})


def editors(request: HttpRequest) -> list[tuple[str, str]]:
    rows = on_their_sites(Decision.objects.order_by("-pk"), request, "comment__")
    latest = {*rows.values_list("actor", flat=True)[:MOST_ROWS]} - {None}
    people = get_user_model()._base_manager.in_bulk(list(latest))
    return sorted(((str(key), str(person)) for key, person in people.items()), key=lambda choice: choice[1])


def chips(filters: Filters) -> Iterator[tuple[str, Any, str]]:
    """What of these narrows a list: the field, its value, and the words for it."""
    if filters.language:
        name = dict(languages()).get(filters.language, filters.language)
        yield "language", filters.language, _("Language: %(name)s") % {"name": name}
    if filters.section:
        yield "section", filters.section, _("Section: %(name)s") % {"name": filters.section}
    if filters.decided_by:
        yield (
            "decided_by",
            filters.decided_by,
            _("Decided by: %(name)s") % {"name": _name(filters.decided_by)},
        )
    for name, label in SWITCHES:
        if getattr(filters, name):
            yield name, 1, str(label)


def _name(key: str) -> str:
    try:
        return str(get_user_model()._base_manager.filter(pk=key).first() or key)
    except (ValueError, ValidationError):
        return key
