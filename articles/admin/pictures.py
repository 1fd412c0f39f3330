"""The library of pictures: a grid, many uploaded at once, and where each is used."""

from __future__ import annotations  # Django’s form classes take no subscript at run time

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..models import Article, Person, Picture, PictureUse
from ..pictures import imaging, library
from . import uploads
from .base import KEY, BaseAdmin

PER_PAGE = 48
PER_ANSWER = 24
MOST_NAMED = 200
TEMPLATES = "admin/newsroom_articles/picture/"
MISSING = _("The alternative text is missing.")
# What the request bears once the server could not store a file of it.
REFUSAL = "_newsroom_picture_refusal"

logger = logging.getLogger(__name__)


class AltFilter(admin.SimpleListFilter):
    title = _("alternative text")
    parameter_name = "alternative"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("missing", _("Missing")), ("there", _("There, or not needed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        missing = Q(alt="", decorative=False)
        wanted = {"missing": missing, "there": ~missing}.get(self.value() or "")
        return queryset.filter(wanted) if wanted else queryset


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("used", _("Used")), ("unused", _("Used nowhere"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        used = (
            Exists(PictureUse.objects.filter(picture=OuterRef("pk")))
            | Exists(Article.objects.filter(lead_picture=OuterRef("pk")))
            | Exists(Person.objects.filter(picture=OuterRef("pk")))
        )
        wanted = {"used": used, "unused": ~used}.get(self.value() or "")
        return queryset.filter(wanted) if wanted else queryset


@admin.register(Picture)
class PictureAdmin(BaseAdmin):
    form = uploads.PictureForm
    list_display = ("seen", "alt", "decorative", "credit", "about")
    list_display_links = ("seen",)
    # The list is where many that were uploaded together get their words.
    list_editable = ("alt", "decorative", "credit")
    list_filter = (AltFilter, UseFilter)
    list_per_page = PER_PAGE
    search_fields = ("alt", "caption", "credit", "file")
    readonly_fields = ("used_in", "facts")
    fieldsets = (
        (None, {"fields": ("focus", "alt", "decorative", "caption", "credit")}),
        (None, {"fields": ("used_in", "replacement", "facts")}),
    )
    delete_confirmation_template = TEMPLATES + "delete_confirmation.html"
    delete_selected_confirmation_template = TEMPLATES + "delete_selected_confirmation.html"

    class Media:
        css = {"all": ("newsroom_articles/pictures.css",)}

    def get_urls(self) -> list[Any]:
        library_view = self.admin_site.admin_view(self.library_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_library"
        return [path("library/", library_view, name=name), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing can be uploaded where Pillow isn’t installed."""
        return imaging.available and super().has_add_permission(request)

    # --- Uploading --------------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Many files at once; with one refused, the page again, which names it and links to the others."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        outcome = uploads.Outcome()
        form = uploads.UploadForm()
        if request.method == "POST":
            form = uploads.UploadForm(request.POST, request.FILES)
            if form.is_valid():
                outcome = uploads.store(form.cleaned_data["pictures"], by=request.user)
                for picture in outcome.stored:
                    self.log_addition(request, picture, [{"added": {}}])
                if not outcome.refused:
                    return self._uploaded(request, outcome)
        context = self.admin_site.each_context(request) | {
            "title": _("Add pictures"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "outcome": outcome,
            "most": uploads.MOST_AT_ONCE,
            "megabytes": library.MOST_BYTES // 1_000_000,
            "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
            "popup_fields": {
                name: value
                for name in (IS_POPUP_VAR, TO_FIELD_VAR)
                if (value := request.POST.get(name) or request.GET.get(name))
            },
            **(extra_context or {}),
        }
        return TemplateResponse(request, TEMPLATES + "upload.html", context)

    def _uploaded(self, request: HttpRequest, outcome: uploads.Outcome) -> HttpResponse:
        """To the one picture, where its words are asked for, or to the list of all that lack theirs."""
        if IS_POPUP_VAR in request.POST and len(outcome.pictures) == 1:
            return self.response_add(request, outcome.pictures[0])
        for name, known in outcome.known:
            link = format_html('<a href="{}">{}</a>', self._address("change", known.pk), known)
            sentence = gettext("“{name}” is in the library already: {picture}")
            messages.info(request, format_html(sentence, name=name, picture=link))
        if outcome.stored:
            sentence = ngettext(
                "%(number)s picture is stored. Say what it shows, for those who can’t see it.",
                "%(number)s pictures are stored. Say what each shows, for those who can’t see it.",
                len(outcome.stored),
            )
            messages.success(request, sentence % {"number": len(outcome.stored)})
        if len(outcome.pictures) == 1:
            return HttpResponseRedirect(self._address("change", outcome.pictures[0].pk))
        query = f"?{AltFilter.parameter_name}=missing" if outcome.stored else ""
        return HttpResponseRedirect(self._address("changelist") + query)

    def _address(self, name: str, *args: Any) -> str:
        route = f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(route, args=args, current_app=self.admin_site.name)

    # --- Editing ----------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        """Who may only look sees the picture, and no means to change it."""
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ("seen", *library.WORDS, *self.readonly_fields)})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return ("seen", *self.readonly_fields)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where the disk has no room for a file, the form again, with every word in it."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except OSError:
            logger.exception("A picture was not stored.")
            setattr(request, REFUSAL, uploads.NOT_STORED)
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        refusal = getattr(request, REFUSAL, "")
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def save_model(self, request: HttpRequest, obj: Picture, form: ModelForm[Picture], change: bool) -> None:
        library.update(obj, getattr(form, "photo", None))

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        library.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        for picture in queryset:
            library.delete(picture)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What is in use can’t be deleted, and where it is used is named as editors know it."""
        uses = [use for picture in objs for use in self._uses(picture)]
        return ([], {}, set(), uses) if uses else super().get_deleted_objects(objs, request)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm[Picture]]:
        return super().get_changelist_form(request, form=uploads.ListedPictureForm, **kwargs)

    # --- The list ---------------------------------------------------------------------------------------

    def library_view(self, request: HttpRequest) -> JsonResponse:
        """For the editor: a page of what ``q`` finds, the newest first, or those that ``pk`` names."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if "pk" in request.GET:
            keys = [key for key in request.GET.getlist("pk") if KEY.fullmatch(key)][:MOST_NAMED]
            return JsonResponse({"pictures": _for_editor(Picture.objects.filter(pk__in=keys)), "more": False})
        found, _distinct = self.get_search_results(
            request, self.get_queryset(request), request.GET.get("q", "")
        )
        page = Paginator(found, PER_ANSWER).get_page(request.GET.get("page"))
        return JsonResponse({"pictures": _for_editor(page), "more": page.has_next()})

    # --- What is shown of one ---------------------------------------------------------------------------

    @admin.display(description=_("Picture"))
    def seen(self, obj: Picture) -> SafeString:
        """Its name is said where the list links to it."""
        return format_html(
            '<img src="{}" width="160" height="160" alt="{}" loading="lazy">', obj.thumbnail, obj
        )

    @admin.display(description=_("About it"))
    def about(self, obj: Picture) -> SafeString:
        name = obj.file_name
        words = format_html("{}<br><small>{}</small>", obj.caption, name) if obj.caption else name
        if obj.alt or obj.decorative:
            return format_html("{}", words)
        return format_html('{}<br><strong class="missing">{}</strong>', words, MISSING)

    @admin.display(description=_("Used in"))
    def used_in(self, obj: Picture) -> Any:
        uses = self._uses(obj)
        if not uses:
            return _("Nowhere.")
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((use,) for use in uses)))

    @admin.display(description=_("File"))
    def facts(self, obj: Picture) -> str:
        return gettext("%(name)s, %(width)s × %(height)s pixels") % {
            "name": obj.file_name,
            "width": obj.width,
            "height": obj.height,
        }

    def _uses(self, picture: Picture) -> list[SafeString]:
        """Each a link to where an editor can change it."""
        places = (
            (picture.articles.all(), _("in the text")),
            (picture.leads.all(), _("lead picture")),
            (picture.people.all(), _("picture of a person")),
        )
        return [self._use(one, place) for found, place in places for one in found]

    def _use(self, used: Article | Person, place: Any) -> SafeString:
        route = f"admin:{used._meta.app_label}_{used._meta.model_name}_change"
        try:
            address = reverse(route, args=[used.pk], current_app=self.admin_site.name)
        except NoReverseMatch:  # a host that left the people’s admin out
            return format_html("{} ({})", used, place)
        return format_html('<a href="{}">{}</a> ({})', address, used, place)


def _for_editor(pictures: Iterable[Picture]) -> list[dict[str, Any]]:
    words = ("pk", "thumbnail", "alt", "caption", "credit")
    return [{name: getattr(picture, name) for name in words} for picture in pictures]
