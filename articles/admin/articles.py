"""Where editors write and publish."""

from __future__ import annotations  # Django’s form classes take no subscript at run time

import re
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Field
from django.forms import CheckboxSelectMultiple, ModelForm
from django.forms import Field as FormField
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .. import publishing
from ..models import Article
from ..models.revisions import WORDS
from ..text import bodies
from .base import BaseAdmin
from .editing import (
    collisions,
    comparing,
    deciding,
    forms,
    pages,
    revisions,
    states,
    translations,
    typesetting,
)
from .editing.inlines import CorrectionInline, CreditInline
from .lists import MineFilter, SectionFilter, StateFilter
from .widgets import BodyWidget

WIDGETS = {
    "headline": {"class": "vLargeTextField"},
    "short_headline": {"class": "vLargeTextField"},
    "summary": {"rows": 3},
    "body": {"rows": 30},
}
PLACE: tuple[str, ...] = ("language", "section", "topics", "lead_picture")
ADDRESS = ("slug",)
MORE = ("writer", "original")
SAVED = "newsroom_articles_saved"
DAY = 24 * 3600


@admin.register(Article)
class ArticleAdmin(BaseAdmin):
    list_display = ("headline", "state", "section", "language", "pub_date", "page")
    list_filter = (StateFilter, MineFilter, "language", SectionFilter)
    list_select_related = ("section",)
    search_fields = ("headline", "summary", "body", "author")
    # A list of all accounts or articles would be long, and a search needs an admin of the host's user model.
    raw_id_fields = ("writer", "original", "lead_picture")
    date_hierarchy = "pub_date"
    form = forms.ArticleForm
    inlines = (CreditInline, CorrectionInline)
    prepopulated_fields = {"slug": ["headline"]}
    fieldsets = (
        (None, {"fields": WORDS, "classes": ("words",)}),
        (_("Publication"), {"fields": ("pub_date",), "classes": ("beside",)}),
        (_("Place"), {"fields": PLACE, "classes": ("beside",)}),
        (_("Address"), {"fields": ADDRESS, "classes": ("beside",)}),
        (_("More"), {"fields": MORE, "classes": ("beside",)}),
    )

    class Media:
        css = {"all": ("newsroom_articles/admin.css",)}
        js = (
            Script("newsroom_articles/drafts.js", defer=True),
            Script("newsroom_articles/logout.js", defer=True),
        )

    # --- The form -----------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """With what is no part of the article, for who may save it."""
        more: dict[Any, tuple[str, ...]] = {}
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            decides = states.may_publish(request.user)
            minor = ("minor",) if decides and obj is not None and obj.published else ()
            more = {None: (forms.BASE,), _("Publication"): ("note", *minor), _("Address"): ("take_over",)}
        return [
            (name, {**options, "fields": (*options["fields"], *more.get(name, ()))})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        """Of what readers know at its address, a writer changes the words alone."""
        reserved = states.is_reserved(obj) and not states.may_publish(request.user)
        return ("pub_date", *PLACE, *ADDRESS, *MORE) if reserved else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Article | None = None) -> dict[str, Any]:
        """An address that readers have is changed on purpose, not along with the headline."""
        return {} if states.is_reserved(obj) else self.prepopulated_fields

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Article]]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.editor, form.opened = request.user, _opened(request)
        form.act, form.publishes = states.asked(request.POST), states.may_publish(request.user)
        waits = obj is not None and bool(obj.pending) and self.has_change_permission(request, obj)
        form.shows_next = waits and not _wants_public(request)
        return cast("type[ModelForm[Article]]", form)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """For a translation, the text of what is to be translated."""
        return super().get_changeform_initial_data(request) | translations.initial(self, request)

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        if db_field.name == "topics":
            kwargs["widget"] = CheckboxSelectMultiple
        elif db_field.name == "body":
            kwargs["widget"] = BodyWidget
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs |= WIDGETS.get(db_field.name, {})
        return field

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context |= pages.context(self, request, context["adminform"].form, context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)

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

    # --- Saving -------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Do what was asked, and name to the editor whatever the cleaning left out: nothing goes silently."""
        removed = bodies.removed(obj.body)
        stored = Article.objects.filter(pk=obj.pk).first() if change else None
        if states.keeps_next(form.act, stored, publishes=form.publishes):
            publishing.keep_next(cast("Article", stored), comparing.words_of(obj), by=request.user)
            messages.info(request, _("This version waits; readers still have the other one."))
        else:
            states.perform(form.act, obj, form, by=request.user)
            self._say_done(request, obj, form.act)
        if removed:
            names = ", ".join(str(_("text")) if name == "text" else name for name in removed)
            text = _("Left out of the body, because articles can’t hold it: %s") % names
            messages.warning(request, text)

    def _say_done(self, request: HttpRequest, obj: Article, act: str) -> None:
        if done := states.done(act, obj):
            messages.info(request, done)
        if states.is_released(obj) and act in states.BUTTONS and (lacking := states.missing(obj)):
            messages.warning(request, _("Without: %s.") % ", ".join(lacking))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whoever has the form open has an older article then, and its page another version."""
        super().save_related(request, form, formsets, change)
        changed = {formset.model for formset in formsets if formset.has_changed()}
        rows = Article.objects.filter(pk=form.instance.pk)
        if CorrectionInline.model in changed:
            rows.update(revised_at=timezone.now())
        elif change and (changed or "topics" in form.changed_data):
            rows.update()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is CorrectionInline.model:
            for row in formset.extra_forms:
                row.instance.by = request.user
        super().save_formset(request, form, formset, change)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None) -> HttpResponse:
        return _saying_saved(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return _saying_saved(request, super().response_change(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Deleting takes from readers what they have, too."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (not states.is_reserved(obj) or states.may_publish(request.user))

    # --- Its other pages ----------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        views = {"versions": revisions.versions, "withdraw": deciding.withdraw, "discard": deciding.discard}
        typography = self.admin_site.admin_view(partial(typesetting.propose, admin=self))
        return [
            path("typography/", typography, name="newsroom_articles_article_typography"),
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(pages.of_article(self, view)),
                    name=f"newsroom_articles_article_{name}",
                )
                for name, view in views.items()
            ),
            *super().get_urls(),
        ]

    # --- The list -----------------------------------------------------------------------------------------

    def view_on_site(self, obj: Article) -> str:
        """The page itself, a preview if it is a draft; not by way of the sites framework's host."""
        return obj.get_absolute_url()

    @admin.display(description=_("State"), ordering="status")
    def state(self, obj: Article) -> str:
        # Its date has a column.
        words = _("Scheduled") if obj.is_scheduled else obj.get_status_display()
        return f"{words}, {_('with a next version')}" if obj.pending else str(words)

    @admin.display(description=_("Page"))
    def page(self, obj: Article) -> SafeString:
        words = _("View") if obj.published else _("Preview")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), words)


def _saying_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let ``drafts.js``, on whatever page it runs next, know that the draft that was sent is stored."""
    draft = request.POST.get(forms.DRAFT, "")
    if re.fullmatch(r"[A-Za-z0-9_-]{1,200}\.[0-9]{1,20}", draft):
        response.set_cookie(SAVED, draft, max_age=DAY, secure=request.is_secure(), samesite="Lax")
    return response


def _opened(request: HttpRequest) -> str:
    """The primary key in the form's address."""
    match = request.resolver_match
    return unquote(match.kwargs.get("object_id", "")) if match else ""


def _wants_public(request: HttpRequest) -> bool:
    """Whether an editor who may publish asked for what readers have, while another version waits."""
    return request.GET.get("version") == "public" and states.may_publish(request.user)
