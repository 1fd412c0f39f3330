"""The form in which an editor writes an article."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..models import Article
from . import collisions

BASE = "base_revision"
DRAFT = "draft"  # names the draft in the browser of the text that it sends


class RememberedWidget(forms.Select):
    """Carries one value, unseen, and none where the browser shows again what was typed upon another.

    Going back, browsers fill a fetched page with the words of the old one, but leave a hidden input as it
    came.  Of a choice that is no longer offered they fall back to the first, which is empty.
    """

    input_type = "hidden"

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        self.choices = [(one, one) for one in dict.fromkeys(["", *value])]
        return super().optgroups(name, value, attrs)


class ArticleForm(forms.ModelForm):
    """Remembers the revision that it was made from, and is refused, with every word, if another is stored.

    It is validated in the transaction that saves: the row is locked until then.
    """

    base_revision = forms.CharField(required=False, widget=RememberedWidget)

    # Set on the class that the admin makes for each request.
    editor: Any = None
    opened = ""  # the article that the form was opened with, by its primary key, even if it is gone

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[BASE] = "" if self.instance._state.adding else self.instance.revision
        self.fields[BASE].widget.attrs |= self._for_drafts()

    def _for_drafts(self) -> dict[str, str]:
        """What ``drafts.js`` needs to know: whose draft it saves, of which article, and what it says."""
        restored = _("Your unsaved text of %(time)s has been restored.") % {"time": "{time}"}
        attributes = {
            "data-newsroom-editor": str(self.editor.pk if self.editor else ""),
            "data-article": str(self.instance.pk or "new"),
            "data-restored": restored,
            "data-discard": _("Discard it"),
        }
        return attributes | ({"data-refused": self.data.get(DRAFT, "")} if self.is_bound else {})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        stored = Article.objects.select_for_update().filter(pk=self.instance.pk).first()
        current = str(stored.revision) if stored else ""
        if given.get(BASE) != current or (self.opened and not stored):
            self._become_based_on(current)
            raise ValidationError(self._refusal(stored, given.get(BASE, "")), code="stale")
        return given

    def _become_based_on(self, revision: str) -> None:
        """Saving again is then a decision, unless yet another version came between."""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix(BASE)] = revision
        self.data = data

    def _refusal(self, stored: Article | None, base: str) -> SafeString:
        if stored is None:
            return collisions.deleted(self.opened, may_add=True)
        return collisions.changed(stored, self.editor) if base.isdecimal() else collisions.unnumbered(stored)
