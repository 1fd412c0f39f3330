"""The forms in which pictures come into the library, and what became of each file."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Picture
from ..pictures import library

logger = logging.getLogger(__name__)
NOT_STORED = _("The server could not store this file, and kept nothing of it: try again later.")
# Their files are made in the request; twenty take less than servers wait for.
MOST_AT_ONCE = 20
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"
FOCI = {
    "00": _("top left"),
    "10": _("top"),
    "20": _("top right"),
    "01": _("left"),
    "11": _("centre"),
    "21": _("right"),
    "02": _("bottom left"),
    "12": _("bottom"),
    "22": _("bottom right"),
}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files from one input."""

    widget = FilesInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        clean_one = super().clean
        return [clean_one(one, initial) for one in data or [None]]


class UploadForm(forms.Form):
    pictures = FilesField(label=_("Files"))


@dataclass
class Outcome:
    """What became of the files: stored, in the library already, refused and why, each by its name."""

    stored: list[Picture] = field(default_factory=list)
    known: list[tuple[str, Picture]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def pictures(self) -> list[Picture]:
        return [*self.stored, *(picture for _name, picture in self.known)]


def store(files: Iterable[UploadedFile], *, by: Any) -> Outcome:
    """Each file by itself: one that is refused keeps none of the others from the library."""
    outcome = Outcome()
    for number, file in enumerate(files):
        name = file.name or ""
        try:
            if number >= MOST_AT_ONCE:
                raise ValidationError(
                    gettext("Only %(number)s files at once: choose this one again.")
                    % {"number": MOST_AT_ONCE}
                )
            outcome.stored.append(library.add(file, by=by))
        except library.AlreadyStored as error:
            outcome.known.append((name, error.picture))
        except ValidationError as error:
            outcome.refused.append((name, " ".join(error.messages)))
        except OSError:
            logger.exception("A picture was not stored.")
            outcome.refused.append((name, str(NOT_STORED)))
    return outcome


class NamedCheckbox(forms.CheckboxInput):
    """With its label beside it, where the list has none."""

    label: Any = ""

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return format_html("<label>{} {}</label>", super().render(*args, **kwargs), self.label)


class ListedPictureForm(forms.ModelForm):
    """The words of one picture in the list."""

    class Meta:
        model = Picture
        fields = ("alt", "decorative", "credit")
        widgets = {"decorative": NamedCheckbox}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("alt", "credit"):
            label = str(self.fields[name].label)
            self.fields[name].widget.attrs |= {"placeholder": label, "aria-label": label}
        self.fields["decorative"].widget.label = self.fields["decorative"].label


class FocusWidget(forms.RadioSelect):
    """Nine radio buttons upon the picture."""

    template_name = "admin/newsroom_articles/picture/focus.html"
    picture: Picture | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"picture": self.picture}


class PictureForm(forms.ModelForm):
    """Edits one picture; with another file, or another focus, ``photo`` is what its files are made of."""

    focus = forms.ChoiceField(
        label=_("What stays in view"),
        choices=list(FOCI.items()),
        widget=FocusWidget,
        help_text=_("Where the picture is cut to another shape, this part of it stays."),
    )
    replacement = forms.FileField(
        label=_("Another file in its place"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("Every article that shows the picture then shows this file."),
    )

    photo: library.Photo | None = None
    # Of the server, which tried before: shown beside what was typed.
    refusal: Any = ""

    class Meta:
        model = Picture
        fields = library.WORDS
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "credit": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "focus" in self.fields:
            self.initial["focus"] = "{}{}".format(*self.instance.focus)
            self.fields["focus"].widget.picture = self.instance

    def clean_replacement(self) -> UploadedFile | None:
        if self.refusal:
            raise ValidationError(self.refusal)
        file: UploadedFile | None = self.cleaned_data["replacement"]
        if file:
            photo = library.Photo(file)
            try:
                photo.check_new(but=self.instance)
            except library.AlreadyStored as error:
                raise ValidationError(_known(error)) from error
            self.photo = photo
        return file

    def clean_focus(self) -> str:
        focus: str = self.cleaned_data["focus"]
        if focus != self.initial["focus"] and not self.files.get(self.add_prefix("replacement")):
            self.photo = library.original(self.instance)
        return focus

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if focus := given.get("focus"):
            self.instance.focus_x, self.instance.focus_y = map(int, focus)
        return given


def _known(error: library.AlreadyStored) -> SafeString:
    link = format_html('<a href="../../{}/change/">{}</a>', error.picture.pk, error.picture)
    return format_html("{} {}", error.messages[0], link)
