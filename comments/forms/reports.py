"""A reader's report of a comment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ReportReason
from ..text.sources import with_unix_line_ends


class ReportForm(forms.Form):
    """“Report this comment”."""

    MAX_LENGTH = 1000

    reason = forms.ChoiceField(label=_("Reason"), choices=ReportReason.choices, widget=forms.RadioSelect)
    # No max_length here either: a line end counts as one character.
    text = forms.CharField(
        label=_("Details"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "maxlength": MAX_LENGTH}),
    )
    honeypot = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_text(self) -> str:
        text = with_unix_line_ends(self.cleaned_data["text"])
        if len(text) > self.MAX_LENGTH:
            raise forms.ValidationError(
                _("This is too long: it has %(length)d characters, and the limit is %(limit)d."),
                code="max_length",
                params={"limit": self.MAX_LENGTH, "length": len(text)},
            )
        return text
