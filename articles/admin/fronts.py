"""The front page, as a numbered list a language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Placement
from .base import BaseAdmin


class PlacementForm(forms.ModelForm):
    """An article stands on the front page of its own language."""

    class Meta:
        model = Placement
        fields = ("article", "position", "until")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        article = given.get("article")
        if article is not None:
            others = Placement.objects.filter(language=article.language, article=article)
            self.instance.language = article.language
            if others.exclude(pk=self.instance.pk).exists():
                self.add_error("article", _("This article stands on this front page already."))
        return given


@admin.register(Placement)
class PlacementAdmin(BaseAdmin):
    form = PlacementForm
    list_display = ("article", "language", "position", "until", "shows")
    list_editable = ("position", "until")
    list_filter = ("language",)
    list_select_related = ("article",)
    raw_id_fields = ("article",)
    search_fields = ("article__headline",)

    class Media:
        css = {"all": ("newsroom_articles/admin.css",)}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Behind the last one."""
        last = Placement.objects.aggregate(last=Max("position"))["last"]
        return {"position": (last or 0) + 1} | super().get_changeform_initial_data(request)

    @admin.display(description=_("Shown"), boolean=True)
    def shows(self, obj: Placement) -> bool:
        """Whether readers see it there now."""
        return obj.article.published and (obj.until is None or obj.until > timezone.now())
