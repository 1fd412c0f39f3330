"""An editor's correction of a comment's text."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..models import ReaderComment
from ..text.reading.syntax import Syntax
from ..text.sources import clean_source


class CorrectionForm(forms.ModelForm):
    """An editor's correction, with the revision that was on the screen."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ReaderComment
        fields = ["source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "seen_revision" in self.fields:
            self.fields["seen_revision"].initial = self.instance.revision

    def clean_source(self) -> str:
        return clean_source(self.cleaned_data["source"], Syntax(self.instance.syntax))

    def clean_seen_revision(self) -> int:
        seen: int = self.cleaned_data["seen_revision"]
        if seen != self.instance.revision:
            raise forms.ValidationError(
                _("This comment changed while you had it open. Your text is still below.")
            )
        return seen
