"""What an editor decides about a person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Commenter, Standing
from ..dates import moment
from ..seen import SeenField, digest_of, show_again

BAD = (Standing.HELD, Standing.BANNED)


class StandingForm(forms.ModelForm):
    """A person's standing and the notes on them, with what of both was on the screen."""

    reject_pending = forms.BooleanField(
        label=gettext_lazy("Reject pending comments"),
        required=False,
        help_text=gettext_lazy("With a ban: rejects all their pending comments. One undo reverses both."),
    )
    free_name = forms.BooleanField(
        label=gettext_lazy("Free the reserved name"),
        required=False,
        help_text=gettext_lazy("Everybody can post under it again. Whoever is banned can't reserve another."),
    )
    seen = SeenField(required=False)

    class Meta:
        model = Commenter
        fields = ["standing", "until", "notes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = digest_of(self.instance.standing, self.instance.until, self.instance.notes)
        if "seen" in self.fields:
            self.fields["seen"].initial = self.stored
        if "standing" in self.fields and not self.instance.is_identity_verified:
            self.fields["standing"].help_text = _(
                "Trust has no effect until the address is confirmed: anybody can type it. "
                "A hold or a ban counts at once."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != self.stored:
            show_again(self, "seen", self.stored)
            raise ValidationError(_changed_meanwhile(self.instance))
        standing, until = cleaned.get("standing"), cleaned.get("until")
        if until and until <= timezone.now() and standing in BAD and self.changes_standing:
            self.add_error("until", _("This date has passed. Give a later one, or none."))
        if cleaned.get("reject_pending") and standing != Standing.BANNED:
            self.add_error("reject_pending", _("Pending comments are rejected only with a ban."))
        return cleaned

    @property
    def changes_standing(self) -> bool:
        return bool({"standing", "until"} & {*self.changed_data})


def _changed_meanwhile(commenter: Commenter) -> str:
    text = _(
        "Somebody changed this person’s standing or notes while you had the page open. Nothing was saved. "
        "The standing is now: %(standing)s. The notes are now: %(notes)s. Save again to put yours in their "
        "place."
    )
    return text % {"standing": standing_of(commenter), "notes": commenter.notes or "–"}


def standing_of(commenter: Commenter) -> str:
    """The standing in words, with the moment that ends it."""
    if not commenter.until:
        return str(commenter.get_standing_display())
    values = {"standing": commenter.get_standing_display(), "until": moment(commenter.until)}
    if commenter.until <= timezone.now():
        return _("%(standing)s until %(until)s, which has passed") % values
    return _("%(standing)s until %(until)s") % values
