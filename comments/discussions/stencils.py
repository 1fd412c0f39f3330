"""What our templates make once a process, with gaps for what differs: of comments alike, and of the form.

Django's templates take most of the time of a page that is made.  Ours show the words of a comment as they
are, and ask for nothing else of it than its shape.  A host's own may ask for more, and are run each time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from html import escape
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.db.models import Model
from django.forms.renderers import get_default_renderer
from django.template.loader import get_template
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ..conf import conf
from ..forms import ReplyForm, forget_address, reply_form
from ..targets import is_listed, label_of
from .configuration import digest
from .threads import Row, Thread

# As the app is found, by whatever links: so its templates are named.
OURS = Path(__file__).parents[1] / "templates"
# Each by those that it includes.
THREAD = [f"newsroom_comments/discussion/{name}.html" for name in ("thread", "comment", "badges", "more")]
FORM = [
    f"newsroom_comments/posting/{name}.html" for name in ("form", "problems", "field", "follow", "form_parts")
]
# In every process; each is one or two KB, or as long as the form.
MOST = 1_000
_stencils: dict[Any, str] = {}


def _ours(names: Sequence[str]) -> list[Any] | None:
    """The templates; None where a host put its own in the place of one."""
    found: list[Any] = [get_template(name) for name in names]
    is_ours = [Path(one.origin.name) for one in found] == [OURS / name for name in names]
    return found if is_ours else None


def _site(templates: Sequence[Any]) -> tuple[Any, ...]:
    """What a template may show beside what it is given; one that is loaded anew may be another."""
    return (*(one.template for one in templates), get_language(), digest())


def _cut(key: Any, make: Callable[[], str]) -> str:
    """What ``make`` gives, made once for this key; its gaps are ``%(name)s`` by then."""
    # Another thread may clear them at any moment.
    cut = _stencils.get(key)
    if cut is None:
        if len(_stencils) >= MOST:
            _stencils.clear()
        text = make().replace("%", "%%")
        cut = _stencils[key] = text.replace("\ue000", "%(").replace("\ue001", ")s")
    return cut


def _gap(name: str) -> SafeString:
    # Characters of private use, which stand neither in our templates nor in their translations.
    return mark_safe(f"\ue000{name}\ue001")


def _escaped(word: str) -> str:
    """As ``conditional_escape`` gives it, which asks more of what may be no text."""
    return word if isinstance(word, SafeString) else escape(word)


# --- Comments -------------------------------------------------------------------------------------------

# What the templates show of a row and don't look at, what they look at to see whether it is there, and all
# else that they ask for.
WORDS = (
    *("anchor", "number", "root_number", "answers_anchor", "answers_permalink", "report_address"),
    *("iso", "day", "when", "html", "recommendations", "thanks_anchor"),
)
OPTIONAL = ("name", "url", "answers", "answers_pk", "recommended")
ASKED = (
    *("withheld", "withdrawn", "by_author", "by_staff", "edited", "opens", "last_of_branch"),
    *("depth", "closes", "replies", "more", "uncounted", "picked"),
)
_optional, _asked = attrgetter(*OPTIONAL), attrgetter(*ASKED)


def thread_renderer(shared: Mapping[str, Any]) -> Callable[[Thread], str]:
    """What makes a thread's HTML by ``thread.html``; ``shared`` is what that is given beside the thread."""
    templates = _ours(THREAD)
    if templates is None:
        thread_template = get_template(THREAD[0])
        return lambda thread: thread_template.render({**shared, "thread": thread})
    location = shared["location"]
    barred = shared["must_log_in"] or bool(shared["may_not_comment"])
    around = (shared["discussion"].is_open, not barred, shared["recommends"], location.order)
    page = (_site(templates), around)
    words = {
        "target_address": _escaped(shared["target_address"]),
        "reply_query": _escaped(location.reply_query),
    }

    def filled(row: Row) -> str:
        key = (page, _asked(row), *map(bool, _optional(row)))
        return _cut(key, lambda: _blank_row(templates[0], row, *around)) % _Words(row, words)

    return lambda thread: mark_safe("".join(map(filled, thread.rows)))


class _Words(dict[str, str]):
    """What a comment's gaps are filled with, by their names; each made once."""

    def __init__(self, row: Row, shared: Mapping[str, str]) -> None:
        super().__init__(shared)
        self._row = row

    def __missing__(self, name: str) -> str:
        self[name] = escaped = _escaped(getattr(self._row, name))
        return escaped


class _Blank(Row):
    """A row whose words are gaps."""


for _name in WORDS:
    setattr(_Blank, _name, _gap(_name))


def _blank_row(template: Any, row: Row, is_open: bool, may_reply: bool, recommends: bool, order: str) -> str:
    given = {field.name: getattr(row, field.name) for field in fields(Row)}
    given |= {name: _gap(name) for name in ("name", "url", "answers") if given[name]}
    context = {
        "thread": SimpleNamespace(rows=[_Blank(**given)]),
        "discussion": SimpleNamespace(is_open=is_open),
        "must_log_in": not may_reply,
        "recommends": recommends,
        "may_not_comment": "",
        "target_address": _gap("target_address"),
        "location": SimpleNamespace(reply_query=_gap("reply_query"), order=order),
    }
    return str(template.render(context))


# --- The form -------------------------------------------------------------------------------------------


class _BlankForm(ReplyForm):
    """An empty form whose target is gaps."""

    forget_address = _gap("forget_address")

    def generate_security_data(self) -> dict[str, str]:
        return {"content_type": _gap("content_type"), "object_pk": _gap("object_pk")}


def _around(form: ReplyForm) -> dict[str, Any]:
    return {"form": form, "house_rules": conf.house_rules}


def empty_form(target: Model) -> SafeString | None:
    """The form below ``target`` for who isn't logged in; None where a host has its own."""
    templates = _ours(FORM)
    if templates is None or reply_form() is not ReplyForm:
        return None
    address = (get_script_prefix(), get_urlconf())
    key = (_site(templates), get_default_renderer(), *address, is_listed(target))
    stencil = _cut(key, lambda: templates[0].render(_around(_BlankForm(target))))
    words = {
        "content_type": label_of(target),
        "object_pk": str(target.pk),
        "forget_address": forget_address(target),
    }
    return mark_safe(stencil % {name: escape(word) for name, word in words.items()})
