"""Where editors write and publish."""

from __future__ import annotations  # Django’s form classes take no subscript at run time

import re
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest
from django.db.models import Field
from django.forms import Field as FormField
from django.forms import ModelForm
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Article
from ..text import bodies
from . import collisions
from .forms import BASE, DRAFT, ArticleForm

WIDGETS = {"headline": {"class": "vLargeTextField"}, "summary": {"rows": 3}, "body": {"rows": 30}}
ADDRESS = ("language", "slug")
WORDS = ("headline", "summary", "body", "author")
MOST_SEARCHED = 200
SAVED = "newsroom_articles_saved"
DAY = 24 * 3600
# An id has one spelling: no sign, no zero ahead, no digit of another script.
ID = re.compile("0|[1-9][0-9]*")
FIXED = _("Fixed: this article is published, and readers have links to its address.")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("headline", "language", "status", "pub_date", "page")
    list_filter = ("status", "language")
    search_fields = ("headline", "summary", "body", "author")
    # A list of all accounts would be long, and a search needs an admin of the host's user model.
    raw_id_fields = ("writer",)
    date_hierarchy = "pub_date"
    form = ArticleForm
    prepopulated_fields = {"slug": ["headline"]}
    fieldsets = (
        (None, {"fields": ("headline", "summary", "body", "author", "writer")}),
        (_("Address"), {"fields": ADDRESS}),
        (_("Publication"), {"fields": ("status", "pub_date")}),
    )

    class Media:
        js = (
            Script("newsroom_articles/drafts.js", defer=True),
            Script("newsroom_articles/logout.js", defer=True),
        )

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """With what the form carries unseen, for who may save it."""
        (name, options), *others = super().get_fieldsets(request, obj)
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        carried = (BASE,) if may_save else ()
        return [(name, {**options, "fields": (*options["fields"], *carried)}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        return ADDRESS if _has_fixed_address(obj) else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Article | None = None) -> dict[str, Any]:
        return {} if _has_fixed_address(obj) else self.prepopulated_fields

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Article]]:
        if _has_fixed_address(obj):
            kwargs["help_texts"] = dict.fromkeys(ADDRESS, FIXED)
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.editor, form.opened = request.user, _opened(request)
        return cast("type[ModelForm[Article]]", form)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        return super().get_object(request, object_id, from_field) if ID.fullmatch(object_id) else None

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What was written for an article that was deleted meanwhile comes back as a new article's form.

        Who may not add one can copy it.
        """
        if request.method == "POST" and self.get_object(request, unquote(object_id)) is None:
            if self.has_add_permission(request):
                form_url = reverse("admin:newsroom_articles_article_add", current_app=self.admin_site.name)
                return self.add_view(request, form_url, extra_context)
            if self.has_change_permission(request):
                return self._give_words_back(request, unquote(object_id))
        return super().change_view(request, object_id, form_url, extra_context)

    def _give_words_back(self, request: HttpRequest, pk: str) -> HttpResponse:
        labels = {field.name: field.verbose_name for field in self.opts.fields}
        context = self.admin_site.each_context(request) | {
            "title": _("This article was deleted"),
            "problem": collisions.deleted(pk, may_add=False),
            "words": [(labels[name], request.POST[name]) for name in WORDS if request.POST.get(name)],
        }
        template = "admin/newsroom_articles/article/deleted.html"
        return TemplateResponse(request, template, context, status=409)

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs |= WIDGETS.get(db_field.name, {})
        return field

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm[Article], change: bool) -> None:
        """Save, and name to the editor whatever the cleaning left out: nothing goes silently."""
        removed = bodies.removed(obj.body)
        super().save_model(request, obj, form, change)
        if removed:
            text = _("Left out of the body, because articles can’t hold it: %s") % ", ".join(removed)
            messages.warning(request, text)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None) -> HttpResponse:
        return _saying_saved(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return _saying_saved(request, super().response_change(request, obj))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A year or an id of twenty digits is too large for the calendar and for the database."""
        try:
            return super().changelist_view(request, *args, **kwargs)
        except OverflowError as error:
            raise BadRequest("number") from error

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """Stock admin takes the ids of the selected rows to the database as they come, and fails there."""
        if not all(map(ID.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("selected rows")
        return super().response_action(request, *args, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """A page of text would make one condition for each word: more than SQLite takes."""
        return super().get_search_results(request, queryset, search_term[:MOST_SEARCHED])

    def view_on_site(self, obj: Article) -> str:
        """The page itself, a preview if it is a draft; not by way of the sites framework's host."""
        return obj.get_absolute_url()

    @admin.display(description=_("Page"))
    def page(self, obj: Article) -> SafeString:
        words = _("View") if obj.published else _("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), words)


def _saying_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let ``drafts.js``, on whatever page it runs next, know that the draft that was sent is stored."""
    draft = request.POST.get(DRAFT, "")
    if re.fullmatch(r"[A-Za-z0-9_-]{1,200}\.[0-9]{1,20}", draft):
        response.set_cookie(SAVED, draft, max_age=DAY, secure=request.is_secure(), samesite="Lax")
    return response


def _opened(request: HttpRequest) -> str:
    """The primary key in the form's address."""
    match = request.resolver_match
    return unquote(match.kwargs.get("object_id", "")) if match else ""


def _has_fixed_address(article: Article | None) -> bool:
    """As the article was when this was first asked: a form that is refused has changed its instance."""
    if article is None:
        return False
    published = article.status == Article.Status.PUBLISHED
    return bool(vars(article).setdefault("_has_fixed_address", published))
