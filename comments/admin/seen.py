"""What was on an editor's screen, as a hidden field of the form that was shown there."""

import hashlib
from typing import Any

from django import forms


class SeenField(forms.CharField):
    """Holds a digest of what was shown; it is the form's own, no change of the row."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def digest_of(*values: Any) -> str:
    """SHA-256 of what the values look like, in hex."""
    return hashlib.sha256(repr(values).encode()).hexdigest()


def show_again(form: forms.BaseForm, name: str, digest: str) -> None:
    """Let the bound form come back with another digest in its field."""
    form.data = dict(form.data.items()) | {name: digest}
