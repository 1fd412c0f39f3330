"""A reader's report of a comment, and an author's appeal against a rejection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Appeal, ReportReason
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
        return _plain_text(self.cleaned_data["text"], self.MAX_LENGTH)


class AppealForm(forms.Form):
    """Why the newsroom is to look at a rejected comment again."""

    text = forms.CharField(
        label=_("Why should it be published?"),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "maxlength": Appeal.MAX_LENGTH}),
    )

    def clean_text(self) -> str:
        return _plain_text(self.cleaned_data["text"], Appeal.MAX_LENGTH)


def _plain_text(text: str, limit: int) -> str:
    """Plain text with Unix line ends, each of which counts as one character."""
    text = with_unix_line_ends(text)
    if len(text) > limit:
        raise forms.ValidationError(
            _("This is too long: it has %(length)d characters, and the limit is %(limit)d."),
            code="max_length",
            params={"limit": limit, "length": len(text)},
        )
    return text
