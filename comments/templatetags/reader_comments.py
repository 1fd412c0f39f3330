"""``{% load reader_comments %}``: the section under an object, and the number of its comments."""

from collections.abc import Iterable

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.template.loader import select_template
from django.utils import translation
from django.utils.safestring import SafeString

from ..discussions.pages import PageLocation, discussion_of, look_up_all, page_of
from ..discussions.sections import section_context
from ..discussions.threads import Row
from ..targets import language_of, takes_comments

register = template.Library()


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
        section: SafeString = select_template(ladder).render(section_context(request, target), request)
    return section


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
    """How many public comments ``target`` has."""
    discussion = discussion_of(target)
    return 0 if discussion.is_hidden else discussion.public_count
