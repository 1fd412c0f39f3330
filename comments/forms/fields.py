"""The fields of a reader's address, their website, and what they want to be emailed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Follow
from ..text.addresses import clean_address, clean_website
from ..text.reading.safe_urls import safe_url


class FollowBox(forms.Select):
    """A box to tick and, named ``…_kind``, the choice that it opens; rendered by ``posting/follow.html``.

    A kind in the place of the tick is taken, too: forms made before the box was are still in caches.
    """

    TICKED = "on"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        wish: str = data.get(name, "")
        return data.get(f"{name}_kind") or Follow.REPLIES if wish == self.TICKED else wish


def follow_field(label: Any, widget: type[forms.Select] = forms.Select) -> forms.ChoiceField:
    """“Email me …”, which asks for nothing unless the reader chooses so."""
    choices = [("", _("not at all")), *Follow.choices]
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=widget)


class AddressField(forms.EmailField):
    """An email address, cleaned before it is looked at; in ASCII, as all mail servers take it."""

    # Django's own French calls it « adresse de courriel », unlike the label.
    default_error_messages = {"invalid": _("Enter an email address such as name@example.org.")}

    def to_python(self, value: Any) -> str:
        return clean_address(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if not (value.isascii() and value.isprintable()):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class WebsiteField(forms.URLField):
    """A web site; without a scheme it is read as https.

    No ``type=url`` for browsers, which send nothing while the scheme is missing.
    """

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a website address such as www.example.org.")}

    def to_python(self, value: Any) -> str:
        return str(super().to_python(clean_website(value or "")))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not safe_url(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
