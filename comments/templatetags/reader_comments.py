"""``{% load reader_comments %}``: the section under an object, and the number of its comments."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.http import HttpRequest
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import select_template
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ..discussions.fragments import Parts, of_threads, page_key
from ..discussions.pages import PageLocation, discussion_of, look_up_all, page_of
from ..discussions.sections import section_context
from ..discussions.stencils import empty_form, thread_renderer
from ..discussions.threads import Row
from ..requests.readers import is_answered_alone, is_everybodys
from ..targets import is_listed, language_of, takes_comments

register = template.Library()
T = TypeVar("T")


@register.simple_tag(takes_context=True)
def reader_comments(context: template.Context, target: Model) -> SafeString:
    """The list of ``target``'s public comments and the form below it, in the language of ``target``.

    Renders the first there is of ``newsroom_comments/<app>/<model>/section.html``,
    ``newsroom_comments/<app>/section.html`` and ``newsroom_comments/section.html``.  Nothing for a model that
    ``MODELS`` doesn't list, to which no post could be; while one develops, ``ImproperlyConfigured`` says so.
    """
    if not takes_comments(type(target)):
        if settings.DEBUG:
            label = target._meta.label
            raise ImproperlyConfigured(
                f'{label} takes no comments: add "{label}": {{}} to MODELS in NEWSROOM_COMMENTS.'
            )
        return SafeString()
    request = context["request"]
    app, model = target._meta.app_label, target._meta.model_name
    ladder = [
        f"newsroom_comments/{app}/{model}/section.html",
        f"newsroom_comments/{app}/section.html",
        "newsroom_comments/section.html",
    ]
    with translation.override(language_of(target)):
        # A text where the host's is a template of Jinja2.
        return SafeString(select_template(ladder).render(section_context(request, target), request))


def kept_part(
    request: HttpRequest | None, name: str, make: Callable[[], T], *, for_everybody: bool = False
) -> T:
    """What ``make`` gives, or gave for an earlier reader; ``page_part`` says when."""
    parts: Parts | None = getattr(request, "_newsroom_parts", None)
    if not name or request is None or parts is None:
        return make()
    is_alone = is_answered_alone(request)
    if is_alone and not for_everybody:
        return make()
    # What was made for a reader with a session is kept for nobody, whatever the template says.
    return parts.get(name, make, lambda: not is_alone and is_everybodys(request))


class PagePart(template.Node):
    def __init__(self, name: FilterExpression, nodelist: template.NodeList, *, for_everybody: bool) -> None:
        self.name = name
        self.nodelist = nodelist
        self.for_everybody = for_everybody

    def render(self, context: template.Context) -> SafeString:
        name = self.name.resolve(context)
        request = context.get("request")
        return kept_part(
            request, name, lambda: self.nodelist.render(context), for_everybody=self.for_everybody
        )


@register.tag
def page_part(parser: Parser, token: Token) -> PagePart:
    """``{% page_part "name" %}…{% endpage_part %}``: made once for all readers of a ``discussion_page``.

    Made anew when the page's object changes, and nothing but that changes what it shows.  A reader with a
    session has it made for themselves; so has everybody what asks for a token or for a nonce, or has no name.

    ``{% page_part "name" for_everybody %}`` says that it shows nothing of who reads: a reader with a session
    gets it as it was made for others.
    """
    _tag, name, *options = token.split_contents()
    if options not in ([], ["for_everybody"]):
        raise template.TemplateSyntaxError(f"page_part takes a name and for_everybody, not {options}.")
    nodelist = parser.parse(("endpage_part",))
    parser.delete_first_token()
    return PagePart(parser.compile_filter(name), nodelist, for_everybody=bool(options))


# What a comment's template is given beside the comment: the same for all readers, as what it makes is kept.
SHARED = ("discussion", "location", "must_log_in", "may_not_comment", "target_address", "recommends")


@register.simple_tag(takes_context=True)
def thread_list(context: template.Context) -> SafeString:
    """The threads of ``page``, each by ``discussion/thread.html``; those that didn't change as they were."""
    shared = {name: context[name] for name in SHARED}
    discussion, page = context["discussion"], context["page"]
    barred = context["must_log_in"] or bool(context["may_not_comment"])
    made_of = (context["target_address"], barred, discussion.is_open, context["recommends"])
    key = page_key(context["target"], page.location, "html", *made_of)
    made = of_threads(key, page.threads, thread_renderer(shared))
    return format_html_join("", "{}", ((html,) for html in made))


@register.simple_tag(takes_context=True)
def reply_form(context: template.Context) -> SafeString:
    """The form of the section, by ``posting/form.html``."""
    is_anyones = context["form_part"] and not context["token"]
    made = empty_form(context["target"]) if is_anyones else None
    if made is None:
        made = _included("newsroom_comments/posting/form.html", context)
    return made


def _included(name: str, context: Any) -> SafeString:
    """What ``{% include %}`` makes of the template."""
    with context.push():
        made: SafeString = context.template.engine.get_template(name).render(context)
    return made


@register.simple_tag(takes_context=True)
def comments_shown(context: template.Context, target: Model) -> list[Row]:
    """The comments that ``reader_comments`` shows on this page: ``name``, ``html``, ``submitted`` and ``pk``.

    For a page that says them in another way, too, to a search engine say; together they cost what one does.
    """
    page = page_of(target, PageLocation.read(context["request"].GET))
    return [row for row in page.rows if not row.withheld]


@register.simple_tag
def comment_counts(targets: Iterable[Model]) -> str:
    """Look up the counts of a whole list at once: for its objects, ``comment_count`` then costs nothing.

    ``targets`` is a list, a page or a queryset, whose very objects the template goes through afterwards.
    """
    look_up_all(targets)
    return ""


@register.simple_tag
def comment_count(target: Model) -> int:
    """How many public comments ``target`` has; 0 where not everybody may see it."""
    return discussion_of(target).shown_count if is_listed(target) else 0
